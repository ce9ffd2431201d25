"""Which day an instant belongs to: a day begins and ends in Europe/Rome (design D6)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")


def day_of(instant: datetime) -> date:
    """The day in Rome at an aware instant."""
    return instant.astimezone(ROME).date()


def end_of(day: date) -> datetime:
    """The first instant, aware, that no longer belongs to the day."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=ROME)


def instant_of(text: str) -> datetime:
    """The aware instant a text names: RFC 3339 with an offset, or a day, meaning its end.

    Raises ValueError for anything else.
    """
    if len(text) == len("2023-01-09"):
        # The end of a day is its last instant: what is recorded at midnight is another day's.
        return end_of(date.fromisoformat(text)) - timedelta(microseconds=1)
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("the offset is missing")
    return instant
