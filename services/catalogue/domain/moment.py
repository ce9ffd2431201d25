"""Days and hours as an editor writes them: local time in Italy, or openly unknown."""

import re
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BeforeValidator

from chassis.modelling import YEARS

Unknown = Literal["unknown"]
UNKNOWN: Final[Unknown] = "unknown"
_WRITTEN_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T.*)?")


def _read_moment(written: Any) -> date | Unknown:
    if missing := no_such_day(written):
        raise ValueError(f"{missing} is no day of the calendar")
    moment = _from_iso(written) if isinstance(written, str) else written
    if isinstance(moment, datetime) and moment.tzinfo:
        raise ValueError("must be local time in Italy, without an offset")
    if isinstance(moment, date):
        return _near(moment)
    if moment == UNKNOWN:
        return moment
    raise ValueError('must be a day ("2024-04-02"), a day and hour ("2024-04-02T10:00") or "unknown"')


def no_such_day(written: Any) -> str | None:
    """What is written as a day and none of the calendar, such as 2025-06-31; None for anything else."""
    found = _WRITTEN_DAY.fullmatch(written) if isinstance(written, str) else None
    if not found:
        return None
    try:
        date.fromisoformat(found[1])
    except ValueError:
        return found[1]
    return None


def _near(day: date) -> date:
    """The same day, or day and hour. Raises ValueError for one so far off that it stands for something else."""
    if day.year not in YEARS:
        raise ValueError(f"{known_day(day)} is not from {YEARS[0]} to {YEARS[-1]}: of what has no end, write null")
    return day


def _from_iso(written: str) -> date | str:
    for kind in (date, datetime):
        try:
            return kind.fromisoformat(written)
        except ValueError:
            continue
    return written


def _read_day(written: Any) -> date | Unknown:
    moment = _read_moment(written)
    if not isinstance(moment, datetime):
        return moment
    raise ValueError('must be a day without an hour ("2024-04-02") or "unknown"')


def _or_none(written: Any) -> date | Unknown | None:
    return None if written is None else _read_moment(written)


def _day_or_none(written: Any) -> date | Unknown | None:
    return None if written is None else _read_day(written)


KnownDay = Annotated[date, AfterValidator(_near)]
"""One that who writes it knows."""
Day = Annotated[date | Unknown, BeforeValidator(_read_day)]
LastDay = Annotated[date | Unknown | None, BeforeValidator(_day_or_none)]
"""None: there is no last day."""
Moment = Annotated[date | datetime | Unknown, BeforeValidator(_read_moment)]
LastMoment = Annotated[date | datetime | Unknown | None, BeforeValidator(_or_none)]
"""None: there is no last moment."""


def known_day(moment: date | str | None) -> date | None:
    """The day of a moment; None when it is unknown or there is none."""
    if isinstance(moment, datetime):
        return moment.date()
    return moment if isinstance(moment, date) else None
