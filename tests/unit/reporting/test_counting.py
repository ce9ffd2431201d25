"""What the sources say becomes facts, event by event."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.message import Message
from somicis.intake.v1 import events_pb2 as intake
from somicis.referral.v1 import events_pb2 as referral
from somicis.referral.v1 import referral_pb2
from sqlalchemy.exc import IntegrityError

from chassis.published import decoded
from services.reporting.domain.fact import Fact, FactType, Proposal
from services.reporting.projections.counting_intake import CountingIntake
from services.reporting.projections.counting_referral import CountingReferral
from services.reporting.projections.indicators.referrals import STATE_AFTER
from services.reporting.projections.keeping import fact_of
from tests.support.reporting_service import (
    MARIA,
    ReportingService,
    a_contact,
    a_sending,
    as_heard,
    the_story,
    three_measures,
)


@pytest.fixture
def reporting(databases: None, tmp_path: Path) -> ReportingService:
    """An empty one."""
    return ReportingService(tmp_path)


def heard(reporting: ReportingService, event: Message) -> Fact:
    """The fact an event became."""
    reporting.hear(event)
    [fact] = reporting.facts()
    assert fact.type == event.DESCRIPTOR.full_name
    return fact


def test_a_contact_becomes_a_fact_about_its_person(reporting: ReportingService) -> None:
    """With the codes the contacts are counted by."""
    fact = heard(reporting, a_contact("contact", "maria", "2023-01-09"))

    assert (fact.person, fact.subject, fact.occurred_on) == ("maria", "contact", date(2023, 1, 9))
    assert fact.codes == {"channel": "walk_in", "target": "tcn", "citizenship": "SN", "desk": "FERMO"}


def test_an_opening_becomes_a_profile_of_a_person_in_a_case(reporting: ReportingService) -> None:
    """What is not counted, the employment status, is not kept."""
    opening = intake.CaseOpened(case_id="case", subject_id="maria", profile=MARIA, occurred_on="2023-01-09")
    fact = heard(reporting, opening)

    assert (fact.case, fact.person) == ("case", "maria")
    assert fact.codes == {
        "sex": "f",
        "age_bracket": "from_18_to_60",
        "citizenship": "SN",
        "permit_group": "work",
        "comune": "109034",
    }


def test_what_was_not_said_is_unknown(reporting: ReportingService) -> None:
    """An empty profile, and a value only a newer sender knows."""
    opening = intake.CaseOpened(case_id="case", subject_id="maria", occurred_on="2023-01-09")
    opening.profile.ParseFromString(b"\x08\x63")  # field 1, sex: number 99
    fact = heard(reporting, opening)

    assert set(fact.codes.values()) == {"unknown"}


def test_proposals_keep_the_measure_its_level_and_kind(reporting: ReportingService) -> None:
    """In the order they were shown."""
    shown = intake.MeasuresProposed(case_id="case", measures=three_measures(), occurred_on="2023-01-16")
    fact = heard(reporting, shown)

    assert fact.proposals == (
        Proposal("MICRO", "national", "loan"),
        Proposal("NASPI", "national", "income_advance"),
        Proposal("MARCHE", "regional", "grant"),
    )


def test_a_sending_names_the_partner_and_what_it_is(reporting: ReportingService) -> None:
    """The share of the chambers is counted by what a partner is, not by its code."""
    kind = referral_pb2.ORGANISATION_KIND_CHAMBER_OF_COMMERCE
    fact = heard(reporting, a_sending("referral", kind, 1, "2023-02-02"))

    assert (fact.referral, fact.case) == ("referral", "case")
    assert fact.codes == {"partner": "CCIAA_MARCHE", "partner_kind": "chamber_of_commerce"}


def test_every_event_that_changes_a_state_is_kept(reporting: ReportingService) -> None:
    """None of a referral's life is missing from its evidence."""
    for kind in STATE_AFTER:
        event = decoded(kind, b"")
        assert event is not None
        reporting.hear(type(event)(referral_id="referral", case_id="case", occurred_on="2023-02-02"))

    kept = {fact.type for fact in reporting.facts() if fact.referral == "referral"}
    assert kept == set(STATE_AFTER)


def test_every_type_of_fact_is_a_published_event_that_is_handled() -> None:
    """A fact type nobody says, or nobody hears, would count nothing and look like nought."""
    handled: set[Any] = {*CountingIntake().handlers(), *CountingReferral().handlers()}

    assert {event.DESCRIPTOR.full_name for event in handled} == {kind.value for kind in FactType}


def test_an_event_heard_twice_is_loud(reporting: ReportingService) -> None:
    """The follower's position makes it once; if that ever fails, no number moves silently."""
    event = a_contact("contact", "maria", "2023-01-09")
    reporting.hear(event)
    reporting.heard = 0

    with pytest.raises(IntegrityError):
        reporting.hear(event)


def test_an_event_without_a_day_is_not_counted_on_some_other_day() -> None:
    """It is parked, and ops sees it."""
    event = intake.OrientationHeld(case_id="case", occurred_on="2023-01-09")
    undated = as_heard(event, 1)
    event.ClearField("occurred_on")

    with pytest.raises(ValueError, match="on which day"):
        fact_of(undated)


def test_nothing_is_kept_of_events_nobody_counts(reporting: ReportingService) -> None:
    """A follow-up and a closing pass by."""
    for event in (
        intake.FollowUpRecorded(case_id="case", occurred_on="2023-02-23"),
        intake.CaseClosed(case_id="case", occurred_on="2023-02-27"),
        referral.OrganisationRegistered(code="CPI_FERMO", occurred_on="2023-01-02"),
    ):
        reporting.hear(event)

    assert reporting.facts() == []


def test_the_story_leaves_one_fact_for_each_event_counted(reporting: ReportingService) -> None:
    """Its need and its closing are not."""
    for event in the_story():
        reporting.hear(event)

    assert len(reporting.facts()) == len(the_story()) - 2
