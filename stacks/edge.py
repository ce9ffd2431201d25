"""The gRPC process of the embedded stack: all four servicers behind two TLS ports."""

import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

# Read when gRPC is imported. Below it, every stranger's failed handshake writes a line of prose into the log.
os.environ.setdefault("GRPC_VERBOSITY", "ERROR")

from prometheus_client import CollectorRegistry
from somicis.shared.v1 import operations_service_pb2

from chassis import logs
from chassis.clock import Clock
from chassis.foundations import clock_in
from chassis.operations import Operations
from chassis.probes import Probes
from chassis.serving import (
    OPERATIONS,
    Addresses,
    Identification,
    Limits,
    Organisations,
    RpcMetrics,
    ServedService,
    Server,
    ServerCertificate,
    SignedTokens,
    watch_expiry,
)
from services.catalogue.entrypoints import grpc as catalogue
from services.intake.entrypoints import grpc as intake
from services.referral.entrypoints import grpc as referral
from services.reporting.entrypoints import grpc as reporting
from stacks.belonging import end_with_the_supervisor
from stacks.composed import Composed, addresses, compose, probe_address
from stacks.development_tokens import AUDIENCE, ISSUER, DevelopmentTokens
from stacks.layout import SERVICES, Layout

GRACE_S = 10.0
"""Seconds a call under way has to finish when the process is told to stop."""
AUDITORS = frozenset({"AUTORITA_AUDIT"})


def main(folder: str) -> None:
    """Serve the stack in a folder until SIGTERM."""
    layout = Layout(Path(folder))
    logs.configure("grpc")
    end_with_the_supervisor()
    told_to_stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told_to_stop.set())
    composed = compose(layout)
    registry = CollectorRegistry()
    served = _served(composed, clock_in(layout.test_clock_file))
    server = _server(layout, served, registry)
    ready: list[bool] = []
    probes = Probes(probe_address(layout, "grpc"), registry, lambda: _problems(served, ready))
    probes.start()
    server.start()
    ready.append(True)
    told_to_stop.wait()
    ready.clear()
    server.drain(GRACE_S)
    probes.stop()
    composed.close()


def _served(composed: Composed, clock: Clock) -> Sequence[ServedService]:
    descriptor = operations_service_pb2.DESCRIPTOR.services_by_name["OperationsService"]
    return (
        intake.served(composed.intake),
        catalogue.served(composed.catalogue),
        referral.served(composed.referral),
        reporting.served(composed.reporting),
        ServedService(descriptor, Operations(composed.standings, clock), OPERATIONS),
    )


def _server(layout: Layout, served: Sequence[ServedService], registry: CollectorRegistry) -> Server:
    certificates = layout.certificates
    certificate = ServerCertificate.from_files(
        certificates / "server.pem", certificates / "server.key", certificates / "ca.pem"
    )
    watch_expiry(registry, {each.stem: each.read_bytes() for each in certificates.glob("*.pem")})
    doors = addresses(layout)["services"][SERVICES[0]]
    return Server(
        served,
        identification=Identification(
            Organisations(services=frozenset(s.upper() for s in SERVICES), auditors=AUDITORS),
            SignedTokens.from_file(DevelopmentTokens(layout.tokens).jwks, ISSUER, AUDIENCE),
        ),
        certificate=certificate,
        clock=clock_in(layout.test_clock_file),
        metrics=RpcMetrics(registry),
        addresses=Addresses(doors["organisations"], doors["people"]),
        limits=Limits(),
    )


def _problems(served: Sequence[ServedService], ready: Sequence[bool]) -> list[str]:
    if not ready:
        return ["not serving"]
    return [problem for each in served for problem in each.problems()]


if __name__ == "__main__":
    main(sys.argv[1])
