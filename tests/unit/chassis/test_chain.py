"""The hash chain of a stream: what is stored cannot be altered unnoticed."""

from uuid import UUID

import pytest
from sqlalchemy import select, text

from chassis.store.tables import EVENTS, STREAMS
from tests.support.chain import broken_links
from tests.support.workshop import Workshop

ALTERED = {
    "position": "position + 100",
    "stream": "'00000000000040008000000000000099'",
    "version": "version + 100",
    "name": "'thing.weighed'",
    "subject": "'00000000000040008000000000000099'",
    "recorded_at": "recorded_at + 1",
    "origin": "CAST(replace(origin, 'OP_1', 'OP_2') AS BLOB)",
    "state": "CAST(replace(state, 'spoon', 'knife') AS BLOB)",
    "previous_hash": "zeroblob(31) || x'01'",
    "hash": "zeroblob(32)",
}


@pytest.fixture
def filled(workshop: Workshop) -> Workshop:
    """Two streams, one of them with three events."""
    spoon = workshop.make("spoon")
    workshop.make("fork")
    workshop.rename(spoon, "other spoon")
    workshop.pass_time()
    workshop.rename(spoon, "last spoon")
    return workshop


def alter(workshop: Workshop, statement: str) -> None:
    """What somebody with access to the database might do."""
    with workshop.database.writing() as tx:
        assert tx.execute(text(statement)).rowcount == 1


def test_what_is_stored_verifies(filled: Workshop) -> None:
    """Every link can be computed again from the row and the row before it; the last one is the stream's head."""
    assert broken_links(filled.database) == []


def test_every_column_has_its_alteration() -> None:
    """A column added to the table is either in the chain or noticed here."""
    assert set(ALTERED) == {column.name for column in EVENTS.columns}


@pytest.mark.parametrize("position", [1, 3, 4])
@pytest.mark.parametrize("column", sorted(ALTERED))
def test_no_column_of_no_row_can_be_altered(filled: Workshop, column: str, position: int) -> None:
    """First, middle or last: the altered row is named."""
    alter(filled, f"UPDATE events SET {column} = {ALTERED[column]} WHERE position = {position}")  # noqa: S608

    assert broken_links(filled.database)


@pytest.mark.parametrize("position", [1, 3, 4])
def test_no_row_can_be_removed(filled: Workshop, position: int) -> None:
    """The next row, or the stream's head, no longer follows."""
    alter(filled, f"DELETE FROM events WHERE position = {position}")  # noqa: S608

    assert broken_links(filled.database)


def test_a_stream_has_its_last_event_as_head(filled: Workshop) -> None:
    """What the next event must follow is kept beside the log."""
    last = filled.entries()[-1]
    with filled.database.reading() as tx:
        head = tx.execute(select(STREAMS).where(STREAMS.c.stream == last.stream)).one()

    assert (head.version, head.hash) == (3, last.hash)
    assert isinstance(last.stream, UUID)
