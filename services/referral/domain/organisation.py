"""A partner organisation: its code is in its certificate, its name is public."""

from datetime import date
from enum import StrEnum
from uuid import UUID, uuid5

from chassis.modelling import Operational, Root

ORGANISATIONS = UUID("c2a4f1b6-3f6b-5c0d-8e0a-7d1f5b9c2e44")
"""The name space in which an organisation's code makes its id, for ever."""


class OrganisationKind(StrEnum):
    """What a partner is."""

    CHAMBER_OF_COMMERCE = "chamber_of_commerce"
    JOB_CENTRE = "job_centre"
    SOCIAL_SERVICES = "social_services"
    MICROCREDIT_AGENCY = "microcredit_agency"
    UNIVERSITY = "university"
    ASSOCIATION = "association"


class Organisation(Root):
    """A partner that referrals can be sent to."""

    class Registered(Root.Created):
        code: Operational[str]
        name: Operational[str]
        kind: Operational[OrganisationKind]

    def __init__(self, code: str, name: str, kind: OrganisationKind) -> None:
        self.code = code
        self.name = name
        self.kind = kind

    @classmethod
    def register(cls, *, code: str, name: str, kind: OrganisationKind, on: date) -> "Organisation":
        return cls._create(cls.Registered, id=organisation_id(code), code=code, name=name, kind=kind, occurred_on=on)


def organisation_id(code: str) -> UUID:
    """The id of the organisation with this code: the same everywhere, so it is registered once."""
    return uuid5(ORGANISATIONS, code)
