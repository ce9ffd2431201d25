"""Of those who decide on the same version of a case one wins; the others are told what changed meanwhile."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import grpc
import pytest
from somicis.intake.v1 import case_pb2 as cases
from somicis.intake.v1 import intake_service_pb2 as intake

from apps.connection.clients import Clients
from apps.connection.history import history_of
from apps.connection.refusals import refused
from tests.support.at_once import at_once
from tests.support.desk_at_work import LIMIT_S, CaseInHand, DeskAtWork, asked_anew
from tests.support.grpc_answers import Failure, failure_of

pytestmark = pytest.mark.slow

CLIENTS, ROUNDS = 8, 6


def follow_up(case: CaseInHand, version: int) -> Any:
    """A follow-up decided on a version, under a request id of its own."""
    request = intake.RecordFollowUpRequest(channel=cases.CHANNEL_PHONE)
    request.case_id, request.expected_version = case.case_id, version
    return asked_anew(request)


def test_of_two_operators_at_version_7_one_wins_and_the_other_is_told_what_changed(desk: DeskAtWork) -> None:
    """The second decided on a case that was no longer so: nothing of theirs is stored."""
    case = desk.case().analysed().followed_up()
    assert case.reread().version == 7
    first, second = desk.running.clients("operator"), desk.running.clients("operator-2")

    won = first.intake.RecordFollowUp(follow_up(case, 7), timeout=LIMIT_S)
    lost = failure_of(lambda: second.intake.RecordFollowUp(follow_up(case, 7), timeout=LIMIT_S))

    assert won.receipt.version == 8
    assert (lost.code, lost.reason) == (grpc.StatusCode.ABORTED, "STALE_VERSION")
    assert lost.facts == {"expected": "7", "actual": "8", "changed": "8 case.followed_up (op-1)"}
    assert case.reread().version == 8


def test_whoever_was_told_reads_again_and_wins(desk: DeskAtWork) -> None:
    """The refusal has the present version: the same decision on it is carried out."""
    case = desk.case().analysed()
    stale = follow_up(case, 3)
    told = failure_of(lambda: desk.operator.intake.RecordFollowUp(stale, timeout=LIMIT_S))
    stale.expected_version = int(told.facts["actual"])

    assert desk.operator.intake.RecordFollowUp(stale, timeout=LIMIT_S).receipt.version == case.version + 1


def test_a_version_that_is_yet_to_come_is_as_stale(desk: DeskAtWork) -> None:
    """Nobody has seen it."""
    case = desk.case()

    told = case_refusal(case, follow_up(case, 99))

    assert (told.reason, told.facts["actual"]) == ("STALE_VERSION", "1")


def case_refusal(case: CaseInHand, request: Any) -> Failure:
    """How a follow-up is refused."""
    return failure_of(lambda: case.desk.operator.intake.RecordFollowUp(request, timeout=LIMIT_S))


def test_of_eight_clients_at_every_version_exactly_one_wins(desk: DeskAtWork) -> None:
    """Round after round at the same moment, over connections of their own: no version is given twice or left out."""
    case = desk.case()
    clients = [desk.running.clients_anew(("operator", "operator-2")[n % 2]) for n in range(CLIENTS)]
    for version in range(1, ROUNDS + 1):
        requests = [follow_up(case, version) for _ in clients]

        ends = at_once(CLIENTS, partial(end_of, clients, requests))

        assert sorted(ends, key=str) == [version + 1, *["STALE_VERSION"] * (CLIENTS - 1)], ends
    entries = history_of(desk.running.clients("auditor"), case.case_id)
    followed_up = [entry.version for entry in entries if entry.name == "case.followed_up"]
    assert followed_up == list(range(2, ROUNDS + 2))


def end_of(clients: Sequence[Clients], requests: Sequence[Any], number: int) -> int | str:
    """The version a follow-up led to, or the reason why not."""
    try:
        version: int = clients[number].intake.RecordFollowUp(requests[number], timeout=LIMIT_S).receipt.version
    except grpc.RpcError as error:
        return refused(error).reason
    return version
