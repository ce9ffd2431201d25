"""Holds what an adopted log says against what was heard of the log it took the place of, event by event."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, delete, select, update

from chassis.journal import COMPARISONS, JOURNAL, Mark
from chassis.published import PARTITION, Heartbeat, PublicEvent

COMPARED = (
    JOURNAL.c.position,
    JOURNAL.c.previous,
    JOURNAL.c.type,
    JOURNAL.c.subject,
    JOURNAL.c.recorded_at,
    JOURNAL.c.correlation,
    JOURNAL.c.caused_by,
)
"""What makes two events one. The body is left out: a later version of the source may say the same in more bytes."""
ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class Comparison:
    """Under way until the mark reaches `until`, where it stood in the log that was left.

    `common`: the last position at which both logs say the same, once they were seen to differ.
    """

    source: str
    log_left: str
    until: int
    common: int | None


def nothing_to_compare(source: str) -> Comparison:
    """A source whose log was never changed, or whose new one has said all that was heard of the old."""
    return Comparison(source, "", 0, None)


def comparison_of(tx: Connection, source: str) -> Comparison | None:
    """The comparison of a source's logs that is under way, or has found a difference nobody has accepted yet."""
    row = tx.execute(select(COMPARISONS).where(COMPARISONS.c.source == source)).one_or_none()
    return Comparison(**row._mapping) if row else None


def part(tx: Connection, comparison: Comparison, common: int) -> Comparison:
    """Note up to where the logs agree; answer the comparison as it is from then on."""
    tx.execute(update(COMPARISONS).where(COMPARISONS.c.source == comparison.source).values(common=common))
    return replace(comparison, common=common)


def finish(tx: Connection, source: str) -> None:
    """Compare no more."""
    tx.execute(delete(COMPARISONS).where(COMPARISONS.c.source == source))


def said(row: Any) -> Sequence[Any]:
    """What is compared of an event in the journal."""
    return [row._mapping[column] for column in COMPARED]


def contradicted_by(arrived: Sequence[PublicEvent], kept: Mapping[int, Sequence[Any]]) -> int:
    """The first position at which something else arrives than was said of it before, by position; 0 for none.

    What is not kept any more contradicts nothing.
    """
    before = dict(kept)
    for event in arrived:
        says = [getattr(event, column.name) for column in COMPARED]
        if before.setdefault(event.position, says) != says:
            return event.position
    return 0


def leaves_out(beat: Heartbeat, tx: Connection, mark: Mark) -> bool:
    """Whether a source says that it has said everything, and something that was heard is not in it.

    What comes after a heartbeat is not recorded before the time it names. So a heartbeat that came late leaves out
    nothing, however much was heard since; one of a log that was put back names a time when more was there.
    """
    if beat.position >= mark.mark:
        return False
    last = (JOURNAL.c.source == mark.source) & (JOURNAL.c.log == mark.log) & (JOURNAL.c.partition == PARTITION)
    recorded_at = tx.execute(select(JOURNAL.c.recorded_at).where(last, JOURNAL.c.position == mark.mark)).scalar()
    return recorded_at is not None and recorded_at < beat.complete_until


def said_before(tx: Connection, comparison: Comparison, position: int) -> Iterator[Sequence[Any]]:
    """What the log that was left said beyond a position and up to where its mark stood, read a slice at a time."""
    ours = (JOURNAL.c.source == comparison.source) & (JOURNAL.c.log == comparison.log_left)
    heard = ours & (JOURNAL.c.partition == PARTITION) & (JOURNAL.c.position <= comparison.until)
    wanted = select(*COMPARED).where(heard).order_by(JOURNAL.c.position).limit(ROWS_AT_ONCE)
    while rows := tx.execute(wanted.where(JOURNAL.c.position > position)).all():
        yield from (said(row) for row in rows)
        position = rows[-1].position


def why_stopped(comparison: Comparison) -> str:
    """What is said of a source whose logs were seen to differ; empty as long as they agree."""
    if comparison.common is None:
        return ""
    return (
        f"the log it speaks of since it was adopted agrees with what was heard up to {comparison.common} only, "
        f"and {comparison.until} was heard"
    )


def why_contradicted(position: int) -> str:
    """What is said of a source whose log says something else than it did; empty for position 0, when it does not."""
    return f"it says something else at position {position} than it did" if position else ""
