"""A claim for NASpI is a DID, too, and the earlier of both counts."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.facts.knowledge import Span
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.facts.reading import read_profile
from services.catalogue.domain.verdicts import words
from services.catalogue.domain.verdicts.answers import answers_to
from tests.support.completions import profile
from tests.support.judged_measures import measure, rule, stands

DID, CLAIM, STATUS = "person.employment.did_on", "person.employment.naspi_from", "person.employment.status"
JANUARY, AUGUST = date(2024, 1, 1), date(2024, 8, 1)


def who(did: Any = None, claim: Any = None, status: Any = None) -> Profile:
    """Somebody of whom this is told."""
    return read_profile({DID: did, CLAIM: claim, STATUS: status})


@pytest.mark.parametrize(
    ("did", "claim", "possible", "may_be_none"),
    [
        ("none", "none", None, True),
        ("none", JANUARY, Span(JANUARY, JANUARY), False),
        (JANUARY, "none", Span(JANUARY, JANUARY), False),
        (JANUARY, AUGUST, Span(JANUARY, JANUARY), False),
        (AUGUST, JANUARY, Span(JANUARY, JANUARY), False),
        ("none", [JANUARY, AUGUST], Span(JANUARY, AUGUST), False),
        ([JANUARY, AUGUST], date(2024, 3, 1), Span(JANUARY, date(2024, 3, 1)), False),
        ([JANUARY, AUGUST], [date(2024, 3, 1), date(2024, 9, 1)], Span(JANUARY, AUGUST), False),
        (None, AUGUST, Span(None, AUGUST), False),
        ("refused", AUGUST, Span(None, AUGUST), False),
        ("expired", [JANUARY, AUGUST], Span(None, AUGUST), False),
        (AUGUST, None, Span(None, AUGUST), False),
        ("none", None, Span(None, None), True),
        ("none", "refused", Span(None, None), True),
        (None, "none", Span(None, None), True),
        (None, None, Span(None, None), True),
    ],
)  # fmt: skip
def test_the_earlier_of_a_did_and_a_claim_counts(did: Any, claim: Any, possible: Span | None, may_be_none: Any) -> None:
    """Art. 21 D.Lgs. 150/2015: as far as both are known, and nothing is guessed of the one nobody told."""
    counts = who(did, claim)[DID]

    assert (counts.possible, counts.may_be_none) == (possible, may_be_none)


@pytest.mark.parametrize(
    ("status", "is_none"),
    [
        ("inactive", True),
        ("employed", True),
        (["student", "inactive"], True),
        ("unemployed", False),
        ("first_job_seeker", False),
        (["inactive", "unemployed"], False),
        (None, False),
    ],
)
def test_who_is_not_out_of_work_and_has_no_did_has_no_claim_that_runs(status: Any, is_none: Any) -> None:
    """Scenario A03 says of an inactive woman that there is no DID, and nothing of NASpI."""
    assert who("none", status=status)[DID].is_none is is_none


def test_a_claim_that_was_told_counts_whatever_the_status() -> None:
    """Nothing that somebody said is passed over."""
    assert who("none", JANUARY, "inactive").day(DID) == JANUARY
    assert not who("none", "refused", "inactive")[DID].known


@pytest.mark.parametrize(
    ("told", "behind"),
    [
        ({}, [DID, CLAIM]),
        ({"claim": AUGUST}, [DID]),
        ({"did": AUGUST}, [CLAIM]),
        ({"did": "none"}, [CLAIM, STATUS]),
        ({"did": "none", "status": "unemployed"}, [CLAIM]),
        ({"did": "none", "status": "inactive"}, []),
        ({"did": "none", "claim": [JANUARY, AUGUST]}, [CLAIM]),
        ({"did": "none", "claim": "refused"}, [CLAIM]),
        ({"did": AUGUST, "claim": JANUARY}, []),
    ],
)
def test_what_is_missing_is_what_was_not_told(told: dict[str, Any], behind: list[str]) -> None:
    """Who has told one of both is asked for the other, and not again for what is known."""
    assert list(who(**told).unknown_behind(DID)) == behind


def test_a_day_of_which_only_the_last_is_known_is_said_so() -> None:
    """Whoever reads the answer is told no day that nobody knows."""
    assert words.value(who(claim=AUGUST)[DID]) == ("non oltre 01/08/2024", "not after 2024-08-01")


def test_who_is_asked_of_naspi_is_given_answers_that_decide() -> None:
    """A claim may take the place of the DID that a condition asks for."""
    told = {DID: "none", STATUS: "unemployed", "person.citizenship": "RO"}
    on = date(2024, 9, 10)
    asked = [stands(measure("M", rule("did", {"fact": DID, "exists": True})), told, on)]

    answers = answers_to(CLAIM, asked, profile(told), on)

    assert {answer.is_none for answer in answers} == {True, False}
