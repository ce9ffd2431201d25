"""Rows of one batch are inserted together, and all that is promised of a batch holds for them."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import BigInteger, Column, Connection, Integer, MetaData, Table, insert, select

from chassis.database import Database
from chassis.following import Handler, Heard, parked_count
from chassis.gathering import add, gathering
from tests.support.listener import until_nothing_moves
from tests.support.things import Thing
from tests.support.workshop import Workshop

METADATA = MetaData()
ROWS = Table(
    "rows",
    METADATA,
    Column("order", Integer, primary_key=True),
    Column("position", BigInteger, nullable=False, unique=True),
)
ADDED = insert(ROWS)


class Rows:
    """Keeps the position of what is made; one of them may be more than it can bear."""

    name = "rows"
    source = ""

    def __init__(self, unbearable: int = 0) -> None:
        self._unbearable = unbearable

    def handlers(self) -> Mapping[type, Handler]:
        """It looks at one kind of event."""
        return {Thing.Made: self._made}

    def _made(self, _event: Any, heard: Heard, tx: Connection) -> None:
        add(tx, ADDED, {"position": heard.position})
        if heard.position == self._unbearable:
            raise ValueError(heard.position)


@pytest.fixture
def workshop(workshop: Workshop) -> Workshop:
    """With a table for the rows."""
    workshop.database.create(METADATA)
    return workshop


def kept(database: Database) -> list[int]:
    """The positions in the order in which they were inserted."""
    with database.reading() as tx:
        return list(tx.execute(select(ROWS.c.position).order_by(ROWS.c.order)).scalars())


def test_what_handlers_add_is_there_when_the_batch_has_ended(workshop: Workshop) -> None:
    """In the order of the events, with the position that says they are handled."""
    made = [workshop.make("spoon").position for _ in range(5)]

    until_nothing_moves(workshop.follower(Rows()).step)

    assert kept(workshop.database) == made


def test_an_event_that_fails_takes_none_of_the_others_with_it(workshop: Workshop) -> None:
    """Nor does it leave a row of its own: it is parked, and the others are handled one by one."""
    made = [workshop.make("spoon").position for _ in range(5)]

    until_nothing_moves(workshop.follower(Rows(unbearable=made[2])).step)

    assert kept(workshop.database) == [made[0], made[1], made[3], made[4]]
    with workshop.database.reading() as tx:
        assert parked_count(tx, "rows") == 1


def test_a_row_that_cannot_be_inserted_parks_its_own_event_only(workshop: Workshop) -> None:
    """It comes to light when the batch ends; the batch is then handled event by event."""
    made = [workshop.make("spoon").position for _ in range(3)]
    with workshop.database.writing() as tx:
        add(tx, ADDED, {"position": made[1]})

    until_nothing_moves(workshop.follower(Rows()).step)

    assert kept(workshop.database) == [made[1], made[0], made[2]]


def test_a_block_that_fails_leaves_nothing_behind(workshop: Workshop) -> None:
    """Neither rows nor a connection that would keep the next one's rows to itself."""
    with pytest.raises(ZeroDivisionError), workshop.database.writing() as tx, gathering(tx):
        add(tx, ADDED, {"position": 1 // 0})
    with workshop.database.writing() as tx:
        add(tx, ADDED, {"position": 7})

    assert kept(workshop.database) == [7]
