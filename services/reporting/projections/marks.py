"""How far each source has been counted: not what was heard, but what its follower has taken in."""

from collections.abc import Sequence

from sqlalchemy import Connection

from chassis.database import Database
from chassis.following import Projection, parked_count, position_of
from chassis.journal import mark_of, unheard
from services.reporting.domain.source_mark import SourceMark
from services.reporting.projections.counting_intake import CountingIntake
from services.reporting.projections.counting_referral import CountingReferral

COUNTING: tuple[Projection, ...] = (CountingIntake(), CountingReferral())


class Marks:
    """The marks of a sheet. Read before the facts, so that a sheet never claims more than it counts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def now(self) -> Sequence[SourceMark]:
        """Every source, heard or not, in order of name."""
        with self._database.reading() as tx:
            return [_mark(tx, counting) for counting in COUNTING]


def _mark(tx: Connection, counting: Projection) -> SourceMark:
    heard = mark_of(tx, counting.source) or unheard(counting.source)
    position = position_of(tx, counting.name)
    # What waits for its follower, or was set aside, has been said and is not counted.
    all_counted = position >= heard.mark and parked_count(tx, counting.name) == 0
    return SourceMark(counting.source, heard.log, position, heard.complete_until if all_counted else None)
