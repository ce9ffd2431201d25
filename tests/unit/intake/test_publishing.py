"""What the service says aloud, event by event."""

from collections.abc import Callable

import pytest
from google.protobuf.message import Message

from chassis.modelling import Root
from services.intake.application.stored_names import STORED_NAMES
from services.intake.domain.case import Case
from services.intake.domain.case_referral import ReferralState
from services.intake.domain.channel import Channel
from services.intake.publishing.published import published
from tests.support.cases import (
    A_NEED,
    CAME_ON,
    CLOSED_ON,
    CONTACT,
    FERMO,
    MICROCREDIT,
    ORIENTED_ON,
    PERSON,
    REFERRAL,
    REGIONAL,
    a_case_whose_partner,
    a_case_with_a_proposal,
    a_case_with_measures_found,
    a_closed_case,
    a_contact,
    a_referred_case,
    an_active_desk,
    an_open_case,
    an_oriented_case,
)

CASE = {"case_id": str(Case.create_id(CONTACT))}
PROFILE = {
    "": "Profile",
    "sex": "SEX_F",
    "age_bracket": "AGE_BRACKET_FROM_18_TO_60",
    "citizenship": "SN",
    "permit_group": "PERMIT_GROUP_WORK",
    "comune": "109034",
    "employment_status": "EMPLOYMENT_STATUS_UNEMPLOYED",
}


def measure(code: str, level: str) -> dict[str, object]:
    """A measure as it is told."""
    return {
        "": "ProposedMeasure",
        "measure_id": code,
        "edition_id": f"{code}_2023",
        "level": level,
        "kind": "KIND_LOAN",
        "verdict": "VERDICT_TO_VERIFY",
        "window": "WINDOW_STATE_OPEN",
    }


def a_case_with_a_need() -> Case:
    """A case of which the need is the last thing known."""
    case = an_open_case()
    case.record_need(A_NEED, ORIENTED_ON)
    return case


def a_case_with_a_sheet() -> Case:
    """A case whose sheet was given last."""
    case = an_oriented_case()
    case.issue_sheet("SCHEDA-2023-7", "fr", ORIENTED_ON)
    return case


def a_case_followed_up() -> Case:
    """A case that was just heard of again."""
    case = a_referred_case()
    case.follow_up(Channel.PHONE, CLOSED_ON)
    return case


def said_of_the_last_event(start: Callable[[], Root]) -> Message | None:
    """What is said of the last thing that happened."""
    event = start().collect_events()[-1]
    assert isinstance(event, Root.Event)
    return published(event)


def fields_of(said: Message) -> dict[str, object]:
    """The message's type and the fields that are set, enums by name."""
    told: dict[str, object] = {"": said.DESCRIPTOR.name}
    for field, value in said.ListFields():
        told[field.name] = _plain(field.enum_type, value)
    return told


def _plain(enum: object, value: object) -> object:
    if isinstance(value, Message):
        return fields_of(value)
    if enum is not None:
        return enum.values_by_number[value].name  # type: ignore[attr-defined]
    return [fields_of(each) for each in value] if hasattr(value, "append") else value  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (an_active_desk, {"": "DeskActivated", "desk": FERMO, "occurred_on": "2023-01-09"}),
        (
            a_contact,
            {
                "": "ContactRecorded",
                "contact_id": str(CONTACT),
                "desk": FERMO,
                "channel": "CHANNEL_WALK_IN",
                "subject_id": str(PERSON),
                "target": "TARGET_TCN",
                "citizenship": "SN",
                "occurred_on": CAME_ON.isoformat(),
            },
        ),
        (
            an_open_case,
            {
                "": "CaseOpened",
                **CASE,
                "contact_id": str(CONTACT),
                "subject_id": str(PERSON),
                "profile": PROFILE,
                "occurred_on": "2023-01-09",
            },
        ),
        (
            a_case_with_a_need,
            {
                "": "NeedRecorded",
                **CASE,
                "need": {
                    "": "Need",
                    "purpose": "PURPOSE_ENTERPRISE_ORIENTATION",
                    "legal_form": "LEGAL_FORM_COOPERATIVE",
                    "ateco": "14.13",
                    "ateco_version": 2007,
                    "amount_eur": 30_000,
                },
                "occurred_on": "2023-01-16",
            },
        ),
        (
            lambda: a_case_with_a_proposal((MICROCREDIT, REGIONAL)),
            {
                "": "MeasuresProposed",
                **CASE,
                "measures": [measure(MICROCREDIT, "LEVEL_NATIONAL"), measure(REGIONAL, "LEVEL_REGIONAL")],
                "occurred_on": "2023-01-16",
            },
        ),
        (an_oriented_case, {"": "OrientationHeld", **CASE, "occurred_on": "2023-01-16"}),
        (
            a_case_with_a_sheet,
            {
                "": "SheetIssued",
                **CASE,
                "reference": "SCHEDA-2023-7",
                "language": "fr",
                "occurred_on": "2023-01-16",
            },
        ),
        (
            a_referred_case,
            {
                "": "CaseReferred",
                **CASE,
                "referral_id": str(REFERRAL),
                "recipient": "CCIAA_MARCHE",
                "purpose": "PURPOSE_ENTERPRISE_ORIENTATION",
                "answer_within_working_days": 10,
                "disclosed": PROFILE,
                "occurred_on": "2023-02-02",
            },
        ),
        (
            a_case_followed_up,
            {"": "FollowUpRecorded", **CASE, "channel": "CHANNEL_PHONE", "occurred_on": "2023-02-27"},
        ),
        (
            a_closed_case,
            {
                "": "CaseClosed",
                **CASE,
                "outcome": "CLOSING_OUTCOME_GAVE_UP",
                "evidence": "PROT-2023-118",
                "occurred_on": "2023-02-27",
            },
        ),
    ],
)
def test_what_is_said(start: Callable[[], Root], said: dict[str, object]) -> None:
    """Exactly this: opaque ids, codes, days, and facts fit for counting."""
    message = said_of_the_last_event(start)
    assert message is not None
    assert fields_of(message) == said


@pytest.mark.parametrize("start", [a_case_with_measures_found, lambda: a_case_whose_partner(ReferralState.ACCEPTED)])
def test_what_stays_inside(start: Callable[[], Root]) -> None:
    """The whole catalogue's answer interests nobody else, and of partners the referral service speaks."""
    assert said_of_the_last_event(start) is None


def test_of_somebody_out_of_target_the_citizenship_is_not_told() -> None:
    """A04: others learn that a contact was out of target, not of which country."""
    message = said_of_the_last_event(lambda: a_contact("RO"))
    assert message is not None
    told = fields_of(message)
    assert (told["target"], told["citizenship"]) == ("TARGET_OUT_OF_TARGET", "unknown")


def test_every_stored_event_was_thought_of() -> None:
    """A new event is said aloud, or somebody decides that it is not; it is not forgotten."""
    inside = {Case.MeasuresFound, Case.ReferralFollowed}
    events = {kind for name, kind in STORED_NAMES.items() if "." in name}
    assert events - inside <= set(published.registry)
    assert not inside & set(published.registry)
