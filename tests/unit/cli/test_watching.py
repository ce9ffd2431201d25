"""A partner's stream across interruptions."""

from collections.abc import Iterator
from itertools import islice

import grpc
import pytest
from somicis.referral.v1.referral_service_pb2 import (
    CaughtUp,
    ReferralChange,
    WatchReferralsRequest,
    WatchReferralsResponse,
)

from apps.connection.asking import Patience
from apps.connection.clients import Clients
from apps.connection.identity import identity_of
from apps.connection.problems import Unavailable
from apps.connection.refusals import Refused
from apps.connection.stack_file import read_stack
from apps.connection.watching import watch_referrals
from tests.support.answering_stack import AnsweringStack, refusing

QUICK = Patience(limit_s=5.0, first_pause_s=0.001)


def change(number: int) -> WatchReferralsResponse:
    """The change of that number."""
    return WatchReferralsResponse(cursor=f"cursor-{number}", change=ReferralChange(change_id=f"log/{number}"))


@pytest.fixture
def partner(stack: AnsweringStack) -> Iterator[Clients]:
    """The stack's services for a Chamber of Commerce."""
    found = read_stack(stack.file)
    with Clients(found, identity_of(found, "CCIAA_MARCHE")) as clients:
        yield clients


@pytest.mark.parametrize(
    "interruption",
    [grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.ABORTED, grpc.StatusCode.RESOURCE_EXHAUSTED],
    ids=lambda code: code.name,
)
def test_an_interruption_loses_nothing_and_tells_nothing_twice(
    interruption: grpc.StatusCode, stack: AnsweringStack, partner: Clients
) -> None:
    """The stream is taken up at the last cursor; what comes again is known by its id."""

    def stream(request: WatchReferralsRequest, call: grpc.ServicerContext) -> Iterator[WatchReferralsResponse]:
        if not request.cursor:
            yield change(1)
            yield change(2)
            call.abort(interruption, "come back")
        yield change(2)
        yield change(3)
        yield WatchReferralsResponse(cursor="cursor-3", caught_up=CaughtUp())

    stack.answers["WatchReferrals"] = stream

    told = list(islice(watch_referrals(partner, patience=QUICK), 4))

    assert [one.change.change_id for one in told] == ["log/1", "log/2", "log/3", ""]
    assert [request.cursor for request in stack.requests("WatchReferrals")] == ["", "cursor-2"]


def test_patience_begins_with_the_interruption(stack: AnsweringStack, partner: Clients) -> None:
    """A stream that had long been silent is taken up again like any other."""
    impatient = Patience(limit_s=0.0, first_pause_s=0.001)

    def stream(request: WatchReferralsRequest, call: grpc.ServicerContext) -> Iterator[WatchReferralsResponse]:
        yield change(2 if request.cursor else 1)
        call.abort(grpc.StatusCode.UNAVAILABLE, "come back")

    stack.answers["WatchReferrals"] = stream

    assert [one.change.change_id for one in islice(watch_referrals(partner, patience=impatient), 2)] == [
        "log/1",
        "log/2",
    ]


def test_who_may_not_watch_is_told_so(stack: AnsweringStack, partner: Clients) -> None:
    """A refusal is no interruption."""
    stack.answers["WatchReferrals"] = refusing("ROLE_MAY_NOT_CALL")

    with pytest.raises(Refused, match="ROLE_MAY_NOT_CALL"):
        next(watch_referrals(partner, patience=QUICK))


def test_a_service_that_stays_away_ends_the_watch(stack: AnsweringStack, partner: Clients) -> None:
    """Who waits for ever learns nothing."""

    def stream(_: object, call: grpc.ServicerContext) -> None:
        call.abort(grpc.StatusCode.UNAVAILABLE, "away")

    stack.answers["WatchReferrals"] = stream

    with pytest.raises(Unavailable, match="referral"):
        next(watch_referrals(partner, patience=Patience(limit_s=0.05, first_pause_s=0.01)))
