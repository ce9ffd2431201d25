"""While no worker runs, the doors stay open: what is accepted is kept, and arrives when the worker is back."""

import pytest
from somicis.intake.v1.case_pb2 import Case
from somicis.referral.v1 import referral_service_pb2 as referral
from somicis.reporting.v1 import reporting_service_pb2 as reporting

from apps.connection.health import examine
from tests.support.desk_at_work import LIMIT_S, DeskAtWork
from tests.support.eventually import eventually
from tests.support.running_stack import RunningStack
from tests.support.stream_reader import StreamReader, whole

pytestmark = pytest.mark.slow

CHAMBER, JOB_CENTRE = "CCIAA_MARCHE", "CPI_FERMO"
QUARTER = {"first_day": "2023-01-01", "last_day": "2023-03-31"}


def test_what_is_asked_while_the_worker_is_away_is_accepted_and_arrives_when_it_is_back(
    breakable: DeskAtWork,
) -> None:
    """At the partner's, in the case, and in the number on the sheet; nobody has to ask again."""
    desk, running = breakable, breakable.running
    before, history = number(running, "S23"), len(whole(running.clients(JOB_CENTRE))) - 1
    case = desk.case().analysed()
    of_chamber = desk.arrived(CHAMBER, case)
    stream = StreamReader(running.clients(JOB_CENTRE)).caught_up()

    running.keepers["worker"].stop()
    assert answering(running) == {"grpc": True, "worker": False}
    accept = referral.AcceptReferralRequest(referral_id=of_chamber)
    assert desk.on_referral(running.clients(CHAMBER), "AcceptReferral", accept).receipt.version == 2
    of_job_centre = desk.sent(case, JOB_CENTRE)
    assert known_states(case.reread()) == {CHAMBER: "sent", JOB_CENTRE: "sent"}
    assert len(stream.changes) == history

    running.keepers["worker"].start()
    stream.brings(of_job_centre, "referral.sent")
    stream.close()
    running.settled()
    assert known_states(case.reread()) == {CHAMBER: "accepted", JOB_CENTRE: "sent"}
    assert answering(running) == {"grpc": True, "worker": True}
    assert number(running, "S23") == before + 2


def test_a_worker_that_was_killed_is_replaced_and_nothing_is_missing(breakable: DeskAtWork) -> None:
    """Its supervisor starts another, which takes the lease over once it has run out."""
    desk, running = breakable, breakable.running
    before, killed = number(running, "S23"), running.pid("worker")
    running.kill("worker")
    sent = [desk.sent(desk.case(), CHAMBER) for _ in range(3)]

    eventually(lambda: all(desk.knows(CHAMBER, one) for one in sent), wanted=True, within=30)

    assert running.pid("worker") != killed
    running.settled()
    assert number(running, "S23") == before + 3


def answering(running: RunningStack) -> dict[str, bool]:
    """Whether each process answers, as `somicis status` sees it."""
    return {process.name: process.answers for process in examine(running.clients("operator")).processes}


def known_states(case: Case) -> dict[str, str]:
    """Partner → where the case knows it to stand."""
    return {one.recipient: one.state for one in case.referrals}


def number(running: RunningStack, code: str) -> int:
    """An indicator's value on the sheet of the first quarter."""
    asked = reporting.GetSheetRequest(**QUARTER)
    sheet = running.clients("supervisor").reporting.GetSheet(asked, timeout=LIMIT_S)
    values: dict[str, str] = {one.code: one.value for one in sheet.indicators}
    return int(values[code])
