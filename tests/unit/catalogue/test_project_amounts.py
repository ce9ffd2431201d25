"""What the measures of the project give, of what, and what one pays oneself: by the tier one is in."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.reading import read_profile
from services.catalogue.domain.sheets.proposal import amounts_for
from services.catalogue.domain.verdicts.judged import judge
from services.catalogue.domain.verdicts.own_tests import laid_over
from tests.support.project_measures import MEASURE_FILES

MEASURES = {measure.id: measure for measure in MEASURE_FILES.values()}
FOUNDED = {"stage": "constituted", "constituted_on": "2022-03-01", "size": "micro"}
OUT_OF_WORK = {"status": "unemployed"}


def edition(measure_id: str, edition_id: str) -> Edition:
    """One edition of one measure."""
    return next(e for e in MEASURES[measure_id].editions if e.id == edition_id)


def test_the_regional_grant_is_a_flat_sum_and_no_smallest_need() -> None:
    """Who needs 12,000 euros may ask for it."""
    assert [(a.flat, a.min, a.max) for a in edition("MARCHE_CREAZIONE_IMPRESA", "2022").amounts] == [
        (20000, None, None)
    ]


def test_the_extra_ten_thousand_euros_are_no_part_of_the_ceiling() -> None:
    """A first need of 45,000 euros is covered in part: the extension comes after six punctual instalments."""
    with_extension = [
        edition("MICROCREDITO_IMPR", "V1"),
        edition("MARCHE_FONDO_MICROCREDITO", "V1"),
        edition("MICROCREDITO_DI_LIBERTA", "V1"),
        edition("FONDO_GARANZIA_PMI_MICROCREDITO", "V1"),
    ]

    seen = [(e.amounts[0].max, e.amounts[0].extension and e.amounts[0].extension.add) for e in with_extension]
    assert seen == [(40000, 10000)] * 4


@pytest.mark.parametrize(
    ("measure_id", "told", "own"),
    [
        ("SMART_START_ITALIA", {"enterprise": {"women_pct": 100, "under_36_pct": 0}}, 10),
        ("SMART_START_ITALIA", {"enterprise": {"women_pct": 99, "under_36_pct": 100}}, 10),
        ("SMART_START_ITALIA", {"enterprise": {"women_pct": 99, "under_36_pct": 99}}, 20),
        ("IMPRESE_BORGHI", {}, 0),
        ("IMPRESE_BORGHI", {"enterprise": {**FOUNDED, "women_pct": 50, "under_36_pct": 50}}, 10),
        ("IMPRESE_BORGHI", {"enterprise": {**FOUNDED, "women_pct": 51, "under_36_pct": 50}}, 0),
        ("IMPRESE_BORGHI", {"enterprise": {**FOUNDED, "women_pct": 50, "under_36_pct": 51}}, 0),
        ("FONDO_IMPRESA_FEMMINILE", {"project": {"amount": 50000}}, 20),
        ("FONDO_IMPRESA_FEMMINILE", {"project": {"amount": 50000}, "person": {"employment": OUT_OF_WORK}}, 10),
        ("FONDO_IMPRESA_FEMMINILE", {"project": {"amount": 100001}}, 50),
        ("AUTOIMPIEGO_CENTRO_NORD", {"project": {"amount": 30000}}, 0),
        ("AUTOIMPIEGO_CENTRO_NORD", {"project": {"amount": 30001}}, 35),
        ("AUTOIMPIEGO_CENTRO_NORD", {"project": {"amount": 40000, "innovative": True}}, 0),
        ("AUTOIMPIEGO_CENTRO_NORD", {"project": {"amount": 40001, "innovative": True}}, 35),
        ("AUTOIMPIEGO_CENTRO_NORD", {"project": {"amount": 120000}}, 35),
        ("AUTOIMPIEGO_CENTRO_NORD", {"project": {"amount": 120001}}, 40),
        ("RESTO_AL_SUD_2_0", {"project": {"amount": 40000}}, 0),
        ("RESTO_AL_SUD_2_0", {"project": {"amount": 40001}}, 25),
        ("RESTO_AL_SUD_2_0", {"project": {"amount": 50000, "innovative": True}}, 0),
        ("RESTO_AL_SUD_2_0", {"project": {"amount": 50001, "innovative": True}}, 25),
        ("RESTO_AL_SUD_2_0", {"project": {"amount": 120000}}, 25),
        ("RESTO_AL_SUD_2_0", {"project": {"amount": 120001}}, 30),
        ("MARCHE_FCNI", {"project": {"amount": 50000}}, 20),
    ],
)
def test_what_one_pays_oneself_is_that_of_ones_own_tier(measure_id: str, told: dict[str, Any], own: int) -> None:
    """Both sides of every limit that decides which share of the expense is covered."""
    [last] = MEASURES[measure_id].editions[-1:]
    profile = read_profile(laid_over(last.test_facts, told))

    assert judge(MEASURES[measure_id], profile, last.begins).coverage.own_pct == own


@pytest.mark.parametrize(("amount", "form", "share"), [(50000, "snc", 80), (50001, "snc", 60), (75001, "srl", 60)])
def test_the_guarantee_is_less_above_50000_euros(amount: int, form: str, share: int) -> None:
    """80 % below, 60 % above: a loan of 60,000 is not told that 80 % of it is guaranteed."""
    fund = MEASURES["FONDO_GARANZIA_PMI_MICROCREDITO"]
    told = {"project": {"amount": amount}, "enterprise": {"legal_form": form}}
    judged = judge(fund, read_profile(laid_over(fund.editions[-1].test_facts, told)), date(2024, 2, 1))

    assert {each.guarantee_pct for each in amounts_for(judged)} == {share}
