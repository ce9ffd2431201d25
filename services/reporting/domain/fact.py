"""One thing another service said happened, as counting needs it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class FactType(StrEnum):
    """The public events that are counted; the value is the event's published name."""

    DESK_ACTIVATED = "somicis.intake.v1.DeskActivated"
    CONTACT_RECORDED = "somicis.intake.v1.ContactRecorded"
    CASE_OPENED = "somicis.intake.v1.CaseOpened"
    MEASURES_PROPOSED = "somicis.intake.v1.MeasuresProposed"
    ORIENTATION_HELD = "somicis.intake.v1.OrientationHeld"
    SHEET_ISSUED = "somicis.intake.v1.SheetIssued"
    REFERRAL_SENT = "somicis.referral.v1.ReferralSent"
    REFERRAL_ACCEPTED = "somicis.referral.v1.ReferralAccepted"
    REFERRAL_DECLINED = "somicis.referral.v1.ReferralDeclined"
    APPOINTMENT_SET = "somicis.referral.v1.AppointmentSet"
    REFERRAL_COMPLETED = "somicis.referral.v1.ReferralCompleted"
    REFERRAL_EXPIRED = "somicis.referral.v1.ReferralExpired"


class Key(StrEnum):
    """What facts are gathered by: each value is an attribute of Fact holding an opaque id."""

    PERSON = "person"
    CASE = "case"
    REFERRAL = "referral"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A measure put before a person: its code, level and kind as the catalogue had them that day."""

    measure: str
    level: str
    kind: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A public event, never changed once recorded. It carries opaque ids and codes, nobody's data.

    `occurred_on` is the world's day and decides the period; `recorded_at` is the source's instant
    and decides since when the fact is known. `codes` is what the event says, by name of dimension.
    """

    type: FactType
    source: str
    log: str
    position: int
    subject: str
    occurred_on: date
    recorded_at: datetime
    person: str = ""
    case: str = ""
    referral: str = ""
    codes: Mapping[str, str] = field(default_factory=dict, hash=False)
    proposals: tuple[Proposal, ...] = ()

    @property
    def event_id(self) -> str:
        """The id under which the source published the event."""
        return f"{self.log}/{self.position}"

    def about(self, key: Key) -> str:
        """The person, case or referral the fact speaks of; empty when it speaks of none."""
        return str(getattr(self, key))
