"""The process that keeps a stack's own servers: starts them, tells when they are ready, stops them with the stack."""

import signal
import sys
import threading
from pathlib import Path

from prometheus_client import CollectorRegistry

from chassis import logs
from chassis.probes import Probes
from stacks.belonging import end_with_the_supervisor
from stacks.servers.servers import Servers


def main(stack: str) -> None:
    """Keep the servers of the stack in a folder until SIGTERM."""
    logs.configure("servers")
    told_to_stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told_to_stop.set())
    end_with_the_supervisor()
    servers = Servers.of(Path(stack))
    started = threading.Event()
    probes = Probes(servers.keeper_address, CollectorRegistry(), lambda: _problems(servers, started))
    probes.start()
    servers.start()
    started.set()
    told_to_stop.wait()
    servers.stop()
    probes.stop()


def _problems(servers: Servers, started: threading.Event) -> list[str]:
    if not started.is_set():
        return ["still starting"]
    return [f"{name} does not run" for name in servers.own if name not in servers.running]


if __name__ == "__main__":
    main(sys.argv[1])
