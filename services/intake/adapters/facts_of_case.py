"""What a case knows, as the catalogue's vocabulary of facts says it; what it knows in part is told in part."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from services.intake.domain.citizenship import UNKNOWN
from services.intake.domain.need import LegalForm, Need
from services.intake.domain.profile import AgeBracket, EmploymentStatus, PermitGroup, Profile, Sex

OLDEST = date(1900, 1, 1)
_NOWHERE = ("abroad", "unknown")
_SEX = {Sex.F: "F", Sex.M: "M"}
_STATUS = {
    EmploymentStatus.EMPLOYED: ["employed"],
    EmploymentStatus.SELF_EMPLOYED: ["self_employed"],
    EmploymentStatus.UNEMPLOYED: ["unemployed", "first_job_seeker"],
    EmploymentStatus.INACTIVE: ["inactive", "student"],
}
_FORM = {
    LegalForm.SELF_EMPLOYMENT: ["lavoro_autonomo", "libera_professione"],
    LegalForm.SOLE_TRADER: ["ditta_individuale"],
    LegalForm.PARTNERSHIP: ["societa_persone"],
    LegalForm.LIMITED_COMPANY: ["societa_capitali"],
    LegalForm.COOPERATIVE: ["cooperativa"],
    LegalForm.SOCIAL_COOPERATIVE: ["cooperativa_sociale"],
}
"""A social enterprise is no form: several forms may be one."""
# Whoever wrote a group down had to choose: titles that fit two of them stand in both.
_BETWEEN = ["CARTA_BLU", "INVEST", "ART27", "TIROCINIO", "SPORT", "AFFARI"]
_OF_MINORS = ["ASS_MIN", "INTEG_MIN", "AFFID", "MINORE"]
_ELSE = [
    "ASILO", "PROT_SUSS", "PROT_SPEC", "CASI_SPEC", "PROT_TEMP", "CALAMITA", "VALORE_CIV", "GIUSTIZIA", "RICH_ASILO",
    "CURE", "RELIG", "RES_ELETT", "ATT_CITT", "TURISMO", "DICH_PRES",
]  # fmt: skip
PERMITS: Mapping[PermitGroup, list[str]] = {
    PermitGroup.WORK: ["LAV_AUT", "LAV_SUB", "ATT_OCC", "STAGIONALE", *_BETWEEN],
    PermitGroup.FAMILY: ["FAMIGLIA", "CARTA_FAM_UE", *_OF_MINORS],
    PermitGroup.LONG_TERM: ["UE_LP"],
    PermitGroup.STUDY: ["STUDIO", "TIROCINIO"],
    PermitGroup.OTHER: [*_ELSE, *_BETWEEN, *_OF_MINORS],
}
"""The titles a group may be: the case does not keep which."""


def facts_of(profile: Profile, opened_on: date, need: Need | None) -> dict[str, Any]:
    """By the names of docs/facts.md; what the case does not know is not among them.

    `opened_on`: the day on which the person was of the age bracket.
    """
    told = dict(_of_person(profile, opened_on))
    return told | dict(_of_need(need)) if need else told


def _of_person(profile: Profile, on: date) -> Iterator[tuple[str, Any]]:
    if sex := _SEX.get(profile.sex):
        yield "person.sex", sex
    if ends := _born(profile.age_bracket, on):
        yield "person.birth_date", [day.isoformat() for day in ends]
    if profile.citizenship != UNKNOWN:
        yield "person.citizenship", profile.citizenship
    if profile.comune not in _NOWHERE:
        yield "person.residence.comune", profile.comune
    if titles := PERMITS.get(profile.permit_group):
        yield "person.permit.kind", titles
    if statuses := _STATUS.get(profile.employment_status):
        yield "person.employment.status", statuses


def _of_need(need: Need) -> Iterator[tuple[str, Any]]:
    if need.amount_eur is not None:
        yield "project.amount", need.amount_eur
    if form := _FORM.get(need.legal_form):
        yield "enterprise.legal_form", form
    if need.ateco is not None:
        yield "project.ateco", need.ateco
        yield "project.ateco_version", str(need.ateco_version)
    if need.interest_free_only:
        yield "project.interest_free", True


def _born(bracket: AgeBracket, on: date) -> tuple[date, date] | None:
    """The first and the last day on which somebody of the bracket may be born."""
    a_day = timedelta(days=1)
    match bracket:
        case AgeBracket.UNDER_18:
            return _before(on, 18) + a_day, on
        case AgeBracket.FROM_18_TO_60:
            return _before(on, 61) + a_day, _before(on, 18)
        case AgeBracket.OVER_60:
            return OLDEST, _before(on, 61)
    return None


def _before(day: date, years: int) -> date:
    """The last day of birth of whoever has completed so many years."""
    year = day.year - years
    return date(year, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=year)
