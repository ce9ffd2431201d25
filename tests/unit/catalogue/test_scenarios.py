"""The acceptance scenarios of the desk that concern matching, over every measure file of the project."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pytest
import yaml

from services.catalogue.domain.facts.reading import read_profile
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.verdicts.conflict import conflicts
from services.catalogue.domain.verdicts.coverage import Covered
from services.catalogue.domain.verdicts.for_a_business import is_for_a_business
from services.catalogue.domain.verdicts.judged import Judged, judge
from services.catalogue.domain.verdicts.own_tests import laid_over
from services.catalogue.domain.verdicts.reason import Reason
from services.catalogue.domain.verdicts.shown import PERMIT_SHORTER
from services.catalogue.domain.verdicts.verdict import Verdict
from services.catalogue.domain.window import WindowState
from tests.support.project_measures import MEASURE_FILES
from tests.support.scenario_facts import A01, A03, A04, A07, A11, A12

MEASURES = tuple(MEASURE_FILES.values())
A01_ON, A03_ON, A04_ON = date(2023, 1, 16), date(2023, 2, 2), date(2023, 1, 23)
A07_ON, A11_ON, A12_ON = date(2023, 2, 13), date(2023, 2, 9), date(2023, 2, 16)


def answers(facts: str, on: date, **others: Any) -> Mapping[str, Judged]:
    """How every measure stands on a day, by its id; some facts may be told otherwise."""
    profile = read_profile(laid_over(yaml.safe_load(facts), others))
    return {measure.id: judge(measure, profile, on) for measure in MEASURES}


def reason(answer: Judged, condition: str) -> Reason:
    """What an answer says of one condition."""
    return next(each for each in answer.reasons if each.condition == condition)


def todo(answer: Judged) -> set[str]:
    """The conditions for which something is to be done."""
    return {each.condition for each in answer.todo}


def kinds(found: Iterable[Judged], *wanted: str) -> list[Judged]:
    """Those of some kinds."""
    return [each for each in found if each.measure.kind in wanted]


@pytest.mark.parametrize("facts", [A01, A03, A04, A07, A11, A12])
def test_no_measure_is_ever_dropped_from_the_answer(facts: str) -> None:
    """Given anybody of the scenarios, when matched, then each measure is answered once."""
    assert list(answers(facts, A01_ON)) == [measure.id for measure in MEASURES]


def test_a01_the_title_allows_it_and_nothing_more_is_asked_of_it() -> None:
    """Given a permit for employed work, then its kind and its validity are all that measures for anybody look at."""
    for code, answer in answers(A01, A01_ON).items():
        asked = {each.condition for each in answer.reasons if each.fact.startswith("person.permit")}
        assert asked - {"title", "title_leads_there"} == {"permit", "permit_valid"}, code
        assert reason(answer, "permit").outcome is Truth.TRUE


def test_a01_naspi_in_advance_is_eligible_with_the_claim_still_to_make() -> None:
    """Given NASpI until March 2024, then the claim comes within 30 days of subscribing the share."""
    naspi = answers(A01, A01_ON)["NASPI_ANTICIPATA"]
    [claim] = [each for each in naspi.todo if each.condition == "claim_in_time"]
    [clawback] = [each for each in naspi.todo if each.condition == "clawback"]

    assert (naspi.verdict, naspi.chosen.window.state) == (Verdict.ELIGIBLE, WindowState.OPEN)
    assert (str(claim.within), claim.after) == ("30 days", "subscription")
    assert "own cooperative does not count" in clawback.what.en


def test_a01_the_microcredit_waits_for_the_cooperative_to_be_constituted() -> None:
    """Given an idea of 30,000 euros, then the whole need is covered once there is an enterprise to lend to."""
    microcredit = answers(A01, A01_ON)["MICROCREDITO_IMPR"]

    assert (microcredit.edition.id, microcredit.verdict) == ("V1", Verdict.CONDITIONAL)
    assert reason(microcredit, "constituted").outcome is Truth.FALSE
    assert "constituted" in todo(microcredit)
    assert (microcredit.coverage.state, microcredit.coverage.most) == (Covered.FULL, 40000)


def test_a01_the_regional_grant_covers_a_part_and_opens_in_may() -> None:
    """Given a flat grant of 20,000 euros, then it is partial, upcoming, and nobody constitutes before applying."""
    grant = answers(A01, A01_ON)["MARCHE_CREAZIONE_IMPRESA"]
    [constitute] = [each for each in grant.todo if each.condition == "constitute_after"]

    assert (grant.edition.id, grant.verdict) == ("2022", Verdict.CONDITIONAL)
    assert (grant.coverage.state, grant.coverage.most) == (Covered.PARTIAL, 20000)
    assert (grant.chosen.window.state, grant.chosen.window.opens_on) == (WindowState.UPCOMING, date(2023, 5, 1))
    assert "do not constitute it before" in constitute.what.en


def test_a01_what_comes_first_is_shown_where_two_good_measures_cross() -> None:
    """Given the grant that forbids to constitute first, then NASpI and microcredit are each told to come after it."""
    profile = read_profile(yaml.safe_load(A01))
    found = conflicts(list(answers(A01, A01_ON).values()), profile, A01_ON)
    after = {each.second.measure.id for each in found if each.first.measure.id == "MARCHE_CREAZIONE_IMPRESA"}

    assert {"NASPI_ANTICIPATA", "MICROCREDITO_IMPR"} <= after


@pytest.mark.parametrize(("code", "condition"), [("RESTO_AL_SUD", "seat"), ("ITALIA_ECONOMIA_SOCIALE", "amount_min")])
def test_a01_what_does_not_fit_says_which_condition(code: str, condition: str) -> None:
    """Given a seat outside the crater and less than 100,000 euros, then two measures are certainly not for her."""
    found = answers(A01, A01_ON)[code]

    assert (found.verdict, reason(found, condition).outcome) == (Verdict.NOT_ELIGIBLE, Truth.FALSE)


def test_a01_what_is_over_is_closed_and_what_is_undecided_is_to_verify() -> None:
    """Given the desk's January 2023, then SELFIEmployment is over; which cooperative it is, Nuova Marcora asks."""
    found = answers(A01, A01_ON)

    assert found["SELFIEMPLOYMENT_2021"].chosen.window.state is WindowState.CLOSED
    assert found["NUOVA_MARCORA"].verdict is Verdict.TO_VERIFY
    assert reason(found["NUOVA_MARCORA"], "legal_form").outcome is Truth.UNKNOWN


@pytest.mark.parametrize("code", ["MICROCREDITO_IMPR", "MICROCREDITO_SOCIALE", "FIDIPERSONA_MICROCREDITO"])
def test_a03_who_wants_no_interest_is_told_why_a_market_loan_is_out(code: str) -> None:
    """Given “no interest”, then a loan that bears it is not eligible, for that reason."""
    found = answers(A03, A03_ON)[code]

    assert found.verdict is Verdict.NOT_ELIGIBLE
    assert reason(found, "interest_free").outcome is Truth.FALSE
    assert "interest" in reason(found, "interest_free").text.en


def test_a03_without_a_did_the_grant_is_conditional_and_the_cpi_comes_next() -> None:
    """Given somebody inactive without a DID, then the grant of May asks for the DID and nothing else."""
    grant = answers(A03, A03_ON)["MARCHE_CREAZIONE_IMPRESA"]

    assert (grant.verdict, grant.coverage.state) == (Verdict.CONDITIONAL, Covered.FULL)
    assert (grant.chosen.window.state, grant.chosen.window.opens_on) == (WindowState.UPCOMING, date(2023, 5, 1))
    assert {each.condition for each in grant.reasons if each.outcome is Truth.FALSE} == {"employment", "did"}
    assert {"employment", "did"} <= todo(grant)
    assert "CPI" in reason(grant, "did").text.it


def test_a03_once_unemployed_with_a_did_the_grant_is_eligible() -> None:
    """Given the DID of 10 February, when matched again, then eligible, and still to open."""
    employment = {"status": "unemployed", "did_on": date(2023, 2, 10)}
    grant = answers(A03, date(2023, 2, 13), person={"employment": employment})["MARCHE_CREAZIONE_IMPRESA"]

    assert (grant.verdict, grant.chosen.window.state) == (Verdict.ELIGIBLE, WindowState.UPCOMING)


def test_a04_of_a_citizen_of_the_union_no_title_is_asked() -> None:
    """Given a Romanian citizen, then no measure waits for a residence title."""
    for answer in answers(A04, A04_ON).values():
        assert reason(answer, "permit").outcome is Truth.TRUE
        assert "person.permit.kind" not in answer.missing


def test_a04_the_citizenship_counts_and_not_the_place_of_birth() -> None:
    """Given a Moldovan citizen born in Romania, then every measure asks for the title and none is eligible yet."""
    for answer in answers(A04, A04_ON, person={"citizenship": "MD", "born_in": "RO"}).values():
        assert "person.permit.kind" in answer.missing
        assert answer.verdict in (Verdict.TO_VERIFY, Verdict.NOT_ELIGIBLE)


def test_a07_temporary_protection_allows_it_on_the_mere_receipt_and_shows_that_this_is_unconfirmed() -> None:
    """Given the receipt alone, then the title allows self-employment, with its mark for the operator."""
    for answer in answers(A07, A07_ON).values():
        permit, valid = reason(answer, "permit"), reason(answer, "permit_valid")
        assert (permit.outcome, valid.outcome) == (Truth.TRUE, Truth.TRUE)
        assert permit.unverified


def test_a07_a_permit_shorter_than_the_loan_changes_no_verdict() -> None:
    """Given loans of 84 months, then a title of one year or of ten gives the same verdict: the lender decides."""

    def loans(expires: date) -> dict[str, Judged]:
        permit = {"issued_on": date(2022, 5, 1), "expires_on": expires}
        found = kinds(answers(A07, A07_ON, person={"permit": permit}).values(), "loan")
        return {each.measure.id: each for each in found if each.chosen.window.state is WindowState.OPEN}

    short, long = loans(date(2024, 3, 4)), loans(date(2033, 3, 4))
    assert {code: each.verdict for code, each in short.items()} == {code: each.verdict for code, each in long.items()}
    assert short["MICROCREDITO_IMPR"].verdict is Verdict.CONDITIONAL
    assert PERMIT_SHORTER in short["MICROCREDITO_IMPR"].shown
    assert PERMIT_SHORTER not in long["MICROCREDITO_IMPR"].shown


def test_a07_every_loan_of_84_months_carries_the_note_that_the_permit_is_shorter() -> None:
    """Given a title of one year, then whatever is repaid in seven says that the lender decides."""
    permit = {"issued_on": date(2022, 5, 1), "expires_on": date(2024, 3, 4)}
    found = answers(A07, A07_ON, person={"permit": permit}).values()
    long = {each.measure.id: each for each in found if each.edition.repayment_months_max == 84}

    assert {"MICROCREDITO_IMPR", "MARCHE_FONDO_MICROCREDITO", "SELFIEMPLOYMENT_2021"} <= long.keys()
    assert [code for code, each in long.items() if PERMIT_SHORTER not in each.shown] == []


def test_a11_a_seasonal_permit_is_never_enough_and_the_answer_speaks_of_conversion() -> None:
    """Given a seasonal title, then every measure is not eligible for the title, which may be converted."""
    for answer in answers(A11, A11_ON).values():
        assert (answer.verdict, reason(answer, "permit").outcome) == (Verdict.NOT_ELIGIBLE, Truth.FALSE)
        assert "converted" in reason(answer, "permit").text.en


def test_a12_a_mutual_aid_society_may_not_trade_and_the_answer_says_what_to_form() -> None:
    """Given a mutual aid society for a bakery, then no loan for a business fits, by L. 3818/1886; a cooperative may."""
    found = kinds(answers(A12, A12_ON).values(), "loan", "grant", "guarantee")
    for answer in (each for each in found if is_for_a_business(each.edition)):
        warning = reason(answer, "can_trade")
        assert (answer.verdict, warning.outcome) == (Verdict.NOT_ELIGIBLE, Truth.FALSE)
        assert "L. 3818/1886" in warning.source
        assert "cooperativa o impresa sociale" in warning.text.it


def test_a12_no_loan_whatever_fits_a_mutual_aid_society() -> None:
    """Given the society, then not one loan may be had, today or later; those for a business are certainly out."""
    for answer in kinds(answers(A12, A12_ON).values(), "loan"):
        assert answer.verdict not in (Verdict.ELIGIBLE, Verdict.CONDITIONAL), answer.measure.id


def test_a12_as_a_cooperative_the_bakery_has_measures_to_look_at() -> None:
    """Given the form changed to a cooperative, when matched again, then the warning is gone and loans fit."""
    found = answers(A12, A12_ON, enterprise={"legal_form": "cooperativa"})

    assert not [each for answer in found.values() for each in answer.reasons if each.condition == "can_trade"]
    assert found["MICROCREDITO_IMPR"].verdict is Verdict.CONDITIONAL
