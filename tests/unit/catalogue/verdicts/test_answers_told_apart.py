"""The answers a question offers: one for each way in which the rules may take it, none that cannot be given."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.facts.reading import read_kept
from services.catalogue.domain.verdicts.answers import answers_to
from services.catalogue.domain.verdicts.question import Question
from tests.support.completions import profile
from tests.support.judged_measures import measure, rule, stands

ON = date(2023, 6, 1)
DID, FORM, COMUNE = "person.employment.did_on", "enterprise.legal_form", "person.residence.comune"
BORN = "person.birth_date"
KNOWN: dict[str, Any] = {
    "person.citizenship": "IT",
    "person.employment.naspi_from": "none",
    "enterprise.stage": "constituted",
    "project.amount": 9000,
}
WAITS: dict[str, Any] = {
    **KNOWN,
    "person.citizenship": "SN",
    "person.permit.kind": "RICH_ASILO",
    "person.permit.applied_on": "2023-05-01",
    "person.permit.expires_on": "2024-05-01",
}


def offered(fact: str, asks: dict[str, Any], **told: Any) -> set[str]:
    """What may be answered when a measure asks this."""
    facts = {name: value for name, value in {**KNOWN, **told}.items() if value is not None}
    judged = stands(measure("TRIAL", rule("asks", asks)), facts, ON)
    return {str(answer.given) for answer in answers_to(fact, [judged], profile(facts), ON)}


def test_what_has_happened_may_have_happened_today_and_not_tomorrow() -> None:
    """Or never."""
    assert offered(DID, {"fact": DID, "on_or_after": "2023-06-01"}) == {"1900-01-01", "2023-06-01"}
    assert offered(DID, {"fact": DID, "on_or_after": "2023-06-02"}) == {"1900-01-01"}
    assert offered(DID, {"fact": DID, "exists": True}) == {"1900-01-01", "none"}


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        ({"fact": FORM, "is": "srl"}, {"srl", "associazione"}),
        ({"fact": FORM, "exists": True}, {"associazione", "none"}),
    ],
)
def test_that_there_is_none_is_an_answer_where_it_makes_a_difference(asks: dict[str, Any], answers: set[str]) -> None:
    """A rule of one form takes none of it as any other form."""
    found = offered(FORM, asks)

    assert len(found) == len(answers)
    assert ("none" in found) is ("none" in answers)


def test_of_a_comune_only_comuni_are_offered() -> None:
    """A country is no answer to where somebody lives."""
    found = offered(COMUNE, {"fact": COMUNE, "in": ["109034", "109006"]})

    assert found
    assert not found & {"SN", "RO"}


def test_what_is_known_in_part_is_offered_in_that_part() -> None:
    """Who has said that it is one of two forms is offered no third one, and not that there is none."""
    asks = {"fact": FORM, "is": "srl", "exists": True}
    [other] = offered(FORM, asks) - {"srl", "none"}

    assert offered(FORM, asks, **{FORM: ["srl", other]}) == {"srl", other}
    assert offered(FORM, asks, **{FORM: [other, "snc"]}) == {other}


def test_of_what_is_known_in_part_each_word_left_may_be_the_answer() -> None:
    """Also where a word outside of that part would say the same to every rule."""
    asks = {"fact": FORM, "in": ["srl", "cooperativa"]}

    assert offered(FORM, asks, **{FORM: ["srl", "snc"]}) == {"srl", "snc"}


def test_that_somebody_lives_somewhere_is_an_answer() -> None:
    """A rule that asks only whether there is a residence is answered by any comune, and by none."""
    assert offered(COMUNE, {"fact": COMUNE, "exists": True}) == {"109006", "none"}


def test_by_what_another_fact_is_read_is_answered_in_each_way() -> None:
    """No rule asks for the version of a trade's code, and the trade means something else in each."""
    asks = {"fact": "project.ateco", "in_sectors": ["agricoltura_primaria"]}

    assert offered("project.ateco_version", asks, **{"project.ateco": "01.13"}) == {"2007", "2025"}


def test_the_ends_of_a_day_known_in_part_may_be_the_day() -> None:
    """Both of them, and no day beyond."""
    part = {DID: ["2023-01-01", "2023-01-02"]}

    assert offered(DID, {"fact": DID, "on_or_after": "2023-01-02"}, **part) == {"2023-01-01", "2023-01-02"}


def test_that_it_never_was_is_an_answer_where_any_day_would_do() -> None:
    """And not where it was on some day or other."""
    asks = {"fact": DID, "on_or_before": "2023-12-31"}

    assert offered(DID, asks) == {"1900-01-01", "none"}
    assert offered(DID, asks, **{DID: ["2023-01-01", "2023-01-02"]}) <= {"2023-01-01", "2023-01-02"}


def test_of_words_of_which_there_may_be_several_one_of_the_list_and_another_are_offered() -> None:
    """Whoever wants to pay wages, and whoever does not."""
    uses = "project.uses"
    found = offered(uses, {"fact": uses, "in": ["wages"]})

    assert len(found) == 2
    assert sum("wages" in answer for answer in found) == 1


def test_an_age_is_asked_for_the_day_on_which_it_counts() -> None:
    """Who waits for a title to allow it is 35 on the day of the measure, and not on that on which the waiting ends."""
    judged = stands(measure("TRIAL", rule("young", {"fact": BORN, "age_at_most": 35})), WAITS, ON)
    answers = answers_to(BORN, [judged], profile(WAITS), ON)

    assert {str(answer.given) for answer in answers} == {"1900-01-01", "1987-06-02"}


@pytest.mark.parametrize("rule_of_some", ["amounts", "windows"])
def test_what_an_amount_or_a_window_asks_is_asked_for_the_same_day(rule_of_some: str) -> None:
    """And not for that on which somebody may first apply, of which the title speaks."""
    young, always = {"fact": BORN, "age_at_most": 35}, {"opens": "2020-01-01", "closes": None}
    for_some: dict[str, Any] = {
        "amounts": [{"of": "loan", "max": 9000, "only_if": young}],
        "windows": [{**always, "only_if": young}],
    }
    asked_of_all: dict[str, Any] = {"windows": [always]}
    judged = stands(measure("TRIAL", **{**asked_of_all, rule_of_some: for_some[rule_of_some]}), WAITS, ON)
    answers = {str(answer.given) for answer in answers_to(BORN, [judged], profile(WAITS), ON)}

    assert judged.reasons[0].judging.on > judged.judged_on
    assert answers == {"1900-01-01", "1987-06-02"}


CITIZEN, TITLE, SINCE = "person.citizenship", "person.permit.kind", "person.in_italy_since"
ADI, ADI_SINCE = "person.household.adi", "person.household.adi_since"


def test_who_told_a_title_is_offered_no_citizenship_that_needs_none() -> None:
    """The answer would be refused beside it."""
    asks = {"fact": CITIZEN, "in": ["RO", "IT"]}

    assert offered(CITIZEN, asks, **{CITIZEN: None}) >= {"SN", "RO"}
    assert offered(CITIZEN, asks, **{CITIZEN: None, TITLE: "STUDIO"}) == {"SN"}


def test_another_word_is_offered_that_says_the_same_and_is_not_refused() -> None:
    """Who has a title is of Senegal or of another third country; a man's own business is led by no women."""
    of_senegal, alone = {"fact": CITIZEN, "is": "SN"}, {"fact": FORM, "in": ["ditta_individuale", "lavoro_autonomo"]}
    led_by_women = {"person.sex": "M", "enterprise.women_led": True}

    assert offered(CITIZEN, of_senegal, **{CITIZEN: None, TITLE: "STUDIO"}) == {"SN", "AD"}
    assert offered(FORM, alone) == {"associazione", "ditta_individuale"}
    assert offered(FORM, alone, **led_by_women) == {"associazione", "lavoro_autonomo"}


@pytest.mark.parametrize(("adi", "answers"), [(True, {"1900-01-01", "2023-02-01"}), (False, {"none"})])
def test_who_has_no_adi_is_offered_no_day_of_it(adi: Any, answers: set[str]) -> None:
    """Only that there is none is left."""
    asks = {"fact": ADI_SINCE, "on_or_after": "2023-02-01"}

    assert offered(ADI_SINCE, asks, **{ADI: adi}) == answers


def test_nobody_is_offered_to_have_come_before_being_born() -> None:
    """Who was born later than a rule asks for has not come in time."""
    asks = {"fact": SINCE, "on_or_before": "2010-12-31"}

    assert offered(SINCE, asks) == {"1900-01-01", "2011-01-01"}
    assert offered(SINCE, asks, **{BORN: "1988-03-14"}) == {"2010-12-30", "2011-01-01"}
    assert offered(SINCE, asks, **{BORN: "2011-01-01"}) == {"2011-01-01"}


def test_what_was_a_contradiction_before_excludes_no_answer() -> None:
    """Facts that were taken in before are asked about as they are."""
    told = {**KNOWN, CITIZEN: "RO", TITLE: "STUDIO"}
    judged = stands(measure("TRIAL", rule("asks", {"fact": FORM, "is": "srl"})), KNOWN, ON)

    assert answers_to(FORM, [judged], read_kept(told), ON)


def test_a_question_nobody_can_answer_decides_nothing() -> None:
    """Such as one whose every answer is excluded by what is known."""
    assert Question(DID, [], 1).expected == 0
