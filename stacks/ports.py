"""Finds ports on this machine that nobody listens on, and stays with those it found before."""

import fcntl
import os
import random
import socket
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path

HOST = "127.0.0.1"
LISTENED_ON = range(10_000, 32_768)
"""Below what Linux gives to whoever calls out: a port of those could be gone again before a process listens on it."""


class NoPortFree(Exception):
    """Everything that may be listened on is taken."""


_given: set[int] = set()
"""What this process has given out: it may be long before somebody listens there."""


def chosen(names: Sequence[str], wanted: Mapping[str, int]) -> Mapping[str, int]:
    """A port a name: the wanted one where there is one and it is free, else any that is free."""
    kept = {name: wanted[name] for name in names if name in wanted and is_free(wanted[name]) and _claim(wanted[name])}
    anew = [name for name in names if name not in kept]
    return kept | dict(zip(anew, free_ports(len(anew)), strict=True))


def is_free(port: int) -> bool:
    """Whether nobody listens on a port."""
    with socket.socket() as probe:
        # A port that was just given back can be bound again at once, as the processes will do.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def free_ports(count: int) -> Sequence[int]:
    """Ports that nobody listens on now, and that were given to nobody: not to a caller, not to another stack.

    Raises NoPortFree.
    """
    # Two stacks that look at the same moment are to find different ones.
    in_any_order = random.sample(LISTENED_ON, len(LISTENED_ON))
    found = (port for port in in_any_order if port not in _given and is_free(port) and _claim(port))
    ports = list(islice(found, count))
    if len(ports) < count:
        raise NoPortFree(f"Of {count} ports wanted {len(ports)} are free from {LISTENED_ON[0]} to {LISTENED_ON[-1]}.")
    return ports


def _claim(port: int) -> bool:
    """Whether a port is this process's own from now on, as long as it lives: the system lets go of it afterwards."""
    if port not in _given:
        claims = _claims()
        try:
            fcntl.lockf(claims, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, port)
        except (BlockingIOError, PermissionError):
            # What POSIX allows a system to say when another process holds the lock.
            return False
        _given.add(port)
    return True


@cache
def _claims() -> int:
    """The file in which a byte stands for a port, locked by the process that was given it; open for good.

    Closing it once would give up every claim of this process.
    """
    file = Path(tempfile.gettempdir()) / f"somicis-ports-{os.getuid()}"
    return os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
