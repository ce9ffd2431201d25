"""On the sheet a measure that a step would cost is applied for before that step is taken."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.sheets.orientation import Asked, orientation
from services.catalogue.domain.sheets.phrases import LANGUAGES
from services.catalogue.domain.sheets.steps import Step
from services.catalogue.domain.verdicts.conflict import conflicts
from tests.support.judged_measures import MARIA, ORIENTATION, project_measure, stands, who

SPRING = date(2026, 5, 1)
GRANT, LOAN, NASPI = "AUTOIMPIEGO_CENTRO_NORD", "MICROCREDITO_IMPR", "NASPI_ANTICIPATA"
OF_THE_REGION, CREDIT_FUND = "MARCHE_CREAZIONE_IMPRESA", "MARCHE_FONDO_NUOVO_CREDITO"
GUARANTEE = "FONDO_GARANZIA_PMI_MICROCREDITO"
TAILOR: dict[str, dict[str, Any]] = {
    "person": {
        "birth_date": "1994-02-10",
        "residence": {"comune": "109006"},
        "permit": {"kind": "UE_LP", "expires_on": "none"},
        "employment": {
            "status": "unemployed", "gol": False, "naspi_from": "2026-01-10", "naspi_until": "2027-06-30",
        },
        "business": {"vat_active": False},
    },
    "enterprise": {"legal_form": "ditta_individuale", "members": None},
    "project": {"amount": 30000, "comune": "109006", "ateco": "14.21", "ateco_version": "2025", "innovative": False},
}  # fmt: skip
"""A woman of 32 with NASpI and an idea."""


def tailor(**others: dict[str, Any]) -> Profile:
    """She, with some facts told otherwise."""
    told = {part: {**facts, **others.get(part, {})} for part, facts in TAILOR.items()}
    return who(MARIA, **told)


def steps(*codes: str, profile: Profile, on: date = SPRING, language: str = "it") -> list[Step]:
    """The steps of a sheet, as they are counted on it."""
    judged = [stands(project_measure(code), profile, on) for code in codes]
    part = orientation(Asked(judged, profile, on, position=7), language)[-1]
    return [step for _, some in part.steps for step in some]


def asked_by(some: list[Step]) -> list[tuple[str, str]]:
    """Who asks for each step, and by which condition; none asks to apply first."""
    return [(step.measure, step.condition) for step in some]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_grant_for_who_has_no_vat_number_is_applied_for_before_it_is_opened(language: str) -> None:
    """Who opened it to have the loan or NASpI would lose up to 30,000 euros."""
    found = asked_by(steps(GRANT, LOAN, NASPI, profile=tailor(), language=language))

    assert found == [
        (NASPI, "in_time"),
        (GRANT, ""),
        (LOAN, "constituted"),
        (LOAN, "vat_opened"),
        (NASPI, "claim_in_time"),
        (GRANT, "vat_after"),
        (NASPI, "clawback"),
    ]


def test_the_step_says_what_to_apply_for_and_before_what() -> None:
    """Whoever reads the step alone has to know."""
    [_, first, *_] = steps(GRANT, NASPI, profile=tailor())

    assert (first.order, first.due) == ("before_applying", "")
    assert first.what.text == (
        "Chiedere «Autoimpiego Centro-Nord Italia (ACN)» prima di aprire la partita IVA: dopo si rischia di perderla."
    )


def test_what_opens_later_is_applied_for_from_that_day_and_before_constituting() -> None:
    """Scenario A01: what the loan needs waits for 1 May 2023."""
    found = steps(LOAN, OF_THE_REGION, NASPI, profile=who(MARIA), on=ORIENTATION)
    places = {each: place for place, each in enumerate(asked_by(found))}
    first = found[places[OF_THE_REGION, ""]]

    assert first.due == "dal giorno 1 maggio 2023"
    assert "prima di costituire l'impresa" in first.what.text
    assert places[OF_THE_REGION, ""] < places[LOAN, "constituted"] < places[NASPI, "claim_in_time"]


@pytest.mark.parametrize("code", [GUARANTEE, CREDIT_FUND])
def test_what_asks_some_for_no_more_than_a_vat_number_comes_after_too(code: str) -> None:
    """A sole trader constitutes by opening one; of the fund something is still to be verified."""
    found = asked_by(steps(GRANT, code, profile=tailor()))

    assert found.index((GRANT, "")) < found.index((code, "constituted"))


def test_a_grant_that_is_still_to_be_verified_is_not_lost_meanwhile() -> None:
    """Whether it is for who settles in the crater nobody found: opening the VAT number first would end the question."""
    found = asked_by(steps(GRANT, LOAN, profile=tailor(project={"comune": "109002"})))

    assert found.index((GRANT, "")) < found.index((LOAN, "constituted"))


def test_of_two_that_the_same_step_would_cost_each_is_applied_for_once() -> None:
    """However many measures ask for the step."""
    found = asked_by(steps(OF_THE_REGION, LOAN, NASPI, profile=who(MARIA), on=ORIENTATION))

    assert found.count((OF_THE_REGION, "")) == 1


@pytest.mark.parametrize(
    ("codes", "profile"),
    [
        ((GRANT,), tailor()),
        ((LOAN, NASPI), tailor()),
        ((GRANT, NASPI), tailor(person={"business": {"vat_active": True}})),
        ((GRANT, NASPI), tailor(person={"birth_date": "1980-02-10"})),
    ],
    ids=["alone", "none forbids", "she has opened it already", "it is not for her"],
)
def test_nobody_is_sent_to_apply_first_where_no_step_would_cost_a_measure(
    codes: tuple[str, ...], profile: Profile
) -> None:
    """An order nobody needs is one thing more to mind."""
    assert [step for step in steps(*codes, profile=profile) if not step.condition] == []


def test_the_advice_tells_the_same_order() -> None:
    """For the grant beside NASpI, and beside the loan."""
    judged = [stands(project_measure(code), tailor(), SPRING) for code in (GRANT, LOAN, NASPI)]
    naspi, loan = sorted(conflicts(judged, tailor(), SPRING), key=lambda one: one.second.measure.id, reverse=True)

    assert {one.first.measure.id for one in (naspi, loan)} == {GRANT}
    assert (naspi.second.measure.id, loan.second.measure.id) == (NASPI, LOAN)
    assert "poi aprire la partita IVA e avviare l'attività, poi chiedere" in naspi.text.it
    assert "poi aprire la partita IVA, poi chiedere" in loan.text.it
