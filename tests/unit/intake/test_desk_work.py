"""What may be asked at a desk, on a real store."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from uuid import UUID

import pytest

from chassis.refusals import OccurredInTheFuture
from services.intake.application.commands import ActivateDesk, OpenCase, RecordContact
from services.intake.domain.case import Case
from services.intake.domain.channel import Channel
from services.intake.domain.contact import Contact
from services.intake.domain.refusals import (
    CaseAlreadyOpenForContact,
    ContactNotFound,
    ContactOutOfTarget,
    DeskAlreadyActive,
    DeskNotActive,
)
from tests.support.cases import CONTACT, FERMO, a_profile
from tests.support.intake_service import TODAY, IntakeService


def test_a_desk_opens_once(service: IntakeService) -> None:
    """The indicator counts desks; the second asking is told since when it is open."""
    with pytest.raises(DeskAlreadyActive, match="2023-01-09"):
        service.open_desk()


def test_nothing_is_recorded_before_it_has_happened(service: IntakeService) -> None:
    """Today belongs to the past enough; tomorrow does not."""
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(OccurredInTheFuture):
        service.desk.activate_desk(ActivateDesk(**service.by(), desk="ASCOLI", occurred_on=tomorrow))
    assert service.desk.activate_desk(ActivateDesk(**service.by(), desk="ASCOLI", occurred_on=TODAY)).version == 1


def test_a_day_ends_in_rome(service: IntakeService) -> None:
    """Half past eleven at night in London is tomorrow at the desk."""
    asked = service.by() | {"now": service.clock.now().fromisoformat("2023-01-16T23:30:00+00:00")}
    assert ActivateDesk(**asked, desk="ASCOLI").day() == date(2023, 1, 17)


def test_nobody_comes_to_a_desk_nobody_knows(service: IntakeService) -> None:
    """A contact is counted at a desk, so the desk comes first."""
    with pytest.raises(DeskNotActive, match="MACERATA"):
        service.desk.record_contact(
            RecordContact(**service.by(), desk="MACERATA", channel=Channel.PHONE, citizenship="SN")
        )


def test_an_eu_citizen_is_counted_and_left_alone(service: IntakeService) -> None:
    """A04: the contact counts, nothing more is kept, and no case opens."""
    contact = service.contact("RO")
    service.settle()

    assert service.footfall.by_target() == {"tcn": 0, "out_of_target": 1, "unknown": 0}
    assert service.commander.read().get(Contact, contact.contact_id, ContactNotFound).citizenship == "unknown"
    with pytest.raises(ContactOutOfTarget):
        service.cases.open_case(OpenCase(**service.by(), contact_id=contact.contact_id, profile=a_profile("MD")))
    service.settle()
    assert sum(service.caseload.by_state().values()) == 0


def test_somebody_who_was_here_before_keeps_their_id(service: IntakeService) -> None:
    """Two contacts, one person: the Fund counts persons."""
    first = service.contact()
    again = RecordContact(
        **service.by(),
        desk=FERMO,
        channel=Channel.PHONE,
        citizenship="SN",
        subject_id=first.visitor.subject_id,
    )
    service.desk.record_contact(again)

    assert again.visitor.subject_id == first.visitor.subject_id
    assert again.contact_id != first.contact_id


def test_a_case_begins_with_a_contact(service: IntakeService) -> None:
    """An id nobody gave out opens nothing."""
    with pytest.raises(ContactNotFound, match=str(CONTACT)):
        service.cases.open_case(OpenCase(**service.by(), contact_id=CONTACT, profile=a_profile()))


def test_a_contact_has_one_case(service: IntakeService) -> None:
    """The second operator is told which case there is."""
    contact_id = service.contact().contact_id
    service.cases.open_case(OpenCase(**service.by("OP_1"), contact_id=contact_id, profile=a_profile()))
    with pytest.raises(CaseAlreadyOpenForContact, match=str(Case.create_id(contact_id))):
        service.cases.open_case(OpenCase(**service.by("OP_2"), contact_id=contact_id, profile=a_profile()))


def test_two_operators_open_a_case_in_the_same_moment(service: IntakeService) -> None:
    """One case comes of it, and whoever was slower is told which."""
    contact_id = service.contact().contact_id
    commands = [OpenCase(**service.by(actor), contact_id=contact_id, profile=a_profile()) for actor in ("OP_1", "OP_2")]
    together = Barrier(len(commands))

    def open_case(command: OpenCase) -> UUID | None:
        together.wait()
        try:
            return service.cases.open_case(command).id
        except CaseAlreadyOpenForContact:
            return None

    with ThreadPoolExecutor(len(commands)) as operators:
        opened = list(operators.map(open_case, commands))

    assert sorted(opened, key=str) == [Case.create_id(contact_id), None]
    assert service.cases.read(Case.create_id(contact_id)).version == 1
