"""Makes what every stack needs and does not have yet: folders, secrets, identities, a clock, ports."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from chassis.clock import TestClock
from stacks import stack_file
from stacks.development_ca import DevelopmentCa
from stacks.development_tokens import DevelopmentTokens
from stacks.layout import Layout
from stacks.ports import HOST
from stacks.processes import Process, placed, ports_of


class ClockFixed(Exception):
    """A stack keeps the kind of clock it was made with."""


class AnotherStack(Exception):
    """The folder holds a stack of another kind."""


def prepare(
    layout: Layout,
    name: str,
    processes: Sequence[Process],
    test_clock: datetime | None,
    ports: Mapping[str, int],
) -> None:
    """Make what is missing, and write the file that tells clients where the stack is.

    `test_clock` is the instant a test clock begins at; a stack made with one keeps it. `ports` are those of a
    new stack, when they are free; a process that has its own keeps them.
    Raises ClockFixed for a stack made without a test clock, AnotherStack.
    """
    _refuse_another(layout, name)
    if test_clock is not None and not layout.clock_file.exists():
        if layout.stack_file.exists():
            raise ClockFixed(f"{layout.root} was made on the machine's clock. Name another stack, or remove it.")
        layout.make()
        TestClock(layout.clock_file).set(test_clock)
    layout.make()
    DevelopmentCa(layout.certificates).make(hosts=_hosts(processes))
    DevelopmentTokens(layout.tokens).make()
    before = ports_of(stack_file.processes_in(layout))
    stack_file.write(layout, name, placed(processes, {**ports, **before}))


def _hosts(processes: Sequence[Process]) -> list[str]:
    """What servers are called where they are not on this machine."""
    return [one.host for one in processes if one.role == "grpc" and one.host != HOST]


def _refuse_another(layout: Layout, name: str) -> None:
    before = stack_file.name_in(layout)
    if before not in {None, name}:
        raise AnotherStack(f"{layout.root} holds the {before} stack. Name another folder for the {name} one.")
