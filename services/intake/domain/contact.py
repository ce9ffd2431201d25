"""A contact: somebody came, called or wrote. A contact is not a person, a person is not a case."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.modelling import Operational, Root, Statistical
from services.intake.domain.channel import Channel
from services.intake.domain.citizenship import UNKNOWN
from services.intake.domain.desk import Desk
from services.intake.domain.refusals import ContactOutOfTarget, OccurredBeforeContact, ProfileDiffers
from services.intake.domain.target import Target, citizenship_kept, target_of


@dataclass(frozen=True)
class Visitor:
    """Who came: an opaque id, and the citizenship they say they have."""

    subject_id: UUID
    citizenship: str


class Contact(Root):
    """One contact. `citizenship` is "unknown" for those out of target: no more is kept of them."""

    class Recorded(Root.Created):
        desk: Operational[str]
        channel: Operational[Channel]
        subject_id: Operational[UUID]
        target: Statistical[Target]
        citizenship: Statistical[str]

    def __init__(self, desk: str, subject_id: UUID, target: Target, citizenship: str, occurred_on: date) -> None:
        self.desk = desk
        self.subject_id = subject_id
        self.target = target
        self.citizenship = citizenship
        self.occurred_on = occurred_on

    @classmethod
    def record(cls, contact_id: UUID, desk: Desk, visitor: Visitor, channel: Channel, on: date) -> "Contact":
        desk.check_open(on)
        return cls._create(
            cls.Recorded,
            id=contact_id,
            desk=desk.code,
            channel=channel,
            subject_id=visitor.subject_id,
            target=target_of(visitor.citizenship),
            citizenship=citizenship_kept(visitor.citizenship),
            occurred_on=on,
        )

    def check_case_can_open(self, citizenship: str, on: date) -> None:
        """Whether a case of a person of this citizenship may begin here on this day.

        What the contact left unknown may be learnt later; what it knows is not contradicted.
        """
        if Target.OUT_OF_TARGET in (self.target, target_of(citizenship)):
            raise ContactOutOfTarget(contact_id=self.id)
        if self.citizenship not in (UNKNOWN, citizenship):
            raise ProfileDiffers(contact=self.citizenship, profile=citizenship)
        if on < self.occurred_on:
            raise OccurredBeforeContact(on=on, contact_on=self.occurred_on)
