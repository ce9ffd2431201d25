"""Finds ports on this machine that nobody listens on, and stays with those it found before."""

import random
import socket
from collections.abc import Mapping, Sequence
from itertools import islice

HOST = "127.0.0.1"
LISTENED_ON = range(10_000, 32_768)
"""Below what Linux gives to whoever calls out: a port of those could be gone again before a process listens on it."""


def chosen(names: Sequence[str], wanted: Mapping[str, int]) -> Mapping[str, int]:
    """A port a name: the wanted one where there is one and it is free, else any that is free."""
    kept = {name: wanted[name] for name in names if name in wanted and is_free(wanted[name])}
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
    """Ports that nobody listens on now, and that are given to nobody who calls out."""
    # Two stacks that look at the same moment are to find different ones.
    in_any_order = random.sample(LISTENED_ON, len(LISTENED_ON))
    return list(islice(filter(is_free, in_any_order), count))
