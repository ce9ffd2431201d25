"""The door: what is asked and answered over the wire, and who may ask."""

from pathlib import Path

import pytest
from somicis.reporting.v1 import reporting_service_pb2 as pb

from chassis.clock import MachineClock
from chassis.modelling import InvalidField, Refusal
from chassis.paging import Pages
from chassis.serving import Call, Identity, Method, Role
from services.reporting.domain import refusals
from services.reporting.domain.refusals import PeriodReversed
from services.reporting.grpc_edge.refusals import STATUS
from services.reporting.grpc_edge.servicer import ReportingServicer
from services.reporting.grpc_edge.who_may import WHO_MAY
from tests.support.reporting_service import ReportingService, a_contact, the_story

FIRST_QUARTER = {"first_day": "2023-01-01", "last_day": "2023-03-31"}


def a_call(organisation: str = "PREF_FERMO") -> Call:
    """An auditor's."""
    identity = Identity("somebody", organisation, Role.AUDITOR, Method.TOKEN)
    return Call(identity, MachineClock(), correlation="c", traceparent="", ends_at=float("inf"))


@pytest.fixture
def reporting(databases: None, tmp_path: Path) -> ReportingService:
    """One that has heard the story."""
    service = ReportingService(tmp_path)
    for event in the_story():
        service.hear(event)
    return service


@pytest.fixture
def servicer(reporting: ReportingService) -> ReportingServicer:
    """Its door."""
    return ReportingServicer(reporting.sheets, reporting.marks.now, Pages(b"key"))


def sheet(servicer: ReportingServicer, **asked: str) -> pb.GetSheetResponse:
    """The sheet of the first quarter."""
    return servicer.GetSheet(pb.GetSheetRequest(**{**FIRST_QUARTER, **asked}), a_call())


def test_a_sheet_has_every_computed_indicator_in_order_of_code(servicer: ReportingServicer) -> None:
    """With its texts, its unit and what to know about it."""
    answer = sheet(servicer)

    assert {line.code: line.value for line in answer.indicators} == {
        **dict.fromkeys(("S16", "S18", "S19", "S20"), "1"),
        "S21": "3",
        "S23": "2",
        "S24": "50",
        "S25": "7",
    }
    assert [line.code for line in answer.indicators] == sorted(line.code for line in answer.indicators)
    assert all(
        line.text_it and line.text_en and line.unit and line.note_it and line.note_en for line in answer.indicators
    )
    assert (answer.first_day, answer.last_day) == ("2023-01-01", "2023-03-31")


def test_a_sheet_names_every_source(servicer: ReportingServicer) -> None:
    """A reader sees how far each was counted."""
    assert [mark.source for mark in sheet(servicer).sources] == ["intake", "referral"]


def test_parts_are_given_by_dimension(servicer: ReportingServicer) -> None:
    """Keys in the order of the dimensions."""
    [persons] = [line for line in sheet(servicer).indicators if line.code == "S19"]
    [together] = [parts for parts in persons.breakdowns if len(parts.dimensions) == 3]

    assert list(together.dimensions) == ["sex", "age_bracket", "citizenship"]
    assert [(list(cell.keys), cell.value) for cell in together.cells] == [(["f", "from_18_to_60", "SN"], "1")]


@pytest.mark.parametrize(
    ("known_at", "expected"),
    [("2023-02-01", "0"), ("2023-02-02", "2"), ("2023-02-02T11:59:59Z", "0"), ("2023-02-02T13:00:00+01:00", "2")],
)
def test_a_day_means_its_end_and_an_instant_itself(servicer: ReportingServicer, known_at: str, expected: str) -> None:
    """Both referrals were recorded on 2 February at noon UTC."""
    [referrals] = [line for line in sheet(servicer, known_at=known_at).indicators if line.code == "S23"]

    assert referrals.value == expected


def test_a_reversed_period_is_refused(servicer: ReportingServicer) -> None:
    """Over the wire as anywhere."""
    with pytest.raises(PeriodReversed):
        sheet(servicer, first_day="2023-04-01")


def evidence(servicer: ReportingServicer, by: str = "PREF_FERMO", **asked: str) -> pb.ListEvidenceResponse:
    """The evidence of S23 unless asked otherwise, three a page."""
    request = pb.ListEvidenceRequest(**{"code": "S23", **FIRST_QUARTER, **asked}, page_size=3)
    return servicer.ListEvidence(request, a_call(by))


def test_evidence_comes_in_pages_that_join_without_seam(servicer: ReportingServicer) -> None:
    """As many events as the sheet says, each once, in the order of recording."""
    pages = [evidence(servicer)]
    while token := pages[-1].next_page_token:
        pages.append(evidence(servicer, page_token=token))
    events = [event for page in pages for event in page.evidence]

    assert [len(page.evidence) for page in pages] == [3, 3, 2]
    assert len({event.event_id for event in events}) == 8
    assert [event.recorded_at for event in events] == sorted(event.recorded_at for event in events)
    assert events[0].type == "somicis.referral.v1.ReferralSent"
    assert (events[0].source, events[0].subject, events[0].occurred_on) == ("referral", "case", "2023-02-02")
    assert events[0].recorded_at == "2023-02-02T12:00:00+00:00"


def test_a_fact_that_arrives_between_two_pages_shifts_nothing(
    servicer: ReportingServicer, reporting: ReportingService
) -> None:
    """The token names a place in the order of recording, not a number of lines."""
    for number in range(4):
        reporting.hear(a_contact(f"more-{number}", f"person-{number}", "2023-02-06"))
    first = evidence(servicer, code="S18")
    reporting.hear(a_contact("late", "late", "2023-01-02"))
    second = evidence(servicer, code="S18", page_token=first.next_page_token)

    assert [event.subject for event in second.evidence] == ["more-2", "more-3"]


def test_events_recorded_at_one_instant_follow_their_positions(
    servicer: ReportingServicer, reporting: ReportingService
) -> None:
    """Position 99 comes before position 100, across pages too."""
    reporting.heard = 89
    for number in range(20):
        reporting.hear(a_contact(f"contact-{number}", "maria", "2023-02-06"))
    pages = [evidence(servicer, code="S18", first_day="2023-02-06")]
    while token := pages[-1].next_page_token:
        pages.append(evidence(servicer, code="S18", first_day="2023-02-06", page_token=token))

    assert [event.subject for page in pages for event in page.evidence] == [f"contact-{n}" for n in range(20)]


@pytest.mark.parametrize("other", [{"code": "S18"}, {"last_day": "2023-03-30"}, {"known_at": "2023-03-30"}])
def test_a_token_goes_on_with_its_own_question_only(servicer: ReportingServicer, other: dict[str, str]) -> None:
    """Nor with another organisation's."""
    token = evidence(servicer).next_page_token

    with pytest.raises(InvalidField, match="page_token"):
        evidence(servicer, page_token=token, **other)
    with pytest.raises(InvalidField, match="page_token"):
        evidence(servicer, by="PREF_ROMA", page_token=token)


def test_every_method_says_who_may_call_it() -> None:
    """Operators, supervisors and auditors; no partner."""
    methods = {method.name for method in pb.DESCRIPTOR.services_by_name["ReportingService"].methods}

    assert set(WHO_MAY) == methods
    assert set(WHO_MAY.values()) == {frozenset({Role.OPERATOR, Role.SUPERVISOR, Role.AUDITOR})}


def test_every_refusal_has_a_status() -> None:
    """A new rule cannot reach callers as an error of ours."""
    ours = {kind for kind in vars(refusals).values() if isinstance(kind, type) and issubclass(kind, Refusal)}

    assert ours - {Refusal} == set(STATUS)
