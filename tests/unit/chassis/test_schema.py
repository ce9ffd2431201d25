"""What happens to a database that an older version has made: nothing is lost, and nothing fails later on."""

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, insert, inspect, select, text

from chassis.database import Database
from chassis.feeds import JournalFeed
from chassis.journal import JOURNAL
from chassis.schema import TableTooOld
from tests.support.listener import Listener
from tests.support.workshop import TRACEPARENT, Workshop
from tests.support.workshop_says import event


def shelf(*more: Column[str]) -> MetaData:
    """A version's tables: a shelf that has some columns more than the first one had."""
    schema = MetaData()
    Table("shelf", schema, Column("place", Integer, primary_key=True), *more)
    return schema


@pytest.fixture
def database(workshop: Workshop) -> Database:
    """A database with one row on the first version's shelf."""
    first = shelf()
    workshop.database.create(first)
    with workshop.database.writing() as tx:
        tx.execute(insert(first.tables["shelf"]), {"place": 1})
    return workshop.database


def test_a_column_that_says_what_it_is_in_older_rows_is_added(database: Database) -> None:
    """The rows that are there have its default, and a second start finds nothing to do."""
    second = shelf(Column("label", String(9), nullable=False, server_default="none"), Column("note", String(9)))
    for _ in range(2):
        database.create(second)

    with database.reading() as tx:
        assert [tuple(row) for row in tx.execute(select(second.tables["shelf"]))] == [(1, "none", None)]


def test_a_column_that_older_rows_cannot_have_is_refused_by_name(database: Database) -> None:
    """At once, and not with the first event that needs it; what is there stays as it is."""
    with pytest.raises(TableTooOld, match=r"'shelf'.*'label'.*empty database"):
        database.create(shelf(Column("label", String(9), nullable=False)))

    with database.reading() as tx:
        assert tx.execute(text("SELECT * FROM shelf")).all() == [(1,)]


def test_an_index_is_made_for_the_rows_that_are_there(database: Database) -> None:
    """Also of a column that is new, and a second start finds nothing to do."""
    second = shelf(Column("label", String(9), nullable=True, index=True))
    for _ in range(2):
        database.create(second)

    assert [index["column_names"] for index in inspect(database.engine).get_indexes("shelf")] == [["label"]]


def test_a_journal_from_before_traces_were_kept_goes_on(listener: Listener) -> None:
    """What was heard then follows from no known trace; what is heard now has its own."""
    listener.hear(event(1))
    with listener.database.writing() as tx:
        tx.execute(text("ALTER TABLE journal DROP COLUMN traceparent"))

    listener.database.create(JOURNAL.metadata)
    listener.hear(event(2))

    with listener.database.reading() as tx:
        heard = JournalFeed("workshop").after(tx, 0, 10)
    assert [one.traceparent for one in heard] == ["", TRACEPARENT]
