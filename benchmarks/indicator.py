"""A number of a sheet depends on the facts of its own period, not on how long the log is."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import insert, text

from benchmarks.measured import Row
from benchmarks.place import Place
from benchmarks.rounds import alternately, p95, seconds
from chassis.database import Database
from services.reporting.application.register_file import register
from services.reporting.application.sheets import Sheets
from services.reporting.domain.fact import FactType
from services.reporting.domain.period import Period
from services.reporting.projections.facts import Facts
from services.reporting.projections.tables import FACTS, METADATA

QUARTER = Period(date(2023, 1, 1), date(2023, 3, 31))
EARLIER = date(2015, 1, 1)
IN_THE_QUARTER, LONG_LOG, ROUNDS, AT_ONCE = 1_000, 300_000, 30, 20_000
CELL = "S19"
"""Persons served: it must know of everybody whether they were met before."""
SAID = '{"codes": {"channel": "walk_in", "citizenship": "SN", "target": "tcn"}, "proposals": []}'


def rows(place: Place) -> Iterator[Row]:
    """On PostgreSQL: a short log and a long one with the same quarter, and how long the slowest answers take."""
    quarter, long = place.scale.of(IN_THE_QUARTER), place.scale.of(LONG_LOG)
    few, many = _sheets(place, quarter, 0), _sheets(place, quarter, long)
    taken: list[float] = []
    sides = {"many": lambda: _asked(many, taken), "few": lambda: _asked(few, [])}
    found = alternately(place.scale.of(ROUNDS), sides)
    name = f"indicator cell, {quarter:,} facts in the quarter, {quarter + long:,} in the log"
    yield Row(name, "ms", found["many"], {"without the others": found["few"]}, 1.5, at_most=True)
    yield Row(f"{name}, p95", "ms", p95(taken), {}, 50, at_most=True)
    taken.clear()
    busy = _sheets(place, quarter * 20, 0)
    alternately(place.scale.of(5), {"busy": lambda: _asked(busy, taken)})
    yield Row(f"indicator cell, {quarter * 20:,} facts in the quarter, p95", "ms", p95(taken), {}, 50, at_most=True)


def _asked(sheets: Sheets, taken: list[float]) -> float:
    taken.append(1000 * seconds(lambda: sheets.evidence(CELL, QUARTER, None)))
    return taken[-1]


def _sheets(place: Place, in_the_quarter: int, before: int) -> Sheets:
    database = place.database("PostgreSQL")
    database.create(METADATA)
    _fill(database, QUARTER, in_the_quarter, 1)
    _fill(database, Period(EARLIER, QUARTER.first - timedelta(days=1)), before, in_the_quarter + 1)
    with database.writing() as tx:
        # As the server does by itself, a minute after so much was written.
        tx.execute(text("ANALYZE"))
    return Sheets(register(), Facts(database))


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
        "said": SAID,
    }
