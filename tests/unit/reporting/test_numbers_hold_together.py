"""Whatever happened, the parts make the whole, and nothing depends on what arrived first."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from services.reporting.domain.fact import Fact, FactType
from services.reporting.domain.period import Period
from services.reporting.projections.indicators.referrals import STATE_AFTER
from tests.support.counted_in_memory.value import Value
from tests.support.facts import Q1, Q2, Told, all_counted, counted, noon

UNHURRIED = settings(deadline=None)
"""A database counts here, and a machine may be busy."""
H1 = Period(Q1.first, Q2.last)
KINDS = (
    FactType.CONTACT_RECORDED,
    FactType.CASE_OPENED,
    FactType.MEASURES_PROPOSED,
    FactType.ORIENTATION_HELD,
    FactType.SHEET_ISSUED,
    *STATE_AFTER,
)
DAYS = st.integers(0, 180).map(lambda days: Q1.first + timedelta(days=days))
MEASURES = st.lists(
    st.sampled_from([("A", "national", "loan"), ("A", "regional", "loan"), ("B", "local", "grant")]), max_size=3
)


@st.composite
def histories(draw: st.DrawFn) -> Sequence[Fact]:
    """Some twenty facts about a few persons, cases and referrals, sensible or not, in the order of recording."""
    told = Told()
    for kind in draw(st.lists(st.sampled_from(KINDS), max_size=25)):
        _tell(draw, told, kind, draw(DAYS))
    return told.facts


def _tell(draw: st.DrawFn, told: Told, kind: FactType, on: date) -> None:
    name = draw(st.sampled_from(["a", "b", "c"]))
    match kind:
        case FactType.CONTACT_RECORDED:
            target = draw(st.sampled_from(["tcn", "out_of_target", "unknown"]))
            told.came(draw(st.sampled_from([name, ""])), on, target=target, channel=f"by-{name}")
        case FactType.CASE_OPENED:
            told.opened(draw(st.sampled_from(["x", "y"])), name, on, sex=draw(st.sampled_from(["f", "m"])))
        case FactType.MEASURES_PROPOSED:
            told.proposed(name, on, *draw(MEASURES))
        case FactType.ORIENTATION_HELD:
            told.oriented(draw(st.sampled_from(["x", "y"])), on)
        case FactType.SHEET_ISSUED:
            told.sheet(draw(st.sampled_from(["x", "y"])), on)
        case FactType.REFERRAL_SENT:
            told.sent(name, on, to=f"to-{name}")
        case _:
            told.became(kind, name, on)


@UNHURRIED
@given(facts=histories())
def test_the_parts_of_every_breakdown_sum_to_the_whole(facts: Sequence[Fact]) -> None:
    """A reader may add the column up."""
    for code in ("S18", "S19", "S21", "S23"):
        value = counted(facts, code, Q1)

        assert value.breakdowns
        for breakdown in value.breakdowns:
            assert sum(cell.amount for cell in breakdown.cells) == value.amount


@UNHURRIED
@given(facts=histories(), seed=st.integers())
def test_the_order_of_arrival_does_not_matter(facts: Sequence[Fact], seed: int) -> None:
    """Two sources, repeats and rebuilds bring facts in any order: value, parts and evidence are the same."""
    shuffled = Random(seed).sample(facts, len(facts))

    assert sheet(shuffled) == sheet(facts)


@UNHURRIED
@given(facts=histories())
def test_two_quarters_add_up_to_their_half_year(facts: Sequence[Fact]) -> None:
    """What is counted once is counted in one period."""
    for code in ("S18", "S19", "S20", "S21", "S23"):
        quarters = [counted(facts, code, quarter).amount or 0 for quarter in (Q1, Q2)]

        assert sum(quarters) == counted(facts, code, H1).amount


@UNHURRIED
@given(facts=histories(), day=DAYS)
def test_what_was_known_is_counted_from_what_had_been_recorded(facts: Sequence[Fact], day: date) -> None:
    """Later facts change nothing about an earlier answer."""
    recorded = [fact for fact in facts if fact.recorded_at <= noon(day)]

    assert sheet(facts, known_at=noon(day)) == sheet(recorded)


@UNHURRIED
@given(facts=histories())
def test_the_evidence_alone_makes_the_number_again(facts: Sequence[Fact]) -> None:
    """An auditor with the events of the evidence, and nothing else, comes to the same number and parts."""
    for code, value in sheet(facts).items():
        assert counted(value.evidence, code, Q1) == value


def sheet(facts: Sequence[Fact], known_at: datetime | None = None) -> dict[str, Value]:
    """Every indicator of the first quarter."""
    return all_counted(facts, Q1, known_at)
