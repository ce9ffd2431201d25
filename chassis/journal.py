"""The journal: what a service has heard of another, in order, once and without gaps (design D3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    Text,
    delete,
    func,
    select,
)

from chassis.clock import machine_now
from chassis.database import Instant
from chassis.published import PARTITION

METADATA = MetaData()
JOURNAL = Table(
    "journal",
    METADATA,
    Column("source", String(40), primary_key=True),
    Column("log", String(36), primary_key=True),
    Column("partition", Integer, primary_key=True),
    Column("position", BigInteger, primary_key=True),
    Column("previous", BigInteger, nullable=False),
    Column("type", String(160), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("correlation", String(64), nullable=False),
    Column("caused_by", String(64), nullable=False),
    Column("traceparent", String(55), nullable=False, server_default=""),
    Column("body", LargeBinary, nullable=False),
)
MARKS = Table(
    "marks",
    METADATA,
    Column("source", String(40), primary_key=True),
    Column("log", String(36), nullable=False),
    Column("mark", BigInteger, nullable=False),
    Column("known", BigInteger, nullable=False),
    Column("complete_until", Instant),
    Column("asked_after", BigInteger),
    Column("asked_until", BigInteger),
    Column("asked_at", Instant),
    Column("asked_times", BigInteger, nullable=False),
    Column("duplicates", BigInteger, nullable=False),
    Column("stopped", String(200), nullable=False),
    Column("contradicted_position", BigInteger, nullable=False, server_default="0"),
)
QUARANTINE = Table(
    "quarantine",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("source", String(40), nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("problem", String(400), nullable=False),
    Column("headers", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
MET_LOGS = Table(
    "met_logs",
    METADATA,
    Column("source", String(40), primary_key=True),
    Column("log", String(36), primary_key=True),
    Column("first_met_at", Instant, nullable=False),
    Column("event_kept", Boolean, nullable=False),
)
"""The other logs a source has spoken of since it was stopped for the first of them."""
COMPARISONS = Table(
    "comparisons",
    METADATA,
    Column("source", String(40), primary_key=True),
    Column("log_left", String(36), nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("common", BigInteger),
)
"""The sources whose adopted log has not said yet all that was heard of the one it took the place of."""


@dataclass(frozen=True)
class Mark:
    """How far a source has been heard without a gap, and how far it is known to have spoken.

    `asked_…`: the replay that was asked for and has not come yet, and how often one was.
    `contradicted_position`: where it says something else than it did, of one log; 0 when it does not.
    """

    source: str
    log: str
    mark: int
    known: int
    complete_until: datetime | None
    asked_after: int | None
    asked_until: int | None
    asked_at: datetime | None
    asked_times: int
    duplicates: int
    stopped: str
    contradicted_position: int

    def may_ask(self, missing_until: int, repeat_after: timedelta) -> bool:
        """Whether to ask for what is missing: one request at a time, made again when it brought nothing for a while."""
        if missing_until <= self.mark or self.stopped:
            return False
        # A clock that was put back makes nobody wait longer.
        return self.asked_at is None or not self.asked_at <= machine_now() < self.asked_at + repeat_after


@dataclass(frozen=True)
class MetLog:
    """Another log than the one that is heard, spoken of by its source. `event_kept`: one is in quarantine."""

    source: str
    log: str
    first_met_at: datetime
    event_kept: bool


def unheard(source: str) -> Mark:
    """A source before its first message."""
    return Mark(source, "", 0, 0, None, None, None, None, 0, 0, "", 0)


def marks(tx: Connection) -> Sequence[Mark]:
    """Every source heard so far, in order of name."""
    rows = tx.execute(select(MARKS).order_by(MARKS.c.source))
    return [Mark(**row._mapping) for row in rows]


def mark_of(tx: Connection, source: str) -> Mark | None:
    """How far one source has been heard; None before its first message."""
    row = tx.execute(select(MARKS).where(MARKS.c.source == source)).one_or_none()
    return Mark(**row._mapping) if row else None


def met_logs(tx: Connection, source: str) -> Sequence[MetLog]:
    """The other logs a stopped source speaks of, in the order in which they were met."""
    wanted = select(MET_LOGS).where(MET_LOGS.c.source == source).order_by(MET_LOGS.c.first_met_at)
    return [MetLog(**row._mapping) for row in tx.execute(wanted)]


def of_another_log(log: str) -> str:
    """Why an event of such a log is in quarantine."""
    return f"of another log, {log}"


def quarantined(tx: Connection) -> Mapping[str, int]:
    """How many messages of each source could not be taken in and are kept; a source without any is left out."""
    counted = select(QUARANTINE.c.source, func.count().label("messages")).group_by(QUARANTINE.c.source)
    return {row.source: row.messages for row in tx.execute(counted)}


def rows_after(tx: Connection, mark: Mark, position: int, limit: int) -> Sequence[Row[Any]]:
    """What was heard beyond a position and up to the mark, in order."""
    # The whole of the key, or a database walks all that was ever heard to find what is new.
    ours = (JOURNAL.c.source == mark.source) & (JOURNAL.c.log == mark.log) & (JOURNAL.c.partition == PARTITION)
    between = (JOURNAL.c.position > position) & (JOURNAL.c.position <= mark.mark)
    wanted = select(JOURNAL).where(ours, between).order_by(JOURNAL.c.position).limit(limit)
    return tx.execute(wanted).all()


def forget_beyond(tx: Connection, mark: Mark) -> None:
    """Let go of what was heard beyond a mark: a replay brings it again."""
    ours = (JOURNAL.c.source == mark.source) & (JOURNAL.c.log == mark.log)
    tx.execute(delete(JOURNAL).where(ours, JOURNAL.c.position > mark.mark))


def forget_met(tx: Connection, source: str, adopted: str = "") -> None:
    """Let go of the other logs that were met, and of what is in quarantine of one that is adopted: that comes again."""
    tx.execute(delete(MET_LOGS).where(MET_LOGS.c.source == source))
    comes = (QUARANTINE.c.source == source) & (QUARANTINE.c.problem == of_another_log(adopted))
    tx.execute(delete(QUARANTINE).where(comes))
