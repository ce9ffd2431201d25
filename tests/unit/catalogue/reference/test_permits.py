"""Residence titles: which allow self-employment, and what is never taken for granted."""

import pytest

from services.catalogue.domain.reference.permits import PERMITS

YES = (
    "LAV_AUT LAV_SUB ATT_OCC FAMIGLIA UE_LP CARTA_FAM_UE ASILO PROT_SUSS PROT_SPEC CASI_SPEC ASS_MIN INTEG_MIN AFFID "
    "PROT_TEMP INVEST"
)
TO_VERIFY = "CARTA_BLU CALAMITA VALORE_CIV GIUSTIZIA RICH_ASILO ART27"
NO = "STUDIO STAGIONALE CURE RELIG RES_ELETT ATT_CITT MINORE TIROCINIO SPORT TURISMO AFFARI DICH_PRES"
UNVERIFIED = "UE_LP CARTA_FAM_UE PROT_SPEC CASI_SPEC INTEG_MIN AFFID PROT_TEMP CARTA_BLU CALAMITA VALORE_CIV GIUSTIZIA"
SENSITIVE = "ASILO PROT_SUSS PROT_SPEC PROT_TEMP RICH_ASILO CASI_SPEC ASS_MIN GIUSTIZIA CURE RELIG"


@pytest.mark.parametrize(("answer", "codes"), [("yes", YES), ("to_verify", TO_VERIFY), ("no", NO)])
def test_the_titles_stand_as_they_were_read(answer: str, codes: str) -> None:
    """Every title of the research is here, with the answer found for it, and no other."""
    assert {code for code, rule in PERMITS.items() if rule.self_employment == answer} == set(codes.split())


def test_an_asylum_seeker_waits_sixty_days_and_is_never_simply_admitted() -> None:
    """Art. 22 D.Lgs. 142/2015 opens work after sixty days; the chambers of commerce want the status."""
    assert (PERMITS["RICH_ASILO"].self_employment, PERMITS["RICH_ASILO"].from_days) == ("to_verify", 60)


@pytest.mark.parametrize("code", ["STAGIONALE", "STUDIO"])
def test_seasonal_and_study_titles_never_allow_it_and_say_how_to_convert(code: str) -> None:
    """However long the person has held them."""
    assert (PERMITS[code].self_employment, PERMITS[code].from_days) == ("no", None)
    assert PERMITS[code].convertible is not None


def test_temporary_protection_counts_on_the_mere_receipt() -> None:
    """OCDPC 872/2022, art. 7: from memory, so the operator sees the mark."""
    rule = PERMITS["PROT_TEMP"]

    assert (rule.self_employment, rule.on_receipt, rule.unverified) == ("yes", True, True)


def test_what_rests_on_general_knowledge_is_marked() -> None:
    """The rows of the research marked so, and one on which two lists contradict each other."""
    assert {code for code, rule in PERMITS.items() if rule.unverified} == set(UNVERIFIED.split())


def test_titles_that_tell_of_protection_crime_health_or_belief_are_sensitive() -> None:
    """Art. 9 GDPR: shown to those who need it, and never the reason of a protection to anybody."""
    assert {code for code, rule in PERMITS.items() if rule.sensitive} == set(SENSITIVE.split())


def test_every_title_says_where_it_was_read() -> None:
    """A rule nobody can look up is a rumour."""
    assert all(rule.sources and rule.code == code for code, rule in PERMITS.items())
