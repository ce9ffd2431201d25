"""Some read models can undo what they hold of events that are gone at their source; a process never can."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, runtime_checkable

from sqlalchemy import Connection

from chassis.following import Projection

TakeBack = Callable[[int, Connection], None]


@runtime_checkable
class TakesBack(Protocol):
    """A projection that says how: one each row of which names the position it was made of."""

    def take_back(self, after: int, tx: Connection) -> None:
        """Leave nothing of what was handled beyond a position, whichever log it was heard of.

        It is called in the transaction that puts its follower back, which will handle other events there.
        """


def ways_back(projections: Iterable[Projection]) -> Mapping[str, TakeBack]:
    """How those take back that can, by name."""
    return {each.name: each.take_back for each in projections if isinstance(each, TakesBack)}
