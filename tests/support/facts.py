"""Facts told one after the other, and what is counted from them."""

import atexit
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from tempfile import TemporaryDirectory
from typing import Any

from chassis.database import Database
from chassis.gathering import gathering
from services.reporting.domain.evidence import THE_BEGINNING
from services.reporting.domain.fact import Fact, FactType, Proposal
from services.reporting.domain.indicator import Indicator
from services.reporting.domain.period import Period
from services.reporting.domain.value import Value as Number
from services.reporting.projections.keeping import keep
from services.reporting.projections.numbers import NumbersThen
from services.reporting.projections.tables import METADATA
from tests.support.counted_in_memory.value import Value

INTAKE_LOG = "aaaaaaaa-0000-4000-8000-000000000001"
REFERRAL_LOG = "bbbbbbbb-0000-4000-8000-000000000002"
Q1 = Period(date(2023, 1, 1), date(2023, 3, 31))
Q2 = Period(date(2023, 4, 1), date(2023, 6, 30))
WALKED_IN = {"channel": "walk_in", "target": "tcn", "citizenship": "SN"}
MARIA = {
    "sex": "f",
    "age_bracket": "from_18_to_60",
    "citizenship": "SN",
    "permit_group": "work",
    "comune": "109034",
}


class Told:
    """What the sources said, in the order they recorded it: at noon of the day unless told otherwise."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []

    def activated(self, on: date, recorded: date | None = None) -> Fact:
        """A desk opened."""
        return self._say(FactType.DESK_ACTIVATED, on, recorded, subject="desk", codes={"desk": "FERMO"})

    def came(self, person: str, on: date, recorded: date | None = None, **codes: str) -> Fact:
        """Somebody came to the desk, in person and in target unless told otherwise."""
        said = {**WALKED_IN, **codes}
        return self._say(FactType.CONTACT_RECORDED, on, recorded, person=person, codes=said)

    def opened(self, case: str, person: str, on: date, recorded: date | None = None, **codes: str) -> Fact:
        """A case was opened, with Maria's profile unless told otherwise."""
        said = {**MARIA, **codes}
        return self._say(FactType.CASE_OPENED, on, recorded, case=case, person=person, codes=said)

    def proposed(self, case: str, on: date, *measures: tuple[str, str, str]) -> Fact:
        """Measures were proposed: code, level, kind."""
        shown = tuple(Proposal(*measure) for measure in measures)
        return self._say(FactType.MEASURES_PROPOSED, on, case=case, proposals=shown)

    def oriented(self, case: str, on: date, recorded: date | None = None) -> Fact:
        """An orientation was held."""
        return self._say(FactType.ORIENTATION_HELD, on, recorded, case=case)

    def sheet(self, case: str, on: date, recorded: date | None = None) -> Fact:
        """A written sheet was given."""
        return self._say(FactType.SHEET_ISSUED, on, recorded, case=case)

    def sent(self, referral: str, on: date, to: str = "CPI_FERMO", kind: str = "job_centre") -> Fact:
        """A referral was sent."""
        codes = {"partner": to, "partner_kind": kind}
        return self._say(FactType.REFERRAL_SENT, on, case="case", referral=referral, codes=codes)

    def sent_to_chamber(self, referral: str, on: date) -> Fact:
        """A referral was sent to the Chamber of Commerce."""
        return self.sent(referral, on, "CCIAA_MARCHE", "chamber_of_commerce")

    def became(self, kind: FactType, referral: str, on: date, recorded: date | None = None) -> Fact:
        """Something happened to a referral."""
        return self._say(kind, on, recorded, case="case", referral=referral)

    def count(self, code: str, period: Period = Q1, known_at: datetime | None = None) -> Value:
        """An indicator, counted from what was told."""
        return counted(self.facts, code, period, known_at)

    def _say(self, kind: FactType, on: date, recorded: date | None = None, **said: Any) -> Fact:
        referral = kind.startswith("somicis.referral")
        position = len(self.facts) + 1
        said.setdefault("subject", said.get("case") or f"contact-{position}")
        fact = Fact(
            type=kind,
            source="referral" if referral else "intake",
            log=REFERRAL_LOG if referral else INTAKE_LOG,
            position=position,
            occurred_on=on,
            recorded_at=noon(recorded or on) + timedelta(microseconds=position),
            **said,
        )
        self.facts.append(fact)
        return fact


def noon(day: date) -> datetime:
    """Noon of a day, UTC."""
    return datetime.combine(day, time(12), UTC)


def counted(facts: Iterable[Fact], code: str, period: Period, known_at: datetime | None = None) -> Value:
    """An indicator, counted from facts kept in a database and forgotten afterwards."""
    return all_counted(facts, period, known_at, [code])[code]


def all_counted(
    facts: Iterable[Fact], period: Period, known_at: datetime | None = None, codes: Iterable[str] = Indicator
) -> dict[str, Value]:
    """Every indicator, or some of them, each with all its evidence."""
    told = {fact.event_id: fact for fact in facts}
    with _database().writing() as tx:
        with gathering(tx):
            for fact in told.values():
                keep(fact, tx)
        numbers = NumbersThen(tx, known_at)
        values = {code: with_evidence(numbers, Indicator(code), period, told) for code in codes}
        tx.rollback()
    return values


def with_evidence(numbers: NumbersThen, indicator: Indicator, period: Period, told: Mapping[str, Fact]) -> Value:
    """An indicator with the facts behind it, which are found among those told by the ids of their events."""
    number = numbers.value(indicator, period)
    evidence = numbers.evidence(indicator, period, THE_BEGINNING, len(told) + 1)
    assert len(evidence) == number.events
    return Value(number.amount, number.breakdowns, tuple(told[one.event_id] for one in evidence))


@cache
def _database() -> Database:
    folder = TemporaryDirectory()
    database = Database(f"sqlite:///{folder.name}/reporting.db")
    database.create(METADATA)
    atexit.register(folder.cleanup)
    return database


def cells(value: Value | Number, *dimensions: str) -> dict[tuple[str, ...], int]:
    """The parts of a value by the given dimensions."""
    [breakdown] = [parts for parts in value.breakdowns if parts.dimensions == dimensions]
    return {cell.keys: int(cell.amount) for cell in breakdown.cells}
