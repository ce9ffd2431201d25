"""What a partner sees who watches its stream."""

import json
from collections.abc import Iterator

import grpc
from somicis.referral.v1 import referral_pb2 as referrals
from somicis.referral.v1 import referral_service_pb2 as referral

from tests.support.answering_stack import AnsweringStack
from tests.unit.cli.conftest import Somicis

REFERRAL = "57229557-d0d1-50d5-9388-1bb2bf47953c"


def test_a_partner_follows_its_stream_and_ends_when_it_has_caught_up(at_stack: Somicis, stack: AnsweringStack) -> None:
    """One line a change, so that a script can act on each as it comes."""
    sent = referrals.Referral(
        referral_id=REFERRAL, recipient="CCIAA_MARCHE", state=referrals.REFERRAL_STATE_SENT, attempt=1
    )
    change = referral.ReferralChange(
        change_id="log/1", what="referral.sent", referral=sent, recorded_at="2023-02-02T09:00:00Z"
    )
    stream = [
        referral.WatchReferralsResponse(cursor="c1", change=change),
        referral.WatchReferralsResponse(cursor="c1", caught_up=referral.CaughtUp()),
    ]
    stack.answers["WatchReferrals"] = lambda *_: iter(stream)

    machine = at_stack("partner", "watch", "--once", "--as", "CCIAA_MARCHE", "--output", "json")
    person = at_stack("partner", "watch", "--once", "--as", "CCIAA_MARCHE")

    assert [json.loads(line)["referral"]["state"] for line in machine.out.splitlines()] == ["sent"]
    assert person.out.startswith("02/02/2023 10:00:00  Invio spedito  tentativo 1 a CCIAA_MARCHE")


def test_a_partner_is_told_that_the_stream_waits_and_how_to_go_on_from_its_end(
    at_stack: Somicis, stack: AnsweringStack
) -> None:
    """Silence reads as a fault; and the place to go on from is one word to copy, even if the stream broke."""
    cursor = "c" * 200
    caught_up = referral.WatchReferralsResponse(cursor=cursor, caught_up=referral.CaughtUp())

    def stream(_: object, call: grpc.ServicerContext) -> Iterator[referral.WatchReferralsResponse]:
        yield caught_up
        call.abort(grpc.StatusCode.PERMISSION_DENIED, "no longer")

    stack.answers["WatchReferrals"] = stream

    person = at_stack("partner", "watch", "--as", "CCIAA_MARCHE").err.splitlines()
    machine = at_stack("partner", "watch", "--as", "CCIAA_MARCHE", "--output", "json").err

    assert "Attendo ciò che segue" in person[0]
    assert person[1].endswith(f"--cursor {cursor}")
    assert cursor not in machine
