"""What is to be said of all measures together: each part is there, and knows what was suspended."""

from datetime import date

from services.catalogue.domain.known_measure import KnownMeasure
from services.catalogue.domain.reasons import SuspensionReason
from services.catalogue.domain.standing import Standing
from services.catalogue.domain.verdicts.advice import advice_on
from services.catalogue.domain.window import WindowState
from tests.support.judged_measures import MARIA, ORIENTATION, act, measure, project_measure, rule, who

FORBIDS = act("after", what="constitute", due="after_applying", forbidden_before=True, after="applying")
NEEDS = act("before", what="constitute", due="before_applying")
TEXT = {"it": "Non insieme.", "en": "Not together."}


def test_scenario_a01_is_told_everything_at_once() -> None:
    """Given the measures of the scenario, then their order, their conflict and their changes come together."""
    codes = ("MARCHE_CREAZIONE_IMPRESA", "NASPI_ANTICIPATA", "MICROCREDITO_IMPR", "RESTO_AL_SUD")
    advice = advice_on([KnownMeasure(project_measure(code)) for code in codes], who(MARIA), ORIENTATION)

    assert advice.ranking[0].judged.measure.id == "NASPI_ANTICIPATA"
    assert {one.first.measure.id for one in advice.conflicts} == {"MARCHE_CREAZIONE_IMPRESA"}
    assert (advice.changes[0].measure, advice.changes[0].change.on) == ("MARCHE_CREAZIONE_IMPRESA", date(2023, 5, 1))
    assert date(2024, 4, 1) in [each.change.on for each in advice.changes if each.measure == "NASPI_ANTICIPATA"]


def test_every_part_is_there() -> None:
    """Measures that get in each other's way, that exclude each other, and that hang on a question."""
    neet = rule("neet", {"fact": "person.employment.neet", "is": True})
    documents = [
        measure("A", FORBIDS, not_with=[{"measure": "B", "text": TEXT}]),
        measure("B", NEEDS),
        measure("C", neet),
    ]

    advice = advice_on([KnownMeasure(each) for each in documents], who(MARIA), ORIENTATION)

    assert ([c.first.measure.id for c in advice.conflicts], [p.other.measure.id for p in advice.not_together]) == (
        ["A"],
        ["B"],
    )
    assert advice.question is not None
    assert (advice.question.fact, list(advice.question.decides)) == ("person.employment.neet", ["C"])


def test_a_suspension_is_no_surprise_to_what_looks_ahead() -> None:
    """Suspended until 1 March: that day is told, and the order of both begins on it."""
    standing = Standing().suspended(date(2023, 1, 10), SuspensionReason.FUNDS_SHORT, "").resumed(date(2023, 3, 1))
    suspended = KnownMeasure(measure("A", FORBIDS), {"V1": standing})

    advice = advice_on([suspended, KnownMeasure(measure("B", NEEDS))], who(MARIA), ORIENTATION)

    first = next(each.change for each in advice.changes if each.measure == "A")
    assert (first.on, first.before.window, first.after.window) == (
        date(2023, 3, 1),
        WindowState.UPCOMING,
        WindowState.OPEN,
    )
    assert [conflict.order.first_on for conflict in advice.conflicts] == [date(2023, 3, 1)]


def test_of_no_measures_nothing_is_said() -> None:
    """An empty catalogue has an empty advice."""
    advice = advice_on([], who(MARIA), ORIENTATION)

    assert (list(advice.ranking), advice.question, list(advice.changes)) == ([], None, [])
