"""What is kept of a contact."""

from datetime import date, timedelta

from services.intake.domain.channel import Channel
from services.intake.domain.contact import Contact, Visitor
from services.intake.domain.target import Target
from tests.support.cases import CAME_ON, CONTACT, DESK_OPENED, FERMO, PERSON, an_active_desk
from tests.support.given import given_nothing


def contact(citizenship: str, on: date = CAME_ON) -> Contact:
    """Record that somebody of this citizenship telephoned."""
    return Contact.record(CONTACT, an_active_desk(), Visitor(PERSON, citizenship), Channel.PHONE, on)


def test_a_contact_says_who_came_without_saying_who_they_are() -> None:
    """An opaque id and what may be counted, nothing else."""
    given_nothing().when(lambda: contact("SN")).then(
        Contact.Recorded,
        originator_id=CONTACT,
        desk=FERMO,
        channel=Channel.PHONE,
        subject_id=PERSON,
        target=Target.TCN,
        citizenship="SN",
        occurred_on=CAME_ON,
    )


def test_of_an_eu_citizen_only_the_contact_is_kept() -> None:
    """A04: counted as a contact, in no count of the Fund, nothing collected beyond it."""
    given_nothing().when(lambda: contact("RO")).then(
        Contact.Recorded, target=Target.OUT_OF_TARGET, citizenship="unknown"
    ).leaving(target=Target.OUT_OF_TARGET, citizenship="unknown")


def test_citizenship_decides_and_nothing_else() -> None:
    """A04, variant: a Moldovan citizen born in Romania belongs to the target."""
    given_nothing().when(lambda: contact("MD")).then(Contact.Recorded, target=Target.TCN, citizenship="MD")


def test_nobody_came_to_a_desk_that_was_not_open() -> None:
    """A contact before the opening is a wrong day or a wrong desk."""
    eve = DESK_OPENED - timedelta(days=1)
    given_nothing().when(lambda: contact("SN", on=eve)).then_refused("DESK_NOT_ACTIVE", desk=FERMO, on=eve)
