"""How a service goes on with a source that speaks of another log: somebody decides, here it is done (docs/adr/0008)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, literal, select, update

from chassis.comparing import Comparison, comparison_of, finish, nothing_to_compare, why_contradicted, why_stopped
from chassis.database import Database
from chassis.following import PARKED, POSITIONS, position_of
from chassis.journal import (
    COMPARISONS,
    JOURNAL,
    MARKS,
    Mark,
    forget_beyond,
    forget_met,
    mark_of,
    met_logs,
)
from chassis.leasing import revoke
from chassis.log_decisions import (
    GONE,
    PUT_BACK,
    Decision,
    DecisionKind,
    Order,
    PutBack,
    decided_by,
    decisions,
    gone_by,
    left,
    put_back_by,
    record,
)
from chassis.modelling import InvalidField
from chassis.published import PARTITION
from chassis.refusals import (
    LogLeftBefore,
    LogNotMet,
    LogsDiffer,
    NoDifferenceToAccept,
    NoOtherLogMet,
    NotTheCommonPosition,
    RequestIdReused,
    SourceContradictsItself,
    SourceNotStopped,
)
from chassis.taking_back import TakeBack

GONE_TOLD = 1000
"""How many of the events that are gone an answer lists; all of them are kept."""
PUT_ASIDE_AT_ONCE = 1000
_NOT_ASKED = {"asked_after": None, "asked_until": None, "asked_at": None}
_NOT_STOPPED = {"stopped": "", "contradicted_position": 0, **_NOT_ASKED}


@dataclass(frozen=True)
class Accepted:
    """A difference somebody has accepted, and what followed from it; of the events that are gone the first."""

    decision: Decision
    put_back: Sequence[PutBack]
    gone: Sequence[Any]


class Adopting:
    """Decides for one service; `followers` has the names of those that read each source it hears.

    `ways_back` has, by name, how those take back what they hold of events that are gone that know how to.
    """

    def __init__(
        self,
        service: str,
        database: Database,
        followers: Mapping[str, Sequence[str]],
        ways_back: Mapping[str, TakeBack] | None = None,
    ) -> None:
        self._service = service
        self._database = database
        self._followers = followers
        self._ways_back = ways_back or {}

    def adopt(self, source: str, log: str, order: Order) -> Decision:
        """Hear a log that stopped the source, from its beginning; followers keep their positions meanwhile.

        Raises SourceNotStopped, NoOtherLogMet, LogNotMet, LogLeftBefore, SourceContradictsItself,
        LogsDiffer, RequestIdReused, and InvalidField for a source that is not heard.
        """
        with self._deciding(source) as tx:
            if before := _repeated(tx, order, DecisionKind.ADOPTED, source, log=log):
                return before
            mark = self._stopped(tx, source)
            self._adoptable(tx, mark, log)
            heard_until = _compare(tx, mark)
            _change(tx, source, log=log, mark=0, known=0, complete_until=None, **_NOT_STOPPED)
            forget_met(tx, source, adopted=log)
            facts = {"log": log, "other_log": mark.log, "heard_until": heard_until}
            return record(tx, DecisionKind.ADOPTED, source, order, **facts)

    def accept(self, source: str, after: int, order: Order) -> Accepted:
        """Do without what the adopted log lacks: put aside what was heard beyond `after`, and followers back to it.

        Raises NoDifferenceToAccept, NotTheCommonPosition, RequestIdReused, and InvalidField.
        """
        with self._deciding(source) as tx:
            before = _repeated(tx, order, DecisionKind.ACCEPTED, source, after=after) or _accepted(tx, source, after)
            decision = before or self._accept(tx, source, after, order)
            return Accepted(decision, put_back_by(tx, decision), gone_by(tx, decision, GONE_TOLD))

    def keep(self, source: str, order: Order) -> Decision:
        """Go on with the log that is heard: the other was met by mistake, or what lies beyond the mark was wrong.

        Raises SourceNotStopped, SourceContradictsItself, LogsDiffer, RequestIdReused, and InvalidField.
        """
        with self._deciding(source) as tx:
            if before := _repeated(tx, order, DecisionKind.KEPT, source):
                return before
            mark = self._stopped(tx, source)
            met = met_logs(tx, source)
            if not met:
                self._needs_no_other_log(tx, mark)
                forget_beyond(tx, mark)
            parted = comparison_of(tx, source) or nothing_to_compare(source)
            why = why_contradicted(mark.contradicted_position) or why_stopped(parted)
            _change(tx, source, stopped=why, **_NOT_ASKED)
            forget_met(tx, source)
            facts = {"log": mark.log, "other_log": met[-1].log if met else "", "heard_until": mark.mark}
            return record(tx, DecisionKind.KEPT, source, order, **facts)

    def _deciding(self, source: str) -> Any:
        if source not in self._followers:
            known = ", ".join(sorted(self._followers)) or "nobody"
            raise InvalidField("source", f"is not heard by {self._service}, which hears {known}")
        return self._database.writing(alone_on=MARKS)

    def _stopped(self, tx: Connection, source: str) -> Mark:
        mark = mark_of(tx, source)
        if mark is None or not mark.stopped:
            raise SourceNotStopped(service=self._service, source=source, log=mark.log if mark else "-")
        return mark

    def _needs_no_other_log(self, tx: Connection, mark: Mark) -> None:
        """Raises SourceContradictsItself and LogsDiffer: nothing more can be heard of the log that is heard."""
        facts = {"service": self._service, "source": mark.source, "log": mark.log}
        if mark.contradicted_position:
            raise SourceContradictsItself(**facts, position=mark.contradicted_position)
        parted = comparison_of(tx, mark.source)
        if parted and parted.common is not None:
            raise LogsDiffer(**facts, common=parted.common, heard_until=parted.until)

    def _adoptable(self, tx: Connection, mark: Mark, log: str) -> None:
        """Raises what speaks against adopting a log; else it was met and never left."""
        facts = {"service": self._service, "source": mark.source}
        met = [each.log for each in met_logs(tx, mark.source)]
        if not met:
            self._needs_no_other_log(tx, mark)
            raise NoOtherLogMet(**facts, log=mark.log, why=mark.stopped)
        if log not in met:
            raise LogNotMet(**facts, log=log, met=", ".join(met))
        if before := left(decisions(tx, mark.source)).get(log):
            raise LogLeftBefore(**facts, present=mark.log, log=log, left_at=before.decided_at.isoformat())

    def _accept(self, tx: Connection, source: str, after: int, order: Order) -> Decision:
        parted = self._parted(tx, source, after)
        # First of all: whoever is handling events now has written, or writes nothing any more.
        revoke(tx)
        facts = {"log": _log_of(tx, source), "other_log": parted.log_left, "heard_until": parted.until}
        gone = tx.execute(select(func.count()).select_from(JOURNAL).where(*_beyond(parted, after))).scalar_one()
        decision = record(tx, DecisionKind.ACCEPTED, source, order, **facts, after=after, gone=gone)
        _put_aside(tx, parted, decision)
        for follower in self._followers[source]:
            _put_back(tx, follower, decision, self._ways_back.get(follower))
        finish(tx, source)
        _change(tx, source, **_NOT_STOPPED)
        return decision

    def _parted(self, tx: Connection, source: str, after: int) -> Comparison:
        parted, facts = comparison_of(tx, source), {"service": self._service, "source": source}
        if parted is None or parted.common is None or met_logs(tx, source):
            mark = mark_of(tx, source)
            raise NoDifferenceToAccept(**facts, why=(mark and mark.stopped) or "-")
        if after != parted.common:
            raise NotTheCommonPosition(**facts, common=parted.common, asked=after)
        return parted


def _repeated(tx: Connection, order: Order, kind: DecisionKind, source: str, **named: Any) -> Decision | None:
    before = decided_by(tx, order.request_id)
    asked = {"kind": kind, "source": source, "after": 0, "reason": order.reason, **named}
    if before and asked != {name: getattr(before, name) for name in asked}:
        raise RequestIdReused(request_id=order.request_id)
    return before


def _accepted(tx: Connection, source: str, after: int) -> Decision | None:
    """The last decision of a source, when it was to accept the very same."""
    last = decisions(tx, source)[-1:]
    same = [each for each in last if (each.kind, each.after) == (DecisionKind.ACCEPTED, after)]
    return same[0] if same else None


def _compare(tx: Connection, mark: Mark) -> int:
    """Have what the new log says compared with all that followers may have seen; answer up to where that goes."""
    before = comparison_of(tx, mark.source)
    if before:
        # The log that is left now was adopted itself and has not said all that was heard of the one before it.
        tx.execute(update(COMPARISONS).where(COMPARISONS.c.source == mark.source).values(common=None))
        return before.until
    if mark.mark:
        tx.execute(insert(COMPARISONS).values(source=mark.source, log_left=mark.log, until=mark.mark))
    return mark.mark


def _change(tx: Connection, source: str, **values: Any) -> None:
    tx.execute(update(MARKS).where(MARKS.c.source == source).values(**values))


def _log_of(tx: Connection, source: str) -> str:
    return str(tx.execute(select(MARKS.c.log).where(MARKS.c.source == source)).scalar_one())


def _beyond(parted: Comparison, after: int) -> Any:
    of_the_log = (JOURNAL.c.source == parted.source) & (JOURNAL.c.log == parted.log_left)
    return of_the_log, JOURNAL.c.partition == PARTITION, JOURNAL.c.position > after


def _put_aside(tx: Connection, parted: Comparison, decision: Decision) -> None:
    columns, beyond = [column.name for column in JOURNAL.columns], _beyond(parted, decision.after)
    # In slices, because a statement that takes too long is ended by the server.
    wanted = select(JOURNAL.c.position).where(*beyond).order_by(JOURNAL.c.position).limit(PUT_ASIDE_AT_ONCE)
    while positions := tx.execute(wanted).scalars().all():
        these = (*beyond, JOURNAL.c.position <= positions[-1])
        rows = select(literal(decision.id), *JOURNAL.columns).where(*these)
        tx.execute(insert(GONE).from_select(["decision", *columns], rows))
        tx.execute(delete(JOURNAL).where(*these))


def _put_back(tx: Connection, follower: str, decision: Decision, take_back: TakeBack | None) -> None:
    stood_at, after = position_of(tx, follower), decision.after
    if stood_at <= after:
        return
    tx.execute(update(POSITIONS).where(POSITIONS.c.follower == follower).values(position=after))
    tx.execute(delete(PARKED).where(PARKED.c.follower == follower, PARKED.c.position > after))
    if take_back:
        take_back(after, tx)
    kept = {"decision": decision.id, "follower": follower, "stood_at": stood_at}
    tx.execute(insert(PUT_BACK).values(**kept, taken_back=take_back is not None))
