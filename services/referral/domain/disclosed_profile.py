"""What the sender lets a partner see of the person: coarse facts that may be counted, and no others."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from chassis.modelling import Statistical


class Sex(StrEnum):
    """Sex as the Fund counts it."""

    F = "f"
    M = "m"
    NOT_STATED = "not_stated"


class AgeBracket(StrEnum):
    """Age bracket of Regulation (EU) 2021/1147, Annex VIII."""

    UNDER_18 = "under_18"
    FROM_18_TO_60 = "from_18_to_60"
    OVER_60 = "over_60"
    UNKNOWN = "unknown"


class PermitGroup(StrEnum):
    """Family of the residence title; titles that reveal protection or violence are all OTHER."""

    WORK = "work"
    FAMILY = "family"
    LONG_TERM = "long_term"
    STUDY = "study"
    OTHER = "other"
    UNKNOWN = "unknown"


class EmploymentStatus(StrEnum):
    """Employment status on the day of the contact."""

    EMPLOYED = "employed"
    SELF_EMPLOYED = "self_employed"
    UNEMPLOYED = "unemployed"
    INACTIVE = "inactive"
    UNKNOWN = "unknown"


class DisclosedProfile(BaseModel):
    """The facts the sender disclosed; None and "" are facts it kept to itself.

    `citizenship`: ISO 3166-1 alpha-2, XK, "stateless" or "unknown". `comune`: ISTAT code of six
    digits, "abroad" or "unknown".
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sex: Statistical[Sex | None]
    age_bracket: Statistical[AgeBracket | None]
    citizenship: Statistical[str]
    permit_group: Statistical[PermitGroup | None]
    comune: Statistical[str]
    employment_status: Statistical[EmploymentStatus | None]
