"""Answers which cases there are, and where each stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, func, insert, select, update

from chassis.database import Database
from chassis.following import Handler, Heard
from services.intake.domain.case import Case
from services.intake.domain.case_state import CaseState
from services.intake.projections.tables import CASELOAD

FIRST_PAGE = 2**63 - 1
"""Newer than every case."""


@dataclass(frozen=True)
class CaseLine:
    """A case in the list; the next page goes on after its `opened_at`."""

    case_id: UUID
    state: CaseState
    opened_on: date
    version: int
    opened_at: int


class CaseloadProjection:
    """Keeps a line for every case."""

    name = "caseload"
    source = ""

    def handlers(self) -> Mapping[type, Handler]:
        return {
            Case.Opened: _opened,
            Case.NeedRecorded: _moved,
            Case.MeasuresFound: _moved,
            Case.MeasuresProposed: _moved,
            Case.OrientationHeld: _moved,
            Case.SheetIssued: _moved,
            Case.Referred: _moved,
            Case.ReferralFollowed: _moved,
            Case.FollowedUp: _moved,
            Case.Closed: _moved,
        }


class Caseload:
    """Answers from the lines."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, state: CaseState | None, after: int, size: int) -> Sequence[CaseLine]:
        """At most `size` cases, newest first, beyond the one opened at `after`; all states when None."""
        wanted = select(CASELOAD).where(CASELOAD.c.opened_at < after)
        if state is not None:
            wanted = wanted.where(CASELOAD.c.state == state)
        with self._database.reading() as tx:
            rows = tx.execute(wanted.order_by(CASELOAD.c.opened_at.desc()).limit(size)).all()
        return [CaseLine(r.case_id, CaseState(r.state), r.opened_on, r.version, r.opened_at) for r in rows]

    def by_state(self) -> Mapping[str, int]:
        """How many cases are in each state, every state named."""
        counted = select(CASELOAD.c.state, func.count().label("cases")).group_by(CASELOAD.c.state)
        with self._database.reading() as tx:
            seen = {row.state: row.cases for row in tx.execute(counted)}
        return {state.value: seen.get(state.value, 0) for state in CaseState}


def _opened(event: Case.Opened, heard: Heard, tx: Connection) -> None:
    line = {
        "case_id": event.originator_id,
        "state": CaseState.OPEN,
        "opened_on": event.occurred_on,
        "version": event.originator_version,
        "opened_at": heard.position,
    }
    tx.execute(insert(CASELOAD).values(line))


def _moved(event: Case.Event, _heard: Heard, tx: Connection) -> None:
    this = CASELOAD.c.case_id == event.originator_id
    was = CaseState(tx.execute(select(CASELOAD.c.state).where(this)).scalar_one())
    now = {"state": was.or_further(event.reaches), "version": event.originator_version}
    tx.execute(update(CASELOAD).where(this).values(now))
