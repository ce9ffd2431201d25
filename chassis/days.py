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
