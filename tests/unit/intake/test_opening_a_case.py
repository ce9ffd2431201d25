"""For whom a case can be opened."""

from datetime import timedelta

from services.intake.domain.case import Case
from services.intake.domain.case_state import CaseState
from tests.support.cases import CAME_ON, CONTACT, OPENED_ON, PERSON, a_contact, a_profile
from tests.support.given import given_nothing


def opened(contact: str, profile: str) -> Case:
    """Open a case on a contact of one citizenship with a profile of another."""
    return Case.open(a_contact(contact), a_profile(profile), OPENED_ON)


def test_a_case_opens_for_a_third_country_national() -> None:
    """The case carries the opaque id and the facts fit for counting."""
    given_nothing().when(lambda: opened("SN", "SN")).then(
        Case.Opened,
        originator_id=Case.create_id(CONTACT),
        contact_id=CONTACT,
        subject_id=PERSON,
        profile=a_profile("SN"),
        occurred_on=OPENED_ON,
    ).leaving(state=CaseState.OPEN, opened_on=OPENED_ON)


def test_no_case_opens_for_a_contact_out_of_target() -> None:
    """A04: an EU citizen may be informed; the Fund's desk opens no case."""
    given_nothing().when(lambda: opened("RO", "SN")).then_refused("CONTACT_OUT_OF_TARGET", contact_id=CONTACT)


def test_what_the_contact_did_not_know_the_profile_may_learn() -> None:
    """A contact by telephone may not tell the citizenship; nobody is turned away for that."""
    given_nothing().when(lambda: opened("unknown", "SN")).then(Case.Opened)
    given_nothing().when(lambda: opened("unknown", "unknown")).then(Case.Opened)


def test_learning_that_somebody_is_out_of_target_stops_the_case() -> None:
    """The rule looks at the person, not at when the desk learnt it."""
    given_nothing().when(lambda: opened("unknown", "RO")).then_refused("CONTACT_OUT_OF_TARGET")


def test_a_profile_does_not_contradict_its_contact() -> None:
    """One person, one citizenship: else the contact and the case are counted differently."""
    given_nothing().when(lambda: opened("SN", "AL")).then_refused("PROFILE_DIFFERS", contact="SN", profile="AL")


def test_a_case_does_not_open_before_its_contact() -> None:
    """Days to orientation are never negative."""
    eve = CAME_ON - timedelta(days=1)
    given_nothing().when(lambda: Case.open(a_contact(), a_profile(), eve)).then_refused(
        "OCCURRED_BEFORE_CONTACT", on=eve, contact_on=CAME_ON
    )
