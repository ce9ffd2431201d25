"""What the catalogue says while little is known holds whatever is learned, and never hangs on how it was written."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from random import Random
from typing import Any

import pytest

from services.catalogue.domain.facts.fact import WhileIdea
from services.catalogue.domain.facts.vocabulary import OTHER_WAYS, VOCABULARY
from services.catalogue.domain.measure_document import MeasureDocument, read_document
from services.catalogue.domain.rules import expression
from services.catalogue.domain.verdicts.coverage import Covered
from services.catalogue.domain.verdicts.judged import Judged, judge
from services.catalogue.domain.verdicts.own_tests import facts_of
from services.catalogue.domain.verdicts.verdict import Verdict
from services.catalogue.domain.window import WindowState
from tests.support.completions import Written, can_be, completions, flat, profile
from tests.support.project_measures import MEASURE_FILES
from tests.support.small_rules import DOMAINS, PARTLY, SmallRules

ON = date(2024, 9, 10)
DID, CLAIM, STATUS = "person.employment.did_on", "person.employment.naspi_from", "person.employment.status"
TELLS_THE_STAGE = ("enterprise.constituted_on",)
"""Who says on which day it was constituted has answered the question of the stage."""
DECIDED = (Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE)
TRIED, MOST, SAMPLE = 300, 200, 6
"""How many measures are tried with one profile each, with how many completions; how many tests of an edition."""
MEASURES = list(MEASURE_FILES.values())
_MEMBERS: Mapping[tuple[str, Any], tuple[Any, ...]] = {
    ("enterprise.legal_form", "cooperativa"): ("sociale_a", "produzione_lavoro"),
    ("person.birth_date", ("2005-01-01", "2005-12-31")): ("2005-01-01", "2005-09-10", "2005-09-11", "2005-12-31"),
}
"""What something told in part may be, where it is not just one of those named."""


@pytest.fixture
def chance(seed: int) -> Random:
    """Chance that can be repeated."""
    return Random(seed)


def small(chance: Random, *, unfound: bool = True) -> Iterator[tuple[MeasureDocument, dict[str, Any]]]:
    """Small measures, each with a profile."""
    rules = SmallRules(chance, unfound=unfound)
    for _ in range(TRIED):
        yield rules.measure(), rules.profile()


def answer(measure: MeasureDocument, written: Written) -> Judged:
    """What the catalogue says on the day."""
    return judge(measure, profile(written), ON)


def turning_out(written: Written, but: Sequence[str] = ()) -> Iterator[Written]:
    """All that the person may turn out to be; what is in `but` stays as it is known."""
    domains = {name: values for name, values in DOMAINS.items() if name not in written}
    domains = {name: values for name, values in domains.items() if not _said_with_it(name, written)}
    domains |= {name: _members(name, value) for name, value in written.items() if value in PARTLY.get(name, ())}
    return islice(completions(written, {name: domains[name] for name in domains if name not in but}), MOST)


def _members(name: str, value: Any) -> tuple[Any, ...]:
    members: tuple[Any, ...] = _MEMBERS.get((name, value), value)
    return members


def test_what_is_decided_holds_whatever_the_unknown_turns_out_to_be(chance: Random) -> None:
    """Eligible and not eligible are said of every completion, or not at all."""
    for measure, told in small(chance):
        said = answer(measure, told).verdict
        for whole in turning_out(told) if said in DECIDED else ():
            found = answer(measure, whole).verdict
            assert found is said, (measure.model_dump_json(exclude_unset=True), told, whole)


def test_what_a_window_is_holds_whoever_one_turns_out_to_be(chance: Random) -> None:
    """Where nobody knows for whom it is, it is unknown; and who tells what it hangs on knows."""
    for measure, told in small(chance):
        said = answer(measure, told).chosen.window
        for whole in turning_out(told) if said.state is not WindowState.UNKNOWN else ():
            found = answer(measure, whole).chosen.window
            assert found.state is said.state, (measure.model_dump_json(exclude_unset=True), told, whole)


def test_how_much_is_covered_holds_whoever_one_turns_out_to_be(chance: Random) -> None:
    """Whole and in part are said of every completion for which there is an amount at all."""
    for measure, told in small(chance):
        said = answer(measure, told)
        decided = said.coverage.state in (Covered.FULL, Covered.PARTIAL)
        for whole in turning_out(told) if decided else ():
            found = answer(measure, whole)
            if found.judged_on == said.judged_on and found.coverage.state is not Covered.NOT_APPLICABLE:
                assert found.coverage.state is said.coverage.state, (measure.model_dump_json(), told, whole)


def test_learning_one_thing_more_changes_nothing_that_was_decided(chance: Random) -> None:
    """Not even for the time in between, while other things are still unknown."""
    for measure, told in small(chance):
        said = answer(measure, told).verdict
        for more in learned(told) if said in DECIDED else ():
            assert answer(measure, more).verdict is said, (measure.model_dump_json(exclude_unset=True), told, more)


def learned(told: Written) -> Iterator[Written]:
    """The same with one fact more; what founders choose is no fact one learns."""
    for name in DOMAINS:
        chosen = told.get("enterprise.stage") == "idea" and _is_open(name)
        if name not in told and not chosen and not _said_with_it(name, told):
            yield from filter(can_be, ({**told, name: value} for value in DOMAINS[name]))


def test_what_is_missing_is_all_that_can_decide(chance: Random) -> None:
    """As long as nobody answers what is missing, no other answer takes the verdict out of *to verify*."""
    for measure, told in small(chance):
        said = answer(measure, told)
        asked = [*said.missing, *(TELLS_THE_STAGE if "enterprise.stage" in said.missing else ())]
        for whole in turning_out(told, but=asked) if said.verdict is Verdict.TO_VERIFY else ():
            found = answer(measure, whole).verdict
            assert found in (Verdict.TO_VERIFY, Verdict.NOT_ELIGIBLE), (
                measure.model_dump_json(exclude_unset=True),
                told,
                whole,
            )


def test_who_answers_what_is_missing_is_asked_nothing_more(chance: Random) -> None:
    """What is still to be verified then is a rule nobody found, or never answered by a fact at all.

    Where an answer says which window is theirs it may say as well from which day on ages and stretches count, and
    with that day another question comes up.
    """
    for measure, told in small(chance):
        said = answer(measure, told)
        if said.window_hangs_on:
            continue
        for whole in turning_out(told, but=[name for name in DOMAINS if name not in said.missing]):
            assert not answer(measure, whole).missing, (measure.model_dump_json(exclude_unset=True), told, whole)


def test_the_order_in_which_things_are_written_changes_no_verdict_and_no_reason(chance: Random) -> None:
    """Of conditions, of the parts of a rule, of facts."""
    for measure, told in small(chance):
        mixed = read_document(shuffled(measure.model_dump(mode="json", by_alias=True, exclude_unset=True), chance))

        here, there = answer(measure, told), answer(mixed, dict(chance.sample(list(told.items()), len(told))))

        assert said_by(there) == said_by(here), (measure.model_dump_json(exclude_unset=True), told)


def shuffled(written: Any, chance: Random) -> Any:
    """The same with its conditions, and the parts of each all and any, in another order."""
    if isinstance(written, list):
        return [shuffled(each, chance) for each in written]
    if not isinstance(written, dict):
        return written
    inside = {name: shuffled(value, chance) for name, value in written.items()}
    for name in {"conditions", "all", "any"} & inside.keys():
        chance.shuffle(inside[name])
    return inside


def said_by(judged: Judged) -> tuple[Any, ...]:
    """What does not hang on any order."""
    reasons = {(reason.condition, reason.outcome, reason.mended_on) for reason in judged.reasons}
    todo = {(each.condition, each.code, each.by) for each in judged.todo}
    return judged.verdict, reasons, set(judged.missing), todo, judged.coverage.state


def test_the_same_question_has_the_same_answer(chance: Random) -> None:
    """Word for word, whoever asks and however often."""
    for measure, told in small(chance):
        again = read_document(measure.model_dump(mode="json", by_alias=True, exclude_unset=True))

        assert words_of(answer(again, dict(told))) == words_of(answer(measure, told))


def words_of(judged: Judged) -> list[tuple[str, str, str]]:
    """All that is said, in its order."""
    return [(reason.condition, reason.text.it, reason.text.en) for reason in judged.reasons]


MEMBERS, SHARES = (1, 2, 3, 4, 5, 9, 10, 11, 20_000), (0, 30, 59, 60, 100)
"""What founders may choose, on both sides of every number the rules ask for."""


def test_founders_to_whom_a_measure_is_open_can_choose_so_that_it_is_theirs(chance: Random) -> None:
    """Of what is still to be chosen while there is an idea, some choice fits; each thing is asked for once here."""
    for measure, told in small(chance, unfound=False):
        edition = measure.editions[0]
        once = [test.fact for condition in edition.conditions for test in condition.tests()]
        once += [
            test.fact for amount in edition.amounts if amount.only_if for test in expression.tests_in(amount.only_if)
        ]
        idea = {**told, "enterprise.stage": "idea", "enterprise.constituted_on": "none"}
        idea = {
            name: value
            for name, value in idea.items()
            if name not in ("enterprise.members", "enterprise.women_pct", "enterprise.applicants")
        }
        if len(set(once)) < len(once) or answer(measure, idea).verdict is not Verdict.ELIGIBLE:
            continue
        choices = [{**idea, "enterprise.members": n, "enterprise.women_pct": p} for n in MEMBERS for p in SHARES]
        choices.append({**idea, "enterprise.members": 0})
        assert any(answer(measure, chosen).verdict is Verdict.ELIGIBLE for chosen in choices), (measure, idea)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_what_the_projects_measures_decide_holds_whatever_is_learned(measure: MeasureDocument, chance: Random) -> None:
    """Everybody in their own tests, with some facts forgotten: who remembers them is told the same."""
    for edition in measure.editions:
        for test in chance.sample(edition.tests, min(SAMPLE, len(edition.tests))):
            whole = flat(facts_of(edition, test))
            for forgotten in (chance.sample(sorted(whole), min(number, len(whole))) for number in (1, 2, 4, 8)):
                told = {name: value for name, value in whole.items() if name not in forgotten}
                said = judge(measure, profile(told), test.on)
                if said.verdict in DECIDED and not left_open(told, forgotten):
                    assert judge(measure, profile(whole), test.on).verdict is said.verdict, (test.name, forgotten)


def left_open(told: Written, forgotten: Sequence[str]) -> bool:
    """Whether something is forgotten that counts as an expressed wish or choice, and not as a fact to be learned."""
    idea = told.get("enterprise.stage") == "idea"
    chosen = idea and any(_is_open(name) for name in forgotten)
    return chosen or bool({"project.interest_free", "enterprise.legal_form"} & set(forgotten))


def _said_with_it(name: str, told: Written) -> bool:
    """Whether who is not out of work has denied a DID, and a claim for NASpI with it."""
    out_of_work = {"unemployed", "first_job_seeker"} & {*_several(told.get(STATUS, "unemployed"))}
    return name == CLAIM and told.get(DID) == "none" and not out_of_work


def _several(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def _is_open(name: str) -> bool:
    meant = VOCABULARY.get(OTHER_WAYS.get(name, name))
    return meant is not None and meant.while_idea is WhileIdea.OPEN
