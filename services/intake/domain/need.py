"""What a person wants to do and what it would take."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from chassis.modelling import Operational


class Purpose(StrEnum):
    """What help is asked for, of the measures and of partners."""

    ENTERPRISE_ORIENTATION = "enterprise_orientation"
    AVAILABILITY_DECLARATION = "availability_declaration"
    EMPLOYMENT_SERVICES = "employment_services"
    SOCIAL_SERVICES = "social_services"
    MICROCREDIT_TUTORING = "microcredit_tutoring"


class LegalForm(StrEnum):
    """The form of enterprise the person has in mind."""

    UNDECIDED = "undecided"
    SELF_EMPLOYMENT = "self_employment"
    SOLE_TRADER = "sole_trader"
    PARTNERSHIP = "partnership"
    LIMITED_COMPANY = "limited_company"
    COOPERATIVE = "cooperative"
    SOCIAL_COOPERATIVE = "social_cooperative"
    SOCIAL_ENTERPRISE = "social_enterprise"


ATECO_VERSIONS = (2007, 2025)
"""The classifications of trades that codes may come from: the same digits mean different trades."""


class Need(BaseModel):
    """The need. `ateco` comes with its version; `amount_eur` is in whole euro, None when not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    purpose: Operational[Purpose]
    legal_form: Operational[LegalForm]
    ateco: Operational[str | None]
    ateco_version: Operational[int | None]
    amount_eur: Operational[int | None]
    interest_free_only: Operational[bool]
