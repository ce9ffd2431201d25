"""The database counts as the rules do fact by fact, and looks at no more than it must."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from services.reporting.domain.evidence import THE_BEGINNING
from services.reporting.domain.fact import Fact, FactType
from services.reporting.domain.indicator import Indicator
from services.reporting.domain.period import Period
from services.reporting.projections.indicators import RULES
from services.reporting.projections.indicators.referrals import STATE_AFTER
from tests.support import counted_in_memory
from tests.support.counted_in_memory.known_facts import KnownFacts
from tests.support.facts import Q1, Told, with_evidence
from tests.support.query_plans import plans
from tests.support.reporting_service import ReportingService

FACTS, QUESTIONS = 500, 15
BEGINNING = date(2022, 11, 1)
RESTORED = {"intake": "00000000-0000-4000-8000-000000000003", "referral": "ffffffff-0000-4000-8000-000000000004"}
"""The logs of the sources since they were restored: the one id comes before that of the log that was left."""
KINDS = [kind for kind in FactType if kind is not FactType.DESK_ACTIVATED] + [FactType.REFERRAL_SENT] * 3
LEVELS, MEASURE_KINDS = ["national", "regional"], ["loan", "grant"]


def a_day(chance: Random) -> date:
    """One of 250."""
    return BEGINNING + timedelta(days=chance.randrange(250))


def a_history(chance: Random) -> Told:
    """What befell twelve persons, in no sensible order and some of it recorded late; a case is always one person's."""
    told = Told()
    told.activated(a_day(chance), recorded=a_day(chance))
    for _ in range(FACTS):
        tell(chance, told, chance.choice(KINDS), a_day(chance))
    told.facts = [as_restored(fact) for fact in told.facts]
    return told


def as_restored(fact: Fact) -> Fact:
    """Later ones are of another log, and whatever was recorded on a day was recorded at one instant."""
    log = RESTORED[fact.source] if fact.position > FACTS // 2 else fact.log
    return replace(fact, log=log, recorded_at=fact.recorded_at.replace(microsecond=0))


def tell(chance: Random, told: Told, kind: FactType, on: date) -> None:
    """Something happens to somebody."""
    person = f"person-{chance.randrange(12)}"
    case, referral = f"{person}/{chance.randrange(2)}", f"referral-{chance.randrange(15)}"
    recorded = on + timedelta(days=chance.choice([0, 0, 1, 40]))
    match kind:
        case FactType.CONTACT_RECORDED:
            came_from = {"target": chance.choice(["tcn", "tcn", "unknown", "out_of_target"]), **a_citizenship(chance)}
            told.came(chance.choice([person, person, ""]), on, recorded, **came_from, channel=chance.choice("ab"))
        case FactType.CASE_OPENED:
            told.opened(case, person, on, recorded, **a_citizenship(chance), sex=chance.choice("fm"))
        case FactType.MEASURES_PROPOSED:
            told.proposed(case, on, *(a_measure(chance) for _ in range(chance.randrange(4))))
        case FactType.ORIENTATION_HELD:
            told.oriented(case, on, recorded)
        case FactType.SHEET_ISSUED:
            told.sheet(case, on, recorded)
        case FactType.REFERRAL_SENT:
            told.sent(referral, on, f"to-{chance.randrange(3)}", chance.choice(["chamber_of_commerce", "job_centre"]))
        case _:
            told.became(kind, referral, on, recorded)


def a_citizenship(chance: Random) -> Mapping[str, str]:
    """Known or not."""
    return {"citizenship": chance.choice(["SN", "MA", "unknown"])}


def a_measure(chance: Random) -> tuple[str, str, str]:
    """One of a few, as the catalogue had it that day; it may even be there twice."""
    return chance.choice("ABC"), chance.choice(LEVELS), chance.choice(MEASURE_KINDS)


def a_question(chance: Random, told: Told) -> tuple[Period, datetime | None]:
    """A period, and the instant at which it was known: that of some fact, which is known then."""
    first, last = sorted([a_day(chance), a_day(chance)])
    return Period(first, last), chance.choice([None, chance.choice(told.facts).recorded_at])


def test_the_database_counts_as_one_does_fact_by_fact(seed: int, databases: None, tmp_path: Path) -> None:
    """Every number, every part and all evidence, of any period, as known at any time."""
    chance = Random(seed)
    reporting, told = ReportingService(tmp_path), a_history(chance)
    reporting.remember(told)
    by_id: dict[str, Fact] = {fact.event_id: fact for fact in told.facts}

    for _ in range(QUESTIONS):
        period, instant = a_question(chance, told)
        known = KnownFacts(told.facts, instant)
        with reporting.numbers.known_at(instant) as numbers:
            counted = {one: with_evidence(numbers, one, period, by_id) for one in Indicator}
        assert counted == {one: counted_in_memory.RULES[one](known, period) for one in Indicator}


def test_every_indicator_has_a_rule() -> None:
    """None is promised that nobody can count."""
    assert set(RULES) == set(Indicator) == {*counted_in_memory.RULES}


FOUND_BY = re.compile(r"^SEARCH .* \(.*\b(occurred_on[<>]|(person|case|referral|position)=)")
"""By the days of the period, by whom it is about, or by its own place."""


def plans_of(reporting: ReportingService, indicator: Indicator) -> Sequence[str]:
    """How the database finds what a number, and a page of its events, ask for; one line a table looked at."""

    def ask() -> None:
        with reporting.numbers.known_at(None) as numbers:
            numbers.value(indicator, Q1)
            numbers.evidence(indicator, Q1, THE_BEGINNING, 50)

    return plans(reporting.database, ask)


@pytest.mark.parametrize("indicator", Indicator)
def test_no_number_reads_a_whole_table(tmp_path: Path, indicator: Indicator) -> None:
    """So it costs what its period holds, however long the log."""
    looked_at = [step for step in plans_of(ReportingService(tmp_path), indicator) if "facts_of" in step]

    assert looked_at
    assert [step for step in looked_at if not FOUND_BY.search(step)] == []


def test_every_kind_of_fact_is_in_the_random_history(seed: int) -> None:
    """What never happens is never compared."""
    assert {fact.type for fact in a_history(Random(seed)).facts} == set(FactType) >= set(STATE_AFTER)
