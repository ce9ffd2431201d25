"""One trace, from a caller's own call to what every service says and writes because of it."""

import json
from secrets import token_hex
from typing import Any

import pytest
from somicis.intake.v1 import case_pb2 as cases
from somicis.intake.v1 import intake_service_pb2 as intake
from somicis.referral.v1 import referral_service_pb2 as referral
from sqlalchemy import create_engine, select

from chassis.journal import JOURNAL
from chassis.store.tables import EVENTS
from chassis.traceparent import trace_id_of
from stacks.demo.people import CHAMBER
from tests.support.desk_at_work import LIMIT_S, DeskAtWork, asked_anew
from tests.support.eventually import eventually

pytestmark = pytest.mark.slow


def begun() -> str:
    """A trace somebody begins before they call."""
    return f"00-{token_hex(16)}-{token_hex(8)}-01"


def test_what_a_call_brings_about_elsewhere_is_found_by_its_trace(desk: DeskAtWork) -> None:
    """The desk's trace: in the partner's referral, in the worker's log, and in what that service then says."""
    traceparent = begun()
    referral_id = referred(desk, traceparent)
    eventually(lambda: desk.knows(CHAMBER, referral_id), wanted=True, within=LIMIT_S)
    desk.running.settled()

    assert asked_by_processes(desk, traceparent) == ["SendReferral"]
    own, sent = stored(desk, "intake", traceparent), stored(desk, "referral", traceparent)
    assert list(own) == [traceparent]
    assert own[traceparent] == "case.referred"
    assert list(sent.values()) == ["referral.sent"]
    assert heard(desk, "referral", traceparent) == {traceparent: "somicis.intake.v1.CaseReferred"}
    for service in ("intake", "reporting"):
        said = {span: name for span, name in heard(desk, service, traceparent).items() if span != traceparent}
        assert said == dict.fromkeys(sent, "somicis.referral.v1.ReferralSent")


def test_a_partner_s_answer_begins_nothing_of_the_desk_s(desk: DeskAtWork) -> None:
    """Its own call has its own trace, and the desk's case notes the answer in that one."""
    ours, theirs = begun(), begun()
    referral_id = referred(desk, ours)
    eventually(lambda: desk.knows(CHAMBER, referral_id), wanted=True, within=LIMIT_S)
    accepted = asked_anew(referral.AcceptReferralRequest(referral_id=referral_id, expected_version=1))
    partner = desk.running.clients(CHAMBER).referral
    partner.AcceptReferral(accepted, timeout=LIMIT_S, metadata=(("traceparent", theirs),))
    desk.running.settled()

    assert stored(desk, "referral", theirs) == {theirs: "referral.accepted"}
    assert heard(desk, "intake", theirs) == {theirs: "somicis.referral.v1.ReferralAccepted"}
    assert list(stored(desk, "intake", theirs).values()) == ["case.referral_followed"]
    assert asked_by_processes(desk, theirs) == ["NoteReferral"]


def referred(desk: DeskAtWork, traceparent: str) -> str:
    """Refer a new case to a partner, in a trace; the referral's id."""
    case = desk.case()
    request = intake.ReferCaseRequest(recipient=CHAMBER, purpose=cases.PURPOSE_ENTERPRISE_ORIENTATION)
    answer = desk.operator.intake.ReferCase(
        case.request(request), timeout=LIMIT_S, metadata=(("traceparent", traceparent),)
    )
    referral_id: str = answer.referral_id
    return referral_id


def asked_by_processes(desk: DeskAtWork, traceparent: str) -> list[str]:
    """The commands of the worker's log that belong to a trace."""
    lines = [json.loads(line) for line in desk.running.log_lines("worker")]
    return [line["command"] for line in lines if line.get("trace_id") == trace_id_of(traceparent)]


def stored(desk: DeskAtWork, service: str, traceparent: str) -> dict[str, str]:
    """Span → name of the events a service has stored in a trace."""
    rows = all_of(desk, service, select(EVENTS.c.origin, EVENTS.c.name))
    return in_trace([(json.loads(row.origin)["traceparent"], row.name) for row in rows], traceparent)


def heard(desk: DeskAtWork, service: str, traceparent: str) -> dict[str, str]:
    """Span → type of the events of a trace a service has heard of others."""
    rows = all_of(desk, service, select(JOURNAL.c.traceparent, JOURNAL.c.type))
    return in_trace([(row.traceparent, row.type) for row in rows], traceparent)


def in_trace(spans: list[tuple[str, str]], traceparent: str) -> dict[str, str]:
    """Those of one trace."""
    return {span: name for span, name in spans if trace_id_of(span) == trace_id_of(traceparent)}


def all_of(desk: DeskAtWork, service: str, wanted: Any) -> list[Any]:
    """What lies in a service's database."""
    engine = create_engine(desk.running.layout.sqlite_url(service))
    try:
        with engine.connect() as tx:
            return list(tx.execute(wanted).all())
    finally:
        engine.dispose()
