"""What every domain model is built from: field classes, dated events, commands, refusals."""

from datetime import UTC, date, datetime
from enum import Enum
from typing import Annotated, Any, ClassVar, TypeVar
from uuid import UUID, uuid5

from eventsourcing.domain import Aggregate
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field


class FieldClass(Enum):
    """What a field of an event may hold, and so where it may travel (design D7)."""

    PERSONAL = "personal"
    STATISTICAL = "statistical"
    OPERATIONAL = "operational"


T = TypeVar("T")
Statistical = Annotated[T, FieldClass.STATISTICAL]
"""In clear, with opaque ids only; may be public. Never a birth date, never a kind of protection."""
Operational = Annotated[T, FieldClass.OPERATIONAL]
"""Ids, codes and dates of acts."""

YEARS = range(1900, 2101)
"""Of every day that is sent or told: one outside is a slip of the keyboard, or stands for "never"."""
NOT_YET_RECORDED = datetime.min.replace(tzinfo=UTC)
"""The time of an event that no recorder has seen; the recorder's own time replaces it."""


class Root(Aggregate):
    """An aggregate whose events say when they happened in the world and never read a clock."""

    class Event(Aggregate.Event):
        """A fact of this aggregate. `occurred_on` is the world's day, a date in Europe/Rome."""

        occurred_on: Operational[date]

        @property
        def subject(self) -> UUID:
            """The ordering key: facts of one subject are handled in the order they were stored."""
            return self.originator_id

        @staticmethod
        def create_timestamp() -> datetime:
            """An event has no time of its own until the recorder gives it one."""
            return NOT_YET_RECORDED

    class Created(Event, Aggregate.Created):
        """The first fact of this aggregate."""


class Origin(BaseModel):
    """Who asks, for which organisation, in which role, and what made them ask.

    `actor` and `organisation` are opaque codes. `correlation` is shared by all that follows from
    one request; `caused_by` is the id of the event a process manager reacts to, empty for people.
    `traceparent` is the W3C trace context of the request, operational data: a person's or a partner's as it came,
    a process manager's with a span of its own; empty in what was stored before it was kept. It lies here, and so
    inside the chain, because a log that was made before needs no new column for it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    actor: str
    organisation: str
    role: str
    # What travels with a public event is no longer than who hears it will take.
    correlation: Annotated[str, Field(max_length=64)]
    caused_by: Annotated[str, Field(max_length=64)] = ""
    traceparent: Annotated[str, Field(max_length=55)] = ""


class Command(BaseModel):
    """What somebody asks for, with all it needs: the domain reads no clock and makes no id.

    The same `request_id` from the same organisation is the same request, however often it comes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    request_id: UUID
    origin: Origin
    now: AwareDatetime
    expected_version: int | None = None

    def new_id(self, what: str) -> UUID:
        """An id for something this command makes, the same on every repeat of the request."""
        return uuid5(self.request_id, f"{self.origin.organisation}/{type(self).__name__}/{what}")

    def meaning(self) -> bytes:
        """What is asked, as bytes: equal for a repeat, different for another request."""
        asked = self.model_dump_json(exclude={"request_id", "origin", "now"})
        return f"{type(self).__name__}{asked}".encode()


class InvalidField(Exception):
    """What was sent cannot be meant: `field` is the path in the request, `problem` a sentence."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


class Refusal(Exception):
    """A rule says no: `reason` is its stable name, `facts` what it was judged on.

    `message` is a sentence in English with the facts' names in braces; it says what to do. `field` is
    the field of the request that is to be mended, for a refusal that is about one. `each` is all that is to be
    mended, for one that is about several things; the fact `violations` says how many they are.
    """

    reason: ClassVar[str]
    message: ClassVar[str]
    field: ClassVar[str] = ""

    def __init__(self, *each: InvalidField, **facts: Any) -> None:
        self.each = each
        self.facts = {name: str(fact) for name, fact in (facts | ({"violations": len(each)} if each else {})).items()}
        super().__init__(self.message.format(**self.facts))
