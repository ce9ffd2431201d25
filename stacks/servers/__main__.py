"""The process that keeps a stack's own servers: starts them, tells when they are ready, stops them with the stack."""

import signal
import sys
import threading
from pathlib import Path

import structlog
from prometheus_client import CollectorRegistry

from chassis import logs
from chassis.probes import Probes
from stacks.belonging import end_with_the_supervisor
from stacks.servers.servers import Servers
from stacks.servers.troubles import ServerTrouble

LOOKED_AT_EVERY_S = 5.0

_log = structlog.get_logger(__name__)


def main(stack: str) -> None:
    """Keep the servers of the stack in a folder until SIGTERM."""
    logs.configure("servers")
    told_to_stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told_to_stop.set())
    end_with_the_supervisor()
    servers = Servers.of(Path(stack))
    problems = ["still starting"]
    probes = Probes(servers.keeper_address, CollectorRegistry(), lambda: problems or _fallen(servers))
    probes.start()
    problems[:] = _started(servers)
    _watch(servers, told_to_stop)
    servers.stop()
    probes.stop()


def _started(servers: Servers) -> list[str]:
    """Start them; what went wrong, if anything did."""
    try:
        servers.start()
    except ServerTrouble as trouble:
        _log.exception("the servers do not start")
        return [str(trouble)]
    return []


def _watch(servers: Servers, told_to_stop: threading.Event) -> None:
    """Say so when one falls, until told to stop. It stays down: whoever stopped it may be at work on it."""
    known: list[str] = []
    while not told_to_stop.wait(LOOKED_AT_EVERY_S):
        if (fallen := _fallen(servers)) != known:
            known = fallen
            _log.error("servers", fallen=fallen, what_to_do="stop the stack and start it again: nothing stored is lost")


def _fallen(servers: Servers) -> list[str]:
    running = servers.running
    return [f"{name} does not run" for name in servers.own if name not in running]


if __name__ == "__main__":
    main(sys.argv[1])
