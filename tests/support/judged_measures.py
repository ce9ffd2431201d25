"""Measures as they stand for somebody, for tests that begin where judging ends."""

from datetime import date
from functools import cache
from typing import Any

from services.catalogue.application.measure_files import PROJECT_MEASURES, read_text
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.facts.reading import read_profile
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.verdicts.judged import Judged, judge
from services.catalogue.domain.verdicts.own_tests import laid_over
from tests.support.measures import A_TEXT, a_document, an_edition

ORIENTATION = date(2023, 1, 16)
MARIA: dict[str, Any] = {
    "person": {
        "citizenship": "SN",
        "sex": "F",
        "birth_date": "1988-03-14",
        "residence": {"comune": "109034", "since": "2015-06-01"},
        "permit": {
            "kind": "LAV_SUB",
            "issued_on": "2022-04-01",
            "expires_on": "2024-03-31",
            "renewal_receipt_on": "none",
            "applied_on": "none",
        },
        "employment": {"status": "unemployed", "naspi_from": "2022-10-01", "naspi_until": "2024-03-31"},
    },
    "enterprise": {"stage": "idea", "legal_form": "cooperativa", "members": 3},
    "project": {"amount": 30000, "comune": "109034", "uses": ["investment"], "interest_free": False},
}
"""Scenario A01: a tailoring cooperative that is still an idea."""
SAMIRA: dict[str, Any] = {
    "person": {
        "citizenship": "MA",
        "sex": "F",
        "birth_date": "1995-07-21",
        "residence": {"comune": "109006", "since": "2015-06-01"},
        "permit": {
            "kind": "FAMIGLIA",
            "issued_on": "2022-04-01",
            "expires_on": "2025-03-31",
            "renewal_receipt_on": "none",
            "applied_on": "none",
        },
        "employment": {"status": "inactive", "did_on": "none", "naspi_from": "none"},
    },
    "enterprise": {"stage": "idea"},
    "project": {"amount": 20000, "comune": "109006", "interest_free": True},
}
"""Scenario A03: a laundry, no DID, and no interest wanted."""


def who(facts: dict[str, Any], **others: Any) -> Profile:
    """A profile of these facts, with some told otherwise."""
    return read_profile(laid_over(facts, others))


@cache
def project_measure(code: str) -> MeasureDocument:
    """A measure of the project, read once: nobody changes a document."""
    return read_text((PROJECT_MEASURES / f"{code.lower()}.yaml").read_text("utf-8"))


def measure(code: str, *conditions: dict[str, Any], kind: str = "loan", **edition: Any) -> MeasureDocument:
    """A measure of one edition with these conditions, that covers what anybody here needs."""
    covers = [{"of": "loan", "max": 40000}]
    told = {"conditions": list(conditions), "kinds": [kind], "amounts": covers, **edition}
    return a_document(an_edition(name={"it": f"{code} it", "en": code}, **told), id=code, kind=kind)


def rule(name: str, require: dict[str, Any], fixable: str = "fixed") -> dict[str, Any]:
    """A condition that is judged."""
    return {"id": name, "about": "person", "text": A_TEXT, "require": require, "fixable": fixable}


def act(name: str, **act: Any) -> dict[str, Any]:
    """A condition that is an act in its order."""
    return {"id": name, "about": "order_of_acts", "text": A_TEXT, "act": act}


def stands(document: MeasureDocument, facts: dict[str, Any] | Profile, on: date = ORIENTATION) -> Judged:
    """How a measure stands for somebody."""
    return judge(document, facts if isinstance(facts, Profile) else read_profile(facts), on)
