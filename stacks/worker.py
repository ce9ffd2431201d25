"""The worker process of the embedded stack: all four nameko services and the broker in its memory."""

import warnings

# We know (docs/adr/0004), and a log is one JSON object a line from the first.
warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")

import eventlet  # noqa: E402

# Before anything else is imported: what has taken hold of a socket or a thread cannot be changed.
eventlet.monkey_patch()

import sys  # noqa: E402
from pathlib import Path  # noqa: E402

from prometheus_client import CollectorRegistry  # noqa: E402

from chassis import logs, nameko_host  # noqa: E402
from chassis.foundations import clock_in  # noqa: E402
from chassis.metrics import StandingCollector  # noqa: E402
from chassis.probes import Probes  # noqa: E402
from chassis.transport.memory import MemoryTransport  # noqa: E402
from chassis.transport.port import Transport  # noqa: E402
from services.catalogue.entrypoints import worker as catalogue  # noqa: E402
from services.intake.entrypoints import worker as intake  # noqa: E402
from services.referral.entrypoints import worker as referral  # noqa: E402
from services.reporting.entrypoints import worker as reporting  # noqa: E402
from stacks.belonging import end_with_the_supervisor  # noqa: E402
from stacks.composed import TOPOLOGY, Composed, compose, probe_address  # noqa: E402
from stacks.layout import Layout  # noqa: E402
from stacks.losses import connecting  # noqa: E402


def main(folder: str) -> None:
    """Work for the stack in a folder until SIGTERM."""
    layout = Layout(Path(folder))
    logs.configure("worker")
    end_with_the_supervisor()
    composed = compose(layout)
    holder = nameko_host.holder()
    connect = connecting(_in_memory, layout)
    works = [
        intake.work(composed.intake, connect, holder),
        catalogue.work(composed.catalogue, connect, holder),
        referral.work(composed.referral, connect, holder),
        reporting.work(composed.reporting, connect, holder),
    ]
    started: list[bool] = []
    probes = Probes(probe_address(layout, "worker"), _registry(composed, layout), lambda: _problems(started))
    probes.start()
    nameko_host.run(works, on_started=lambda: started.append(True))
    probes.stop()
    composed.close()


def _in_memory() -> Transport:
    return MemoryTransport(TOPOLOGY)


def _registry(composed: Composed, layout: Layout) -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(StandingCollector(composed.standings, clock_in(layout.test_clock_file)))
    for collector in (*intake.collectors(composed.intake), *referral.collectors(composed.referral)):
        registry.register(collector)
    return registry


def _problems(started: list[bool]) -> list[str]:
    return [] if started else ["still starting"]


if __name__ == "__main__":
    main(sys.argv[1])
