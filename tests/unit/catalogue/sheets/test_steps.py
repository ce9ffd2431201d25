"""What is put on paper as something to do, and how a measure stands that asks for nothing to be done."""

from services.catalogue.domain.sheets import standing_words
from services.catalogue.domain.sheets.phrases import phrases
from services.catalogue.domain.sheets.steps import steps_of
from services.catalogue.domain.verdicts.judged import judge
from tests.support.judged_measures import MARIA, ORIENTATION, measure, rule, who
from tests.support.measures import ADULT

ITALIAN = phrases("it")


def test_a_deadline_that_hangs_on_the_day_of_starting_is_minded_when_choosing_it() -> None:
    """It is nothing one chooses by itself."""
    in_time = rule("in_time", {"fact": "project.starts_on", "elapsed_at_most": {"days": 30}, "if_none": True})
    steps = steps_of(ITALIAN, judge(measure("LOAN", in_time), who(MARIA), ORIENTATION))

    assert [step.what.before for step in steps] == [ITALIAN.say("sheet", "choose_day", condition="")]


def test_an_amount_that_is_too_small_sends_nobody_to_do_something_first() -> None:
    """There is nothing to be done about it: what was checked is met, and the largest sum is told not to be enough."""
    loan = measure("LOAN", rule("age", ADULT), amounts=[{"of": "loan", "max": 10000}])
    said = standing_words.verdict(ITALIAN, judge(loan, who(MARIA), ORIENTATION))

    assert [line.text for line in said] == [ITALIAN.say("verdict", name) for name in ("eligible", "partial")]
