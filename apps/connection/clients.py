"""The services of a stack as somebody may call them, each with its typed stub."""

from contextlib import ExitStack
from functools import cached_property
from typing import Self

import grpc
from grpc_health.v1.health_pb2_grpc import HealthStub
from somicis.catalogue.v1.catalogue_service_pb2_grpc import CatalogueServiceStub
from somicis.intake.v1.intake_service_pb2_grpc import IntakeServiceStub
from somicis.referral.v1.referral_service_pb2_grpc import ReferralServiceStub
from somicis.reporting.v1.reporting_service_pb2_grpc import ReportingServiceStub
from somicis.shared.v1.operations_service_pb2_grpc import OperationsServiceStub

from apps.connection.channels import address_of, open_channel
from apps.connection.identity import Identity
from apps.connection.stack_file import Doors, Stack


class Clients:
    """Stubs of every service for one identity. A context manager: what was opened is closed on leaving."""

    def __init__(self, stack: Stack, identity: Identity) -> None:
        self.stack = stack
        self.identity = identity
        self._channels: dict[str, grpc.Channel] = {}
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every channel; what is still waiting for an answer is cancelled."""
        self._opened.close()
        self._channels.clear()

    @cached_property
    def intake(self) -> IntakeServiceStub:
        """The desk."""
        return IntakeServiceStub(self.channel("intake"))

    @cached_property
    def catalogue(self) -> CatalogueServiceStub:
        """The measures."""
        return CatalogueServiceStub(self.channel("catalogue"))

    @cached_property
    def referral(self) -> ReferralServiceStub:
        """The referrals to partners."""
        return ReferralServiceStub(self.channel("referral"))

    @cached_property
    def reporting(self) -> ReportingServiceStub:
        """The indicators."""
        return ReportingServiceStub(self.channel("reporting"))

    @cached_property
    def operations(self) -> tuple[OperationsServiceStub, ...]:
        """One for each door: whoever is behind it answers for all the services it hosts."""
        doors = {self._address(service): service for service in self.stack.services}
        return tuple(OperationsServiceStub(self.channel(service)) for service in doors.values())

    def operations_of(self, service: str) -> OperationsServiceStub:
        """What tells of one service and decides for it."""
        return OperationsServiceStub(self.channel(service))

    def health(self, doors: Doors) -> HealthStub:
        """The health of the process behind these doors."""
        return HealthStub(self._channel(address_of(doors, self.identity)))

    def operations_at(self, doors: Doors) -> OperationsServiceStub:
        """What the process behind these doors tells of the services it hosts."""
        return OperationsServiceStub(self._channel(address_of(doors, self.identity)))

    def channel(self, service: str) -> grpc.Channel:
        """The channel to `service`, opened once; services behind one address share it."""
        return self._channel(self._address(service))

    def _channel(self, address: str) -> grpc.Channel:
        if address not in self._channels:
            self._channels[address] = self._opened.enter_context(open_channel(self.stack, address, self.identity))
        return self._channels[address]

    def _address(self, service: str) -> str:
        return address_of(self.stack.services[service], self.identity)
