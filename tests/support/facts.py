"""Facts told one after the other, and an honest memory of them to count from."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from services.reporting.domain.fact import Fact, FactType, Key, Proposal
from services.reporting.domain.indicators import RULES
from services.reporting.domain.order import as_it_happened
from services.reporting.domain.period import Period
from services.reporting.domain.value import Value

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


class FactsInMemory:
    """The port FactsOnRecord over a list."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts = list(facts)

    @contextmanager
    def known_at(self, instant: datetime | None) -> Iterator["FactsInMemory"]:
        """What was recorded up to the instant."""
        yield FactsInMemory(fact for fact in self._facts if instant is None or fact.recorded_at <= instant)

    def within(self, period: Period, kind: FactType) -> Sequence[Fact]:
        """Facts of a type in a period."""
        return [fact for fact in self._facts if fact.type == kind and fact.occurred_on in period]

    def first(self, kind: FactType, until: date) -> Fact | None:
        """The earliest of a type."""
        found = [fact for fact in self._facts if fact.type == kind and fact.occurred_on <= until]
        return min(found, key=as_it_happened, default=None)

    def about(self, key: Key, ids: Collection[str], *kinds: FactType) -> Sequence[Fact]:
        """Facts about somebody."""
        return [fact for fact in self._facts if fact.type in kinds and fact.about(key) in ids]


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
    """An indicator, counted from facts in memory."""
    with FactsInMemory(facts).known_at(known_at) as known:
        return RULES[code](known, period)


def cells(value: Value, *dimensions: str) -> dict[tuple[str, ...], int]:
    """The parts of a value by the given dimensions."""
    [breakdown] = [parts for parts in value.breakdowns if parts.dimensions == dimensions]
    return {cell.keys: int(cell.amount) for cell in breakdown.cells}
