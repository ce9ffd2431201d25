"""The hash chain of a stream: what is stored cannot be altered unnoticed."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, select, update

from chassis.store.tables import EVENTS
from tests.support.chain import broken_links
from tests.support.workshop import Workshop

ELSEWHERE = UUID("00000000-0000-4000-8000-000000000099")
ALTERED: Mapping[str, Callable[[Any], Any]] = {
    "position": lambda position: position + 100,
    "stream": lambda _: ELSEWHERE,
    "version": lambda version: version + 100,
    "name": lambda _: "thing.weighed",
    "subject": lambda _: ELSEWHERE,
    "recorded_at": lambda instant: instant + timedelta(microseconds=1),
    "origin": lambda origin: origin.replace(b"OP_1", b"OP_2"),
    "state": lambda state: state.replace(b"spoon", b"knife"),
    "previous_hash": lambda _: bytes(31) + b"\1",
    "hash": lambda _: bytes(32),
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


def alter(workshop: Workshop, position: int, column: str) -> None:
    """What somebody with access to the database might do."""
    this = EVENTS.c.position == position
    with workshop.database.writing() as tx:
        before = tx.execute(select(EVENTS.c[column]).where(this)).scalar_one()
        after = ALTERED[column](before)
        assert after != before
        tx.execute(update(EVENTS).where(this).values({column: after}))


def test_what_is_stored_verifies(filled: Workshop) -> None:
    """Every link can be computed again from the row and the row before it, and no position is left out."""
    assert broken_links(filled.database) == []


def test_every_column_has_its_alteration() -> None:
    """A column added to the table is either in the chain or noticed here."""
    assert set(ALTERED) == {column.name for column in EVENTS.columns}


@pytest.mark.parametrize("position", [1, 3, 4])
@pytest.mark.parametrize("column", sorted(ALTERED))
def test_no_column_of_no_row_can_be_altered(filled: Workshop, column: str, position: int) -> None:
    """First, middle or last: the altered row is named."""
    alter(filled, position, column)

    assert broken_links(filled.database)


@pytest.mark.parametrize("position", [1, 3, 4])
def test_no_row_can_be_removed(filled: Workshop, position: int) -> None:
    """The next row no longer follows, and the log has a hole; the last position stands beside it."""
    with filled.database.writing() as tx:
        assert tx.execute(delete(EVENTS).where(EVENTS.c.position == position)).rowcount == 1

    assert broken_links(filled.database)
