"""A gRPC process: serves the services whose names it is given, one of them or all, behind two TLS ports."""

import signal
import sys
import threading
from collections.abc import Collection, Mapping, Sequence

from prometheus_client import CollectorRegistry
from somicis.shared.v1 import operations_service_pb2

from chassis import logs
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
from stacks.beginning import composed_in_time
from stacks.belonging import end_with_the_supervisor
from stacks.hosting import Service, entry_point
from stacks.process_settings import EdgeSettings
from stacks.told import told

GRACE_S = 10.0
"""Seconds a call under way has to finish when the process is told to stop."""


def main(names: Sequence[str]) -> None:
    """Serve the services of these names until SIGTERM."""
    settings = told(EdgeSettings)
    logs.configure(settings.process)
    end_with_the_supervisor()
    services = composed_in_time(names, settings.probe_address)
    told_to_stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told_to_stop.set())
    registry, ready = CollectorRegistry(), list[bool]()
    served = served_by(services, settings)
    server = server_of(served, settings, registry)
    probes = Probes(settings.probe_address, registry, lambda: _problems(served, ready))
    probes.start()
    server.start()
    ready.append(True)
    told_to_stop.wait()
    ready.clear()
    server.drain(GRACE_S)
    probes.stop()
    for service in services.values():
        service.foundations.close()


def served_by(services: Mapping[str, Service], settings: EdgeSettings) -> Sequence[ServedService]:
    """What the process answers: its services, and for its keepers how they stand."""
    descriptor = operations_service_pb2.DESCRIPTOR.services_by_name["OperationsService"]
    standings = [service.standings for service in services.values()]
    return (
        *(entry_point(name, "grpc").served(service) for name, service in services.items()),
        ServedService(descriptor, Operations(standings, clock_in(settings.test_clock_file)), OPERATIONS),
    )


def server_of(served: Sequence[ServedService], settings: EdgeSettings, registry: CollectorRegistry) -> Server:
    """The server on its two ports, not started."""
    certificates = settings.certificate_file.parent.glob("*.pem")
    watch_expiry(registry, {each.stem: each.read_bytes() for each in certificates})
    return Server(
        served,
        identification=Identification(
            Organisations(services=settings.services, auditors=settings.auditors),
            SignedTokens.from_file(settings.jwks_file, settings.token_issuer, settings.token_audience),
        ),
        certificate=ServerCertificate.from_files(settings.certificate_file, settings.key_file, settings.authority_file),
        clock=clock_in(settings.test_clock_file),
        metrics=RpcMetrics(registry),
        addresses=Addresses(settings.organisations_address, settings.people_address),
        limits=Limits(),
    )


def _problems(served: Sequence[ServedService], ready: Collection[bool]) -> list[str]:
    if not ready:
        return ["not serving"]
    return [problem for each in served for problem in each.problems()]


if __name__ == "__main__":
    main(sys.argv[1:])
