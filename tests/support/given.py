"""Domain tests in three words: given an aggregate, when it is asked, then this event or that refusal."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

import pytest

from chassis.modelling import Refusal, Root

R = TypeVar("R", bound=Root)
Stored = Any


def given(start: R | Callable[[], R]) -> "Given[R]":
    """Begin with an aggregate, or with what makes one; what it has done before is not looked at."""
    aggregate = start if isinstance(start, Root) else start()
    aggregate.collect_events()
    return Given(aggregate)


def given_nothing() -> "GivenNothing":
    """Begin before there is an aggregate: `when` makes it."""
    return GivenNothing()


class Given(Generic[R]):
    """An aggregate about to be asked something."""

    def __init__(self, aggregate: R) -> None:
        self._aggregate = aggregate

    def when(self, act: Callable[[R], object]) -> "Outcome":
        def ask() -> Root:
            act(self._aggregate)
            return self._aggregate

        return Outcome(ask, self._aggregate)


class GivenNothing:
    """Nothing yet."""

    def when(self, make: Callable[[], Root]) -> "Outcome":
        return Outcome(make, None)


class Outcome:
    """What is about to come out; `then` and `then_refused` make it happen and judge it."""

    def __init__(self, ask: Callable[[], Root], before: Root | None) -> None:
        self._ask = ask
        self._before = before

    def then(self, event_class: type[Root.Event], **fields: object) -> "After":
        """Exactly one event came, of this class, with at least these fields."""
        aggregate = self._ask()
        events: list[Stored] = list(aggregate.collect_events())
        assert [type(event) for event in events] == [event_class]
        seen = {name: getattr(events[0], name) for name in fields}
        assert seen == fields
        return After(aggregate, events[0])

    def then_refused(self, reason: str, **facts: object) -> Refusal:
        """A rule said no, for this reason and with at least these facts, and nothing was recorded."""
        with pytest.raises(Refusal) as refused:
            self._ask()
        assert refused.value.reason == reason
        said = {name: refused.value.facts.get(name) for name in facts}
        assert said == {name: str(fact) for name, fact in facts.items()}
        if self._before is not None:
            assert list(self._before.pending_events) == []
        return refused.value


class After:
    """The aggregate once the event is in it."""

    def __init__(self, aggregate: Root, event: Stored) -> None:
        self.aggregate = aggregate
        self.event = event

    def leaving(self, **attributes: object) -> "After":
        """The aggregate now has at least these attributes."""
        seen = {name: getattr(self.aggregate, name) for name in attributes}
        assert seen == attributes
        return self
