"""How an edition stands beyond what it says of itself: suspended, resumed, closed before its last day."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from services.catalogue.domain.reasons import ClosingReason, SuspensionReason

_A_DAY = timedelta(days=1)


class EditionState(StrEnum):
    """Where an edition is in its life on a day."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class Interruption(BaseModel):
    """Days on which no applications are taken, from `from_day` to the day before `until`; None: no end is known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    from_day: date
    until: date | None
    reason: SuspensionReason | ClosingReason
    note: str

    @property
    def closes(self) -> bool:
        """Whether it was said to be for good."""
        return isinstance(self.reason, ClosingReason)

    @property
    def last_day(self) -> date:
        """The last day on which applications are taken before it."""
        return self.from_day - _A_DAY

    @property
    def last_stopped(self) -> date | None:
        """The last day of it; None: no end is known."""
        return self.until and self.until - _A_DAY

    def holds_on(self, day: date) -> bool:
        return self.from_day <= day < (self.until or date.max)


class Standing(BaseModel):
    """The interruptions of a published edition, in the order in which they were recorded."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    interruptions: tuple[Interruption, ...] = ()

    @property
    def lasting(self) -> tuple[Interruption, ...]:
        """Those nobody has ended: at most one suspension and one closing."""
        return tuple(each for each in self.interruptions if each.until is None)

    @property
    def suspension(self) -> Interruption | None:
        """The suspension nobody has ended, begun or not."""
        return next((each for each in self.lasting if not each.closes), None)

    @property
    def closing(self) -> Interruption | None:
        """The closing nobody has taken back, reached or not."""
        return next((each for each in self.lasting if each.closes), None)

    def on(self, day: date) -> Interruption | None:
        """What keeps applications from being taken on the day: a closing before a suspension, else nothing."""
        holding = [each for each in self.interruptions if each.holds_on(day)]
        return next((each for each in holding if each.closes), holding[0] if holding else None)

    def next_after(self, day: date) -> Interruption | None:
        """The first that begins later than the day."""
        coming = [each for each in self.interruptions if each.from_day > day and each.until != each.from_day]
        return min(coming, key=lambda each: each.from_day, default=None)

    def told_on(self, day: date, since: date | None) -> Iterator[Interruption]:
        """Those to speak of on a day: what holds or is to come, and what was over after `since`."""
        for each in self.interruptions:
            if each.until is None or (each.from_day < each.until and each.until > min(since or day, day)):
                yield each

    def suspended(self, from_day: date, reason: SuspensionReason, note: str) -> "Standing":
        """Suspended from a day on."""
        return self._with(Interruption(from_day=from_day, until=None, reason=reason, note=note))

    def closed(self, last_day: date, reason: ClosingReason, note: str) -> "Standing":
        """Closed after a day."""
        return self._with(Interruption(from_day=last_day + _A_DAY, until=None, reason=reason, note=note))

    def resumed(self, from_day: date) -> "Standing":
        """Taking applications again from a day on, whatever had stopped it."""
        ended = (
            each if each.until is not None else each.model_copy(update={"until": max(from_day, each.from_day)})
            for each in self.interruptions
        )
        return Standing(interruptions=tuple(ended))

    def _with(self, interruption: Interruption) -> "Standing":
        return Standing(interruptions=(*self.interruptions, interruption))


UNDISTURBED = Standing()
"""Of an edition nobody has suspended or closed."""
