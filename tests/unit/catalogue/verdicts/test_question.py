"""What to ask next: the fact whose answer decides most measures."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.verdicts.judged import judge
from services.catalogue.domain.verdicts.question import Question, best_question
from services.catalogue.domain.verdicts.verdict import Verdict
from tests.support.judged_measures import MARIA, ORIENTATION, SAMIRA, measure, project_measure, rule, stands, who

GOL = rule("gol", {"fact": "person.employment.gol", "is": True})
NEET = rule("neet", {"fact": "person.employment.neet", "is": True})
SHELTER = rule("shelter", {"fact": "person.assisted_by_shelter", "is": True})
SMALL = rule("small", {"fact": "project.amount", "at_most": 25000})
MIDDLE = rule("middle", {"fact": "project.amount", "at_least": 10000, "at_most": 60000})
PACT = rule("pact", {"fact": "person.employment.psp_signed", "is": True}, "by_service")
UNKNOWN_RULE = rule("lost", {"fact": "project.amount", "at_most": "unknown"})
ENDLESS: dict[str, Any] = {"amounts": [{"of": "benefit", "max": 100}]}


def loan(code: str, *conditions: dict[str, Any]) -> MeasureDocument:
    """One against whose amounts no need is held."""
    return measure(code, *conditions, **ENDLESS)


def asked(documents: list[MeasureDocument], profile: Profile) -> Question | None:
    """The question about these measures at the orientation."""
    return best_question([stands(one, profile) for one in documents], profile, ORIENTATION)


def test_what_decides_most_is_asked_first() -> None:
    """Given two measures that hang on one fact and one that hangs on another, the one fact is asked."""
    question = asked([loan("A", NEET), loan("B", NEET), loan("C", GOL)], who(MARIA))

    assert question is not None
    assert (question.fact, question.expected, question.decides, question.open_in) == (
        "person.employment.neet",
        2,
        ["A", "B"],
        2,
    )
    assert (question.label.it, question.label.en) == (
        "né studio né lavoro (NEET)",
        "neither in study nor in work (NEET)",
    )


def test_an_answer_that_decides_only_against_counts_by_half() -> None:
    """Who is no NEET is done with A; who is one has still to be asked about GOL."""
    question = asked([loan("A", NEET, GOL), loan("B", NEET)], who(MARIA))

    assert question is not None
    assert {answer.value.given: list(answer.decides) for answer in question.answers} == {True: ["B"], False: ["A", "B"]}
    assert question.expected == 1.5


@pytest.mark.parametrize("documents", [[], [loan("A")], [loan("A", UNKNOWN_RULE)], [loan("A", PACT, UNKNOWN_RULE)]])
def test_it_stops_when_no_answer_decides_anything(documents: list[MeasureDocument]) -> None:
    """Nothing is undecided, or what is undecided hangs on a rule nobody has found."""
    assert asked(documents, who(MARIA)) is None


def test_what_can_still_end_a_measure_is_asked_even_where_a_rule_was_not_found() -> None:
    """One answer decides against it; the other leaves it to whoever finds the rule."""
    question = asked([loan("A", NEET, UNKNOWN_RULE)], who(MARIA))

    assert question is not None
    assert (question.fact, question.expected) == ("person.employment.neet", 0.5)


def test_nothing_is_asked_for_a_measure_that_is_closed() -> None:
    """Whatever the answer, nobody could apply: another question that decides one that is open comes first."""
    over: dict[str, Any] = {"windows": [{"opens": "2022-01-01", "closes": "2022-06-30"}]}
    closed = [measure(code, NEET, **ENDLESS, **over) for code in "AB"]

    question = asked([*closed, loan("C", GOL)], who(MARIA))

    assert question is not None
    assert (question.fact, question.open_in) == ("person.employment.gol", 1)
    assert asked(closed, who(MARIA)) is None


def test_nothing_is_asked_whose_every_answer_leaves_it_to_somebody_else() -> None:
    """In GOL or not, what is asked of the sum was found by nobody."""
    lost = UNKNOWN_RULE["require"]
    ways = [{"all": [{**GOL["require"], "is": told}, lost]} for told in (True, False)]

    assert asked([loan("A", rule("either", {"any": ways}))], who(MARIA)) is None


def test_what_decides_nothing_alone_is_asked_where_it_does_with_another() -> None:
    """Of two things either of which is enough, to have neither decides against; to have the one decides for it."""
    either = rule("either", {"any": [GOL["require"], NEET["require"]]})

    question = asked([loan("A", either, PACT)], who(MARIA))

    assert question is not None
    assert question.open_in == 1


def test_what_somebody_preferred_not_to_say_is_not_asked_again() -> None:
    """A refusal is an answer; what has expired is asked anew."""
    refused = who(MARIA, person={"employment": {"neet": "refused", "gol": "expired"}})

    question = asked([loan("A", NEET), loan("B", NEET), loan("C", GOL)], refused)

    assert question is not None
    assert question.fact == "person.employment.gol"
    assert asked([loan("A", NEET)], refused) is None


def test_what_would_tell_of_violence_is_asked_first_only_when_nothing_else_does_as_well() -> None:
    """As many measures hang on either: the other is asked. Many more hang on it: it is asked."""
    level = [loan("A", SHELTER), loan("B", NEET)]
    much_more = [loan("A", SHELTER), loan("C", SHELTER), loan("B", NEET)]
    little_more = [loan(f"S{n}", SHELTER) for n in range(5)] + [loan(f"N{n}", NEET) for n in range(4)]
    facts = [question.fact for each in (level, much_more, little_more) if (question := asked(each, who(MARIA)))]

    assert facts == ["person.employment.neet", "person.assisted_by_shelter", "person.employment.neet"]


def test_answers_are_taken_on_both_sides_of_every_limit_the_rules_name() -> None:
    """Two rules with limits at 10,000, 25,000 and 60,000 euros see four sorts of needs."""
    question = asked([loan("A", SMALL), loan("B", MIDDLE)], who(MARIA, project={"amount": None}))

    assert question is not None
    sums = [answer.value.given for answer in question.answers]
    assert [sum(1 for s in sums if low <= s <= high) for low, high in _STRETCHES] == [1, 1, 1, 1]
    assert all(list(answer.decides) == ["A", "B"] for answer in question.answers)


_STRETCHES = ((0, 9999), (10000, 25000), (25001, 60000), (60001, 10**9))


def test_answers_do_not_contradict_what_is_known_in_part() -> None:
    """Of somebody born in 1987 only days of 1987 are tried; nobody is not born, or born tomorrow."""
    young = loan("A", rule("young", {"fact": "person.birth_date", "age_at_most": 35}))
    told = who(MARIA, person={"birth_date": ["1987-01-01", "1987-12-31"]})
    untold = who(MARIA, person={"birth_date": None})

    in_1987, whenever = (asked([young], profile) for profile in (told, untold))

    assert in_1987 is not None
    assert {answer.value.day.year for answer in in_1987.answers if answer.value.day} == {1987}
    assert len(in_1987.answers) == 2
    assert whenever is not None
    assert all(answer.value.day and answer.value.day <= ORIENTATION for answer in whenever.answers)


def test_a_comune_is_answered_by_a_comune() -> None:
    """One inside of the area and one outside, and no code of another register."""
    here = loan("A", rule("here", {"fact": "person.residence.comune", "in_area": "fermo"}))

    question = asked([here], who(MARIA, person={"residence": {"comune": None}}))

    assert question is not None
    assert sorted(str(answer.value.given)[:3] == "109" for answer in question.answers) == [False, True]


def test_answering_what_is_asked_comes_to_an_end_with_everything_decided() -> None:
    """Each question is a new one, and what it says of an answer is what becomes of the measures."""
    documents = [loan("A", NEET, GOL), loan("B", NEET, SHELTER), loan("C", SMALL), loan("D", MIDDLE, GOL)]
    profile, seen = who(MARIA, project={"amount": None}), []
    while question := asked(documents, profile):
        assert question.fact not in seen
        seen.append(question.fact)
        answer = question.answers[0]
        before = _undecided(documents, profile)
        profile = profile.with_facts({question.fact: answer.value})
        assert before - _undecided(documents, profile) == set(answer.decides)

    assert not _undecided(documents, profile)


def _undecided(documents: list[MeasureDocument], profile: Profile, on: date = ORIENTATION) -> set[str]:
    return {one.id for one in documents if judge(one, profile, on).verdict is Verdict.TO_VERIFY}


def test_scenario_a03_asks_of_the_project_before_it_asks_what_reveals() -> None:
    """Of Samira nobody asks whether she is assisted by a shelter while her trade decides as much."""
    codes = ("MICROCREDITO_DI_LIBERTA", "ON_NUOVE_IMPRESE_TASSO_ZERO", "ISMEA_PIU_IMPRESA", "MICROCREDITO_IMPR")
    question = asked([project_measure(code) for code in codes], who(SAMIRA))

    assert question is not None
    assert not question.reveals
