"""A number of a sheet depends on the facts of its own period, not on how long the log is."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import insert, text

from benchmarks.measured import Row
from benchmarks.place import Place
from benchmarks.rounds import alternately, p95, seconds
from chassis.database import Database
from chassis.paging import LARGEST_SIZE
from services.reporting.domain.evidence import THE_BEGINNING
from services.reporting.domain.fact import FactType
from services.reporting.domain.indicator import Indicator
from services.reporting.domain.period import Period
from services.reporting.projections.numbers import NumbersOfFacts
from services.reporting.projections.tables import FACTS, METADATA

QUARTER = Period(date(2023, 1, 1), date(2023, 3, 31))
EARLIER = date(2015, 1, 1)
IN_THE_QUARTER, LONG_LOG, ROUNDS, AT_ONCE = 1_000, 300_000, 30, 20_000
BUSIER = (20, 100)
"""Quarters with so many times as many facts."""
CELL = Indicator.PERSONS_SERVED
"""Persons served: it must know of everybody whether they were met before."""


def rows(place: Place) -> Iterator[Row]:
    """On PostgreSQL: a short log and a long one with the same quarter, and how long the slowest answers take."""
    quarter, long = place.scale.of(IN_THE_QUARTER), place.scale.of(LONG_LOG)
    few, many = _facts(place, quarter, 0), _facts(place, quarter, long)
    taken: list[float] = []
    sides = {"many": lambda: _asked(many, taken), "few": lambda: _asked(few, [])}
    found = alternately(place.scale.of(ROUNDS), sides)
    name = f"indicator cell, {quarter:,} facts in the quarter, {quarter + long:,} in the log"
    yield Row(name, "ms", found["many"], {"without the others": found["few"]}, 1.5, at_most=True)
    yield Row(f"{name}, p95", "ms", p95(taken), {}, 50, at_most=True)
    for times in BUSIER:
        yield from _busy(place, quarter * times)


def _busy(place: Place, quarter: int) -> Iterator[Row]:
    facts, taken, pages = _facts(place, quarter, 0), list[float](), list[float]()
    sides = {"cell": lambda: _asked(facts, taken), "page": lambda: _asked_for_events(facts, pages)}
    alternately(place.scale.of(ROUNDS), sides)
    name = f"{quarter:,} facts in the quarter, p95"
    yield Row(f"indicator cell, {name}", "ms", p95(taken), {}, 50, at_most=True)
    yield Row(f"first page of its events, {name}", "ms", p95(pages), {}, 50, at_most=True)


def _asked(facts: NumbersOfFacts, taken: list[float]) -> float:
    """The number with all its parts."""
    with facts.known_at(None) as known:
        taken.append(1000 * seconds(lambda: known.value(CELL, QUARTER)))
    return taken[-1]


def _asked_for_events(facts: NumbersOfFacts, taken: list[float]) -> float:
    with facts.known_at(None) as known:
        taken.append(1000 * seconds(lambda: known.evidence(CELL, QUARTER, THE_BEGINNING, LARGEST_SIZE)))
    return taken[-1]


def _facts(place: Place, in_the_quarter: int, before: int) -> NumbersOfFacts:
    database = place.database("PostgreSQL")
    database.create(METADATA)
    _fill(database, QUARTER, in_the_quarter, 1)
    _fill(database, Period(EARLIER, QUARTER.first - timedelta(days=1)), before, in_the_quarter + 1)
    with database.writing() as tx:
        # As the server does by itself, a minute after so much was written.
        tx.execute(text("ANALYZE"))
    return NumbersOfFacts(database)


def _fill(database: Database, period: Period, facts: int, first: int) -> None:
    for start in range(first, first + facts, AT_ONCE):
        some = [_fact(position, period) for position in range(start, min(start + AT_ONCE, first + facts))]
        with database.writing() as tx:
            tx.execute(insert(FACTS["intake"]), some)


def _fact(position: int, period: Period) -> dict[str, object]:
    days = (period.last - period.first).days + 1
    return {
        "log": "log",
        "position": position,
        "type": FactType.CONTACT_RECORDED.value,
        "subject": f"contact-{position}",
        "occurred_on": period.first + timedelta(days=position % days),
        "recorded_at": datetime(2023, 1, 9, tzinfo=UTC),
        "person": f"person-{position}",
        "case": "",
        "referral": "",
        "channel": "walk_in",
        "citizenship": "SN",
        "target": "tcn",
    }
