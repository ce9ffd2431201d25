"""A read model that can take back what it did forgets what is gone at the source, when somebody accepts that."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, delete

from chassis.adopting import Adopting
from chassis.standing import Standings
from tests.support.labels import LABELS, Labels
from tests.support.restored_source import RestoredSource, order


class ForgettingLabels(Labels):
    """Labels that can be taken off again."""

    def take_back(self, after: int, tx: Connection) -> None:
        """Forget those of positions beyond one."""
        ours = LABELS.c.reader == self.name
        tx.execute(delete(LABELS).where(ours, LABELS.c.position > after))
        self.after("taken back")


def deciding(source: RestoredSource, *labels: Labels) -> Adopting:
    """What a service decides with whose worker keeps these."""
    return Standings("listener", source.listener.database, source.workshop.clock, ["workshop"], labels).adopting()


def raising(error: type[Exception]) -> Callable[[str], None]:
    """A read model that fails when it is asked for something."""

    def fail(_label: str) -> None:
        raise error

    return fail


def test_what_is_gone_is_taken_back_before_what_came_instead_is_handled(source: RestoredSource) -> None:
    """So the read model holds just what the source holds now; a repeat is told the same."""
    source.diverged()
    adopting, same = deciding(source, ForgettingLabels("there", "workshop")), order()

    accepted = adopting.accept("workshop", 1, same)

    assert source.read_model() == ["spoon"]
    assert [(each.follower, each.taken_back) for each in accepted.put_back] == [("there", True)]
    assert adopting.accept("workshop", 1, same) == accepted
    source.do(source.position, 4)
    assert source.read_model() == ["spoon", "ladle", "whisk", "sieve"]


def test_whoever_cannot_take_back_is_told_as_such(source: RestoredSource) -> None:
    """Its effects stay, and the answer must not say otherwise."""
    source.diverged()

    accepted = deciding(source, Labels("there", "workshop")).accept("workshop", 1, order())

    assert [(each.follower, each.taken_back) for each in accepted.put_back] == [("there", False)]
    assert source.read_model() == ["spoon", "fork", "knife"]


def test_nothing_is_decided_when_it_cannot_be_taken_back_after_all(source: RestoredSource) -> None:
    """Either the follower goes back and nothing is left of what it did, or all is as it was."""
    source.diverged()
    labels = ForgettingLabels("there", "workshop")
    labels.after = raising(RuntimeError)

    with pytest.raises(RuntimeError):
        deciding(source, labels).accept("workshop", 1, order())

    assert (source.read_model(), source.position(), source.gone()) == (["spoon", "fork", "knife"], 3, [])
    assert [kind for kind, *_ in source.decided()] == ["adopted"]


def test_whoever_is_not_beyond_has_nothing_to_take_back(source: RestoredSource) -> None:
    """It has handled nothing of what is gone."""
    source.heard("spoon")
    source.follows = False
    source.workshop.make("fork")
    source.do(lambda: source.listener.mark().mark, 2)
    source.restored_and_stopped(1, "ladle")
    labels = ForgettingLabels("there", "workshop")
    labels.after = raising(AssertionError)
    adopting = deciding(source, labels)
    adopting.adopt("workshop", source.met(), order())
    source.do(source.stopped, lambda why: "up to 1 only" in why)

    assert adopting.accept("workshop", 1, order()).put_back == []
    assert source.read_model() == ["spoon"]
