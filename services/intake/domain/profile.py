"""What may be counted of a person known by an opaque id: nothing here says who they are."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from chassis.modelling import Statistical


class Sex(StrEnum):
    """Sex as the Fund counts it."""

    F = "f"
    M = "m"
    NOT_STATED = "not_stated"


class AgeBracket(StrEnum):
    """Age on the day of first service, in the brackets of Regulation (EU) 2021/1147, Annex VIII."""

    UNDER_18 = "under_18"
    FROM_18_TO_60 = "from_18_to_60"
    OVER_60 = "over_60"
    UNKNOWN = "unknown"


class PermitGroup(StrEnum):
    """Family of the residence title. Every title that would reveal protection or violence is OTHER."""

    WORK = "work"
    FAMILY = "family"
    LONG_TERM = "long_term"
    STUDY = "study"
    OTHER = "other"
    UNKNOWN = "unknown"


class EmploymentStatus(StrEnum):
    """Where the person stood on the labour market on the day of the contact."""

    EMPLOYED = "employed"
    SELF_EMPLOYED = "self_employed"
    UNEMPLOYED = "unemployed"
    INACTIVE = "inactive"
    UNKNOWN = "unknown"


class Profile(BaseModel):
    """The coarse facts. `comune` is an ISTAT code of six digits, "abroad" or "unknown"."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sex: Statistical[Sex]
    age_bracket: Statistical[AgeBracket]
    citizenship: Statistical[str]
    permit_group: Statistical[PermitGroup]
    comune: Statistical[str]
    employment_status: Statistical[EmploymentStatus]
