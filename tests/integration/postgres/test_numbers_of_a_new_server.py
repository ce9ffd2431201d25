"""What a number costs does not depend on what PostgreSQL knows of its tables."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import text

from chassis.database import Database
from chassis.gathering import gathering
from services.reporting.domain.evidence import THE_BEGINNING
from services.reporting.domain.fact import Fact, FactType
from services.reporting.domain.indicator import Indicator
from services.reporting.projections.keeping import keep
from services.reporting.projections.numbers import NumbersOfFacts
from services.reporting.projections.tables import METADATA
from tests.support.facts import Q1, Told
from tests.support.query_plans import rows_looked_at

pytestmark = pytest.mark.slow

VISITORS, FEW, A_PAGE = 600, 20, 1000
EACH_FACT_AT_MOST = 25
"""Times, with every step of every look-up counted; were each looked at for each other, it would be hundreds."""
A_DAY = date(2023, 1, 9)
MEASURES = [("MICRO", "national", "loan"), ("MARCHE", "regional", "grant")]


def a_day_of(visitors: int, chance: Random) -> Told:
    """Everybody comes on one day, half of them open a case, and all that can befall a case does."""
    told = Told()
    for number in range(visitors):
        person, case, referral = (str(UUID(int=chance.getrandbits(128))) for _ in range(3))
        told.came("" if number % 3 == 0 else person, A_DAY)
        if number % 2 == 0:
            told.opened(case, person, A_DAY)
            told.proposed(case, A_DAY, *MEASURES)
            told.oriented(case, A_DAY)
            told.sheet(case, A_DAY)
            told.sent(referral, A_DAY)
            told.became(FactType.REFERRAL_ACCEPTED, referral, A_DAY)
    return told


def a_first_day(visitors: int, chance: Random) -> Told:
    """Nobody has gone further yet than to open a case."""
    told = Told()
    for number in range(visitors):
        person, case = (str(UUID(int=chance.getrandbits(128))) for _ in range(2))
        told.came(person, A_DAY)
        if number % 2 == 0:
            told.opened(case, person, A_DAY)
    return told


def one_visitor(visitors: int, chance: Random) -> Told:
    """One comes as often as all of them and more."""
    told, person = Told(), str(UUID(int=chance.getrandbits(128)))
    for number in range(4 * visitors):
        told.came(person, A_DAY + timedelta(days=number // 40))
    told.opened("case", person, A_DAY)
    return told


def remember(database: Database, facts: Sequence[Fact]) -> None:
    """Keep facts."""
    with database.writing() as tx, gathering(tx):
        for fact in facts:
            keep(fact, tx)


def count(database: Database) -> None:
    """Let the server count its rows, as it does by itself now and then."""
    with database.writing() as tx:
        tx.execute(text("ANALYZE"))


def never_counted(database: Database, told: Told) -> None:
    """A new server."""
    remember(database, told.facts)


def counted_when_empty(database: Database, told: Told) -> None:
    """A new server, as it was before anybody came."""
    count(database)
    remember(database, told.facts)


def counted_when_few(database: Database, told: Told) -> None:
    """It has counted the first visitors alone."""
    remember(database, told.facts[:FEW])
    count(database)
    remember(database, told.facts[FEW:])


def counted_since(database: Database, told: Told) -> None:
    """A server that knows what it holds."""
    remember(database, told.facts)
    count(database)


KNOWLEDGE = [never_counted, counted_when_empty, counted_when_few, counted_since]
HISTORIES = [a_day_of, a_first_day, one_visitor]


@pytest.fixture
def reporting(database: Database) -> Database:
    """Its tables, of which the server counts nothing by itself meanwhile."""
    database.create(METADATA)
    with database.writing() as tx:
        for table in METADATA.tables:
            tx.execute(text(f"ALTER TABLE {table} SET (autovacuum_enabled = false)"))
    return database


@pytest.mark.parametrize("history", HISTORIES)
@pytest.mark.parametrize("let_it_know", KNOWLEDGE)
def test_no_number_looks_at_each_fact_for_each_other(
    reporting: Database,
    history: Callable[[int, Random], Told],
    let_it_know: Callable[[Database, Told], None],
    seed: int,
) -> None:
    """Hundreds of facts of one day, or of one person, are no reason for a sheet to take minutes."""
    told = history(VISITORS, Random(seed))
    let_it_know(reporting, told)

    looked_at = {(one.name, part): rows for one in Indicator for part, rows in costs(reporting, one).items()}

    assert {one: rows for one, rows in looked_at.items() if rows > EACH_FACT_AT_MOST * len(told.facts)} == {}


def costs(database: Database, indicator: Indicator) -> dict[str, int]:
    """How many rows are looked at for a number, and for a page of the events behind it."""
    numbers = NumbersOfFacts(database)

    def number() -> None:
        with numbers.known_at(None) as known:
            known.value(indicator, Q1)

    def page() -> None:
        with numbers.known_at(None) as known:
            known.evidence(indicator, Q1, THE_BEGINNING, A_PAGE)

    return {ask.__name__: rows_looked_at(database, ask) for ask in (number, page)}
