"""Whether somebody belongs to those the Fund serves: it follows from citizenship alone."""

from enum import StrEnum

from services.intake.domain.citizenship import UNKNOWN

_MEMBER_STATES = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
UNION = frozenset(_MEMBER_STATES.split())
FREE_MOVEMENT = frozenset(("IS", "LI", "NO", "CH"))
"""European Economic Area and Switzerland: the Regulations name the Union alone, and national practice
leaves these out as well. To be confirmed with the managing authority."""


class Target(StrEnum):
    """What the Fund calls somebody."""

    TCN = "tcn"
    OUT_OF_TARGET = "out_of_target"
    UNKNOWN = "unknown"


def target_of(citizenship: str) -> Target:
    """A third-country national is whoever is no citizen of the Union, a stateless person included.

    Source: Regulation (EU) 516/2014, art. 2 for 2014-2020; Regulation (EU) 2021/1147, art. 2 after it.
    """
    if citizenship == UNKNOWN:
        return Target.UNKNOWN
    if citizenship in UNION | FREE_MOVEMENT:
        return Target.OUT_OF_TARGET
    return Target.TCN


def citizenship_kept(citizenship: str) -> str:
    """What the desk keeps of a citizenship: of those out of target nothing but that they came."""
    return UNKNOWN if target_of(citizenship) is Target.OUT_OF_TARGET else citizenship
