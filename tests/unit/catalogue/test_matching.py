"""What the catalogue answers about a profile: every measure, why, and what would change it."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from somicis.catalogue.v1 import match_pb2, measure_pb2
from somicis.catalogue.v1.match_pb2 import MatchManyRequest, MatchProfile, MatchTerms

from chassis.modelling import InvalidField
from chassis.serving import Role
from services.catalogue.domain.refusals import MeasureNotFound
from tests.support.catalogue_service import CatalogueService
from tests.support.measures import A_TEXT, an_edition, the_next_edition, written

ADULT = """
person: {citizenship: SN, birth_date: 1988-03-14, permit: {kind: LAV_SUB, expires_on: 2024-03-31}}
project: {amount: 5000}
"""
YOUNG = ADULT.replace("1988-03-14", "2010-03-14")


def explained(service: CatalogueService, facts: str, day: str = "2023-01-09", **asked: Any) -> match_pb2.Explanation:
    """Why the only measure there is stands as it does."""
    [explanation] = service.matched(day, facts=facts, **asked).explanations
    return explanation


def reason(explanation: match_pb2.Explanation, condition: str) -> match_pb2.Reason:
    """The reason of one condition."""
    return next(each for each in explanation.reasons if each.condition_id == condition)


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [("", "TO_VERIFY"), (ADULT, "ELIGIBLE"), (YOUNG, "NOT_ELIGIBLE"), (ADULT.replace("5000", "50000"), "CONDITIONAL")],
)
def test_the_facts_make_the_verdict(service: CatalogueService, facts: str, verdict: str) -> None:
    """Nothing known, everything met, something that cannot be mended, a need that is covered in part."""
    [match] = service.stock(written()).matched("2023-01-09", facts=facts).matches

    assert measure_pb2.Verdict.Name(match.verdict) == f"VERDICT_{verdict}"


def test_a_reason_says_what_was_asked_what_is_known_and_what_follows(service: CatalogueService) -> None:
    """For the operator in words, for a program as data, for the auditor as a tree."""
    age = reason(explained(service.stock(written()), YOUNG), "age")

    assert (age.outcome, age.fact, age.about) == (match_pb2.OUTCOME_FALSE, "person.birth_date", "person")
    assert json.loads(age.value_json) == "2010-03-14"
    assert json.loads(age.required_json) == {"age_at_least": 18}
    assert age.required.it == "almeno 18 anni compiuti"
    assert "14/03/2010" in age.text.it
    assert age.tree == match_pb2.Finding(
        outcome=match_pb2.OUTCOME_FALSE,
        standing=match_pb2.STANDING_JUDGED,
        fact="person.birth_date",
        value_json='"2010-03-14"',
        required_json='{"age_at_least": 18}',
    )


def test_a_fact_that_nobody_told_is_null_and_missing(service: CatalogueService) -> None:
    """Refused is another thing than not asked."""
    service.stock(written())
    unasked, refused = (explained(service, f"person: {{birth_date: {word}}}") for word in ("null", "refused"))

    assert [reason(each, "age").value_json for each in (unasked, refused)] == ["null", '"refused"']
    assert "person.birth_date" in unasked.missing
    assert list(reason(unasked, "age").missing) == ["person.birth_date"]


def test_what_changes_nothing_is_shown(service: CatalogueService) -> None:
    """Judgements with who makes them, notes with why they are not evaluated."""
    conditions = [
        {"id": "plan", "about": "project", "text": A_TEXT, "judged_by": "lender"},
        {"id": "aid", "about": "enterprise", "text": A_TEXT, "noted": A_TEXT},
    ]
    shown = explained(service.stock(written(an_edition(conditions=conditions))), ADULT).shown

    assert [(each.condition_id, each.judged_by, each.why.en) for each in shown] == [
        ("plan", "lender", ""),
        ("aid", "", "Something"),
    ]
    assert [each.kind for each in shown] == [match_pb2.SHOWN_KIND_JUDGEMENT, match_pb2.SHOWN_KIND_NOTE]


def test_the_need_is_held_against_the_amount(service: CatalogueService) -> None:
    """With the own share, where there is one."""
    amounts = [{"of": "spend", "min": 1000, "max": 10000, "coverage_pct": 80}]
    coverage = explained(service.stock(written(an_edition(amounts=amounts))), ADULT).coverage

    assert coverage == match_pb2.Coverage(
        state=match_pb2.COVERAGE_STATE_FULL, need_json="5000", most=10000, least=1000, of="spend", own_pct=20
    )


def test_an_edition_whose_day_of_publication_nobody_found_is_taken_as_published_and_says_so(
    service: CatalogueService,
) -> None:
    """The third date, beside effect and recording."""
    service.stock(written(an_edition(published_on="2020-03-01")))

    assert explained(service, ADULT).published_on == "2020-03-01"
    assert service.matched("2020-02-29").matches[0].window == measure_pb2.WINDOW_STATE_NOT_PUBLISHED
    assert explained(service.stock(written()), ADULT).published_on == ""


def test_only_the_measure_asked_for_is_answered(service: CatalogueService) -> None:
    """And one that nobody has is not found."""
    service.stock(written(), written(id="ANOTHER"))

    assert [each.measure_id for each in service.matched(measure_id="ANOTHER").explanations] == ["ANOTHER"]
    with pytest.raises(MeasureNotFound):
        service.matched(measure_id="NONE")


def test_an_answer_in_brief_has_the_same_matches_and_no_reasons(service: CatalogueService) -> None:
    """Who asks for a service needs no words."""
    service.stock(written())
    whole, brief = (service.matched(facts=ADULT, brief=brief) for brief in (False, True))

    assert list(whole.matches) == list(brief.matches)
    assert (len(whole.explanations), len(brief.explanations)) == (1, 0)
    assert whole.content_hash == brief.content_hash


def test_a_question_about_the_past_is_answered_with_what_was_known_then(service: CatalogueService) -> None:
    """A correction of February does not change what January was told."""
    service.stock(written(an_edition(conditions=[_aged(40)])))
    service.clock.set(datetime(2023, 2, 1, 9, tzinfo=UTC))
    service.stock(written(an_edition(conditions=[_aged(18)])))

    then, now = (service.matched("2023-02-01", facts=ADULT, known_at=at).matches[0] for at in ("2023-01-31", ""))

    assert (then.verdict, now.verdict) == (measure_pb2.VERDICT_NOT_ELIGIBLE, measure_pb2.VERDICT_ELIGIBLE)


def _aged(years: int) -> dict[str, Any]:
    rule = {"fact": "person.birth_date", "age_at_least": years}
    return {"id": "age", "about": "person", "text": A_TEXT, "require": rule, "fixable": "fixed"}


def test_a_stream_of_profiles_is_answered_one_by_one_under_the_keys_it_came_with(service: CatalogueService) -> None:
    """In order, in brief, with the terms of the first message; wrong facts stop nobody else."""
    service.stock(written(), written(the_next_edition(), id="LATER"))
    asked = [
        MatchManyRequest(terms=MatchTerms(as_of="2023-01-09")),
        *(MatchManyRequest(profile=MatchProfile(key=k, facts=f)) for k, f in [("a", ADULT), ("b", "x: 1"), ("c", "")]),
    ]

    first, wrong, last = service.servicer().MatchMany(iter(asked), service.call())

    assert [each.key for each in (first, wrong, last)] == ["a", "b", "c"]
    assert first.matches[1] == match_pb2.MatchInBrief(
        measure_id="TRIAL_LOAN",
        edition_id="V1",
        verdict=measure_pb2.VERDICT_ELIGIBLE,
        window=measure_pb2.WINDOW_STATE_OPEN,
        opens_on="2020-01-01",
        closes_on="2023-12-31",
    )
    assert [len(each.explanations) for each in (first, wrong, last)] == [0, 0, 0]
    assert ([each.fact for each in wrong.problems], list(wrong.matches)) == (["x"], [])
    assert [each.verdict for each in last.matches] == [measure_pb2.VERDICT_TO_VERIFY] * 2


def test_a_stream_explains_when_it_is_asked_to_and_says_what_a_match_says(service: CatalogueService) -> None:
    """Terms and first profile may come together; the two ways of asking agree."""
    service.stock(written())
    terms = MatchTerms(as_of="2023-01-09", explain=True, measure_id="TRIAL_LOAN")
    asked = MatchManyRequest(terms=terms, profile=MatchProfile(facts=YOUNG))

    [answer] = service.servicer().MatchMany(iter([asked]), service.call(Role.EDITOR))

    assert list(answer.explanations) == [explained(service, YOUNG)]


def test_terms_are_given_once(service: CatalogueService) -> None:
    """All profiles of a stream are held against the same."""
    terms = MatchManyRequest(terms=MatchTerms(as_of="2023-01-09"))

    with pytest.raises(InvalidField, match="terms"):
        list(service.servicer().MatchMany(iter([terms, terms]), service.call()))


def test_who_is_shown_no_sensitive_measure_is_told_how_many_there_are(service: CatalogueService) -> None:
    """Operators of partners match what they type, and are not offered what says something of a life."""
    service.stock(written(), written(an_edition(sensitive=True), id="SHELTERED"))

    answer = service.matched(role=Role.ORIENTATION, facts=ADULT)

    assert ([each.measure_id for each in answer.explanations], answer.reserved_count) == (["TRIAL_LOAN"], 1)
    with pytest.raises(MeasureNotFound):
        service.matched(role=Role.ORIENTATION, measure_id="SHELTERED")
