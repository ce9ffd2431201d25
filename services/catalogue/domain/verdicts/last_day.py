"""Until when a measure stands as it does today, for whoever has only some days left."""

from collections.abc import Sequence
from datetime import date, timedelta

from services.catalogue.domain.verdicts.change import Change
from services.catalogue.domain.verdicts.stand_words import PLACES
from services.catalogue.domain.window import WindowState

SOON = timedelta(days=30)
"""Who has longer reads the day among those to come."""


def last_day(changes: Sequence[Change], on: date) -> date | None:
    """The day before the verdict gets worse by time alone, if it does so soon; what closes says its own day."""
    worse = (change.on for change in changes if _is_worse(change))
    first = next(worse, None)
    return first - timedelta(days=1) if first and first <= on + SOON else None


def _is_worse(change: Change) -> bool:
    if change.before.window is WindowState.CLOSED:
        return False
    return PLACES[change.after.verdict] > PLACES[change.before.verdict]
