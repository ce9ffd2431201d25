"""What can be typed on the command line, and how each kind of word becomes what a service takes."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

import typer

from apps.connection.plain import codes_of

YEARS = range(1900, 2101)
"""Those the services take days of."""
_ROME = ZoneInfo("Europe/Rome")


class Mistake(ValueError):
    """What was typed cannot be meant; `key` names the sentence about it below `mistakes` in the texts."""

    def __init__(self, key: str, **facts: str) -> None:
        super().__init__(f"{key} {facts}")
        self.key = key
        self.facts = facts


class Code:
    """Reads the code of a published enum, such as walk_in, as its number."""

    kind = "code"

    def __init__(self, enum: Any) -> None:
        self.name: str = enum.DESCRIPTOR.name
        self.codes = codes_of(enum.DESCRIPTOR)

    def __call__(self, typed: str | int) -> int:
        if isinstance(typed, int):  # typer reads an option's default too
            return typed
        try:
            return self.codes[typed.lower().replace("-", "_")]
        except KeyError:
            raise Mistake("code", typed=typed, known=", ".join(self.codes)) from None


def coded(option: str, enum: Any) -> Any:
    """An option that takes a code of a published enum."""
    return typer.Option(option, parser=Code(enum))


class OneOf:
    """Reads one of a few words."""

    kind = "word"

    def __init__(self, *words: str) -> None:
        self.words = words

    def __call__(self, typed: str) -> str:
        if typed not in self.words:
            raise Mistake("code", typed=typed, known=", ".join(self.words))
        return typed


class Number:
    """Reads a whole number that is not below `smallest`."""

    kind = "number"

    def __init__(self, smallest: int = 0) -> None:
        self.smallest = smallest

    def __call__(self, typed: str | int) -> int:
        if isinstance(typed, int):  # typer reads an option's default too
            return typed
        if not (typed.isascii() and typed.isdigit()) or int(typed) < self.smallest:
            raise Mistake("number", typed=typed, smallest=str(self.smallest))
        return int(typed)


class Day:
    """Reads a day, 2023-02-16 or 16/2/2023, as YYYY-MM-DD."""

    kind = "day"

    def __call__(self, typed: str) -> str:
        try:
            day = _day(typed)
        except ValueError:
            raise Mistake("day", typed=typed) from None
        if day.year not in YEARS:
            raise _outside(typed)
        return day.isoformat()


class Instant:
    """Reads an instant as RFC 3339 with an offset, one without an offset as a time in Rome, a day as it is.

    A day means its end in Rome wherever the published language takes an instant.
    """

    kind = "instant"

    def __call__(self, typed: str) -> str:
        if _looks_like_a_day(typed):
            return Day()(typed)
        try:
            moment = datetime.fromisoformat(typed)
        except ValueError:
            raise Mistake("instant", typed=typed) from None
        if moment.year not in YEARS:
            raise _outside(typed)
        return (moment if moment.tzinfo else moment.replace(tzinfo=_ROME)).isoformat()


class Identifier:
    """Reads a UUID."""

    kind = "identifier"

    def __call__(self, typed: str) -> str:
        try:
            return str(UUID(typed))
        except ValueError:
            raise Mistake("identifier", typed=typed) from None


def _looks_like_a_day(typed: str) -> bool:
    try:
        _day(typed)
    except ValueError:
        return False
    return True


def _outside(typed: str) -> Mistake:
    return Mistake("day_outside", typed=typed, first=str(YEARS[0]), last=str(YEARS[-1]))


def _day(typed: str) -> date:
    if "/" in typed:
        day, month, year = typed.split("/")
        return date(int(year), int(month), int(day))
    return date.fromisoformat(typed)


CaseId = Annotated[str, typer.Argument(parser=Identifier())]
ContactId = Annotated[str, typer.Argument(parser=Identifier())]
ReferralId = Annotated[str, typer.Argument(parser=Identifier())]
CodeName = Annotated[str, typer.Argument()]
OccurredOn = Annotated[str | None, typer.Option("--on", parser=Day())]
KnownAt = Annotated[str | None, typer.Option("--known-at", parser=Instant())]
FirstDay = Annotated[str, typer.Option("--from", parser=Day())]
LastDay = Annotated[str, typer.Option("--to", parser=Day())]
Within = Annotated[int, typer.Option("--within", parser=Number())]
Limit = Annotated[int, typer.Option("--limit", parser=Number(1))]
AtLeastPosition = Annotated[int, typer.Option("--at-least-position", parser=Number())]
Paths = Annotated[list[Path], typer.Argument()]
