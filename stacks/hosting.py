"""The services of a process, found by name: a process loads the code of those it hosts and of no other."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, Literal, Protocol, cast

from chassis.foundations import Foundations
from chassis.standing import Standings
from stacks.process_settings import ClockSettings
from stacks.told import told

Role = Literal["worker", "grpc"]
"""The two kinds of process a service has (docs/adr/0001)."""


class Service(Protocol):
    """A composed service, whichever it is."""

    @property
    def foundations(self) -> Foundations:
        """Its database, clock and commands."""

    @property
    def standings(self) -> Standings:
        """How it stands."""


def composed(names: Sequence[str]) -> Mapping[str, Service]:
    """The services of these names, each told by the environment what it must know."""
    return {name: _composed(name) for name in names}


def entry_point(name: str, role: Role) -> Any:
    """The module through which a service enters a process of that role."""
    return import_module(f"services.{name}.entrypoints.{role}")


def settings_of(name: str) -> Any:
    """What the environment tells a service. Raises ToldWrongly."""
    return told(import_module(f"services.{name}.settings").Settings)


def _composed(name: str) -> Service:
    settings = settings_of(name)
    # The service's own clock is judged as the process's is.
    told(ClockSettings, test_clock_file=settings.test_clock_file)
    return cast("Service", import_module(f"services.{name}.composition").compose(settings))
