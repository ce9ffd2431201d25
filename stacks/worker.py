"""A worker process: hosts in nameko the services whose names it is given, one of them or all."""

import warnings

# We know (docs/adr/0004), and a log is one JSON object a line from the first.
warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")

import eventlet  # noqa: E402

# Before anything else is imported: what has taken hold of a socket or a thread cannot be changed.
eventlet.monkey_patch()

import sys  # noqa: E402
from collections.abc import Collection, Mapping, Sequence  # noqa: E402

from prometheus_client import CollectorRegistry  # noqa: E402

from chassis import logs, nameko_host  # noqa: E402
from chassis.foundations import clock_in  # noqa: E402
from chassis.metrics import ReturnedCollector, StandingCollector  # noqa: E402
from chassis.presence import Presence  # noqa: E402
from chassis.probes import Probes  # noqa: E402
from chassis.pumping import Work  # noqa: E402
from chassis.readiness import Problems, database_problems  # noqa: E402
from stacks.beginning import composed_in_time  # noqa: E402
from stacks.belonging import end_with_the_supervisor  # noqa: E402
from stacks.broker import way_to  # noqa: E402
from stacks.hosting import Service, entry_point  # noqa: E402
from stacks.losses import losing  # noqa: E402
from stacks.process_settings import WorkerSettings  # noqa: E402
from stacks.told import told  # noqa: E402


def main(names: Sequence[str]) -> None:
    """Work for the services of these names until SIGTERM."""
    settings = told(WorkerSettings)
    logs.configure(settings.process)
    end_with_the_supervisor()
    way = way_to(settings.broker_url, settings.broker_authority_file)
    services = composed_in_time(names, settings.probe_address)
    connect, holder = losing(way, settings), nameko_host.holder()
    works = [entry_point(name, "worker").work(service, connect, holder) for name, service in services.items()]
    started: list[bool] = []
    probes = Probes(settings.probe_address, _registry(services, works, settings), _problems(services, started))
    probes.start()
    presences = [
        Presence(service.foundations.database, settings.process, holder, work.waiting)
        for service, work in zip(services.values(), works, strict=True)
    ]

    def on_started() -> None:
        started.append(True)
        for presence in presences:
            presence.start()

    nameko_host.run(works, on_started)
    for presence in presences:
        presence.stop()
    probes.stop()
    for service in services.values():
        service.foundations.close()


def _registry(services: Mapping[str, Service], works: Sequence[Work], settings: WorkerSettings) -> CollectorRegistry:
    registry = CollectorRegistry()
    standings = [service.standings for service in services.values()]
    registry.register(StandingCollector(standings, clock_in(settings.test_clock_file)))
    registry.register(ReturnedCollector({work.service: work.returned for work in works}))
    for name, service in services.items():
        for collector in entry_point(name, "worker").collectors(service):
            registry.register(collector)
    return registry


def _problems(services: Mapping[str, Service], started: Collection[bool]) -> Problems:
    databases = [database_problems(name, service.foundations.database) for name, service in services.items()]

    def problems() -> Sequence[str]:
        return [problem for each in databases for problem in each()] if started else ["still starting"]

    return problems


if __name__ == "__main__":
    main(sys.argv[1:])
