"""Texts are in the order of their bytes on every database, whatever order it was made with."""

import random
from collections.abc import Iterator

import pytest
from sqlalchemy import Column, MetaData, String, Table, insert, make_url, select, text

from chassis.database import Database
from chassis.foundations import PLUMBING
from chassis.store.tables import METADATA as STORE
from services.catalogue.projections.tables import METADATA as CATALOGUE
from services.intake.projections.tables import METADATA as INTAKE
from services.referral.projections.tables import METADATA as REFERRAL
from services.reporting.projections.tables import METADATA as REPORTING
from tests.support.private_postgres import PrivatePostgres

pytestmark = pytest.mark.slow

SERVICES = {"intake": INTAKE, "catalogue": CATALOGUE, "referral": REFERRAL, "reporting": REPORTING}
CODES = ["B1", "BA", "B_X", "Z", "a", "ab", "b", "È", "é"]
"""In the order of their bytes; in Italian B_X comes before B1, a before BA, and é before Z."""
METADATA = MetaData()
SHELF = Table("shelf", METADATA, Column("code", String(64), primary_key=True))
TEXTS = (
    "SELECT table_name || '.' || column_name FROM information_schema.columns"
    " WHERE table_schema = 'public' AND data_type IN ('character varying', 'text') AND "
)


@pytest.fixture
def italian(postgres: PrivatePostgres, url: str) -> Iterator[Database]:
    """A database somebody made with an order of their own."""
    name = make_url(url).database
    postgres.do(f"DROP DATABASE {name}")
    postgres.do(f"CREATE DATABASE {name} OWNER {name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'it'")
    database = Database(url)
    yield database
    database.close()


def texts_that(database: Database, condition: str) -> list[str]:
    """The columns that hold texts of which something is true."""
    with database.reading() as tx:
        return list(tx.execute(text(TEXTS + condition)).scalars())


@pytest.mark.parametrize("service", SERVICES)
def test_every_text_of_every_service_is_ordered_by_its_bytes(italian: Database, service: str) -> None:
    """No column is left to the order of the database."""
    italian.create(STORE, *PLUMBING, SERVICES[service])

    assert len(texts_that(italian, "true")) > 20
    assert texts_that(italian, "collation_name IS DISTINCT FROM 'C'") == []


def test_a_page_begins_where_the_last_one_ended(italian: Database) -> None:
    """Also where another order would put a code somewhere else, as this database does when it is let."""
    italian.create(METADATA)
    with italian.writing() as tx:
        tx.execute(insert(SHELF), [{"code": code} for code in random.sample(CODES, len(CODES))])
        in_italian = tx.execute(text('SELECT code FROM shelf ORDER BY code COLLATE "default"')).scalars().all()

    assert in_italian != CODES
    assert pages(italian) == CODES


def pages(database: Database) -> list[str]:
    """All codes, read two at a time."""
    found: list[str] = [""]
    with database.reading() as tx:
        while page := tx.execute(_PAGE.where(SHELF.c.code > found[-1])).scalars().all():
            found += page
    return found[1:]


_PAGE = select(SHELF.c.code).order_by(SHELF.c.code).limit(2)
