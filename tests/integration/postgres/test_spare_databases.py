"""What a test finds in a database that another has had: nothing but the tables, as they were made."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, func, insert, make_url, select, text

from chassis.database import Database
from chassis.refusals import DatabaseUnavailable
from tests.support.private_postgres import PrivatePostgres

pytestmark = pytest.mark.slow

SCHEMA = MetaData()
THINGS = Table("things", SCHEMA, Column("id", Integer, primary_key=True), Column("label", String(9), index=True))


@contextmanager
def written(url: str) -> Iterator[Connection]:
    """A transaction in a database."""
    with closing(Database(url)) as database, database.writing() as tx:
        yield tx


def oid_of(tx: Connection) -> int:
    """Which database of the server it is, whatever it is called."""
    return int(tx.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()")) or 0)


def had_by_a_test(postgres: PrivatePostgres, *then: str) -> tuple[str, int]:
    """A test writes things and does what else is said; the address it had, and which database that was."""
    with postgres.database_having(SCHEMA) as url, written(url) as tx:
        tx.execute(insert(THINGS), [{"label": "spoon"}, {"label": "fork"}])
        for statement in then:
            tx.execute(text(statement))
        return url, oid_of(tx)


def test_a_database_is_handed_on_with_nothing_in_it(postgres: PrivatePostgres) -> None:
    """No row is left, and rows are numbered from one again."""
    _, had = had_by_a_test(postgres)

    with postgres.database_having(SCHEMA) as url, written(url) as tx:
        assert oid_of(tx) == had
        assert tx.scalar(select(func.count()).select_from(THINGS)) == 0
        assert tx.scalar(insert(THINGS).returning(THINGS.c.id), {"label": "knife"}) == 1


def test_who_had_it_does_not_reach_it_any_more(postgres: PrivatePostgres) -> None:
    """What one test forgot to stop writes nothing into the database of another; who is connected is sent away."""
    with postgres.database_having(SCHEMA) as before:
        forgotten = Database(before)
        lasting = forgotten.engine.connect()

    with postgres.database_having(SCHEMA) as url, closing(forgotten), written(url) as tx:
        assert tx.scalar(text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")) == 1
        lasting.invalidate()
        with pytest.raises(DatabaseUnavailable), forgotten.writing() as late:
            late.execute(insert(THINGS), {"label": "late"})


@pytest.mark.parametrize(
    "changed",
    [
        "ALTER TABLE things ADD COLUMN colour TEXT",
        "ALTER TABLE things DROP COLUMN label",
        "ALTER TABLE things ALTER COLUMN label TYPE TEXT",
        "ALTER TABLE things ADD CHECK (id > 0)",
        "CREATE TABLE more (id INTEGER)",
        "DROP INDEX ix_things_label",
        "GRANT SELECT ON things TO PUBLIC",
    ],
)
def test_a_database_whose_tables_were_changed_is_not_handed_on(postgres: PrivatePostgres, changed: str) -> None:
    """The next test has tables as they are made, not as another left them."""
    _, had = had_by_a_test(postgres, changed)

    with postgres.database_having(SCHEMA) as url, written(url) as tx:
        assert oid_of(tx) != had


def test_a_database_handed_on_is_its_roles_alone(postgres: PrivatePostgres) -> None:
    """Its name and its role's are one again, it owns all there is, and the public has no right."""
    had_by_a_test(postgres)

    with postgres.database_having(SCHEMA) as url, written(url) as tx:
        role = make_url(url).username
        owner, rights = tx.execute(
            text("SELECT datdba::regrole::text, datacl::text FROM pg_database WHERE datname = current_database()")
        ).one()
        assert (make_url(url).database, owner, rights) == (role, role, f"{{{role}=CTc/{role}}}")
        assert tx.scalars(text("SELECT tableowner FROM pg_tables WHERE schemaname = 'public'")).all() == [role]
