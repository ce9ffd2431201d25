"""A stack stays at its ports while nobody else has taken them."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stacks.ports import HOST, chosen, free_ports, is_free


def test_a_stack_comes_back_to_the_ports_it_had() -> None:
    """An address somebody has noted stays right."""
    first = chosen(["people", "organisations"], {})

    assert chosen(["people", "organisations"], first) == first
    assert len(set(first.values())) == 2


def test_only_a_port_somebody_has_taken_changes() -> None:
    """The others stay."""
    before = chosen(["people", "organisations"], {})
    with socket.create_server((HOST, before["people"])):
        after = chosen(["people", "organisations"], before)
        assert not is_free(before["people"])

    assert after["people"] != before["people"]
    assert after["organisations"] == before["organisations"]


def test_a_port_nobody_asks_for_any_more_is_forgotten() -> None:
    """A stack with fewer processes than before has fewer ports."""
    assert chosen(["people"], {"people": 0, "gone": 1}).keys() == {"people"}


def test_ports_that_are_found_differ_and_are_free() -> None:
    """Each is for somebody else."""
    found = free_ports(20)

    assert len(set(found)) == 20
    assert all(is_free(port) for port in found)


def test_no_port_is_found_that_the_machine_gives_to_whoever_calls_out() -> None:
    """Between the finding and the listening a call of somebody else could take it, and the stack would not come up."""
    lowest, _ = Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()

    assert max(free_ports(1000)) < int(lowest)


def test_no_port_is_found_twice() -> None:
    """A stack's servers and its processes look for theirs one after the other, long before anybody listens."""
    first = set(free_ports(2000))

    assert first.isdisjoint(free_ports(2000))


def test_a_port_another_stack_was_given_is_left_to_it_until_it_ends() -> None:
    """Its servers take seconds to start, and only then do its processes listen."""
    with another_that_is_given(20) as theirs:
        assert all(is_free(port) for port in theirs)
        names = [str(port) for port in theirs]
        ours = chosen(names, dict(zip(names, theirs, strict=True)))
        assert set(ours.values()).isdisjoint(theirs)

    assert chosen(names, dict(zip(names, theirs, strict=True))) == dict(zip(names, theirs, strict=True))


@contextmanager
def another_that_is_given(count: int) -> Iterator[list[int]]:
    """The ports another process was given, which lives as long as the context lasts."""
    finds = f"from stacks.ports import free_ports; print(*free_ports({count}), flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", finds], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        yield [int(port) for port in other.stdout.readline().split()]
        other.stdin.write("\n")
