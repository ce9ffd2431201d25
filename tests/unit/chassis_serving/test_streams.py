"""Streams are counted, grow only so old, and end when nobody reads or nobody serves."""

from typing import Any

import grpc
import pytest
from somicis.referral.v1.referral_service_pb2 import WatchReferralsRequest
from somicis.referral.v1.referral_service_pb2_grpc import ReferralServiceStub

from chassis.serving import Limits
from tests.support.eventually import eventually
from tests.support.grpc_answers import Failure, failure_of
from tests.support.running_server import Running


def watch(running: Running, partner: str = "CPI_FERMO", cursor: str = "") -> Any:
    """Open a stream."""
    stub = ReferralServiceStub(running.organisation(partner))
    return stub.WatchReferrals(WatchReferralsRequest(cursor=cursor), timeout=30)


def end_of(stream: Any) -> Failure:
    """Read to the end, which is a failure."""
    return failure_of(lambda: list(stream))


def open_streams(running: Running) -> float | None:
    """What the metrics say."""
    return running.registry.get_sample_value("somicis_rpc_streams_open")


def test_a_stream_brings_what_the_servicer_yields(running: Running) -> None:
    """One message after another."""
    stream = watch(running)

    assert [next(stream).WhichOneof("content") for _ in range(3)] == ["heartbeat"] * 3


def test_a_stream_whose_reader_has_gone_ends(running: Running) -> None:
    """Its thread and its place are free again."""
    stream = watch(running)
    next(stream)
    assert (running.referrals.open, open_streams(running)) == (1, 1)

    stream.cancel()

    eventually(lambda: (running.referrals.open, open_streams(running)), (0, 0))
    labels = {"service": "somicis.referral.v1.ReferralService", "method": "WatchReferrals", "code": "CANCELLED"}
    eventually(lambda: running.registry.get_sample_value("somicis_rpc_requests_total", labels), 1)


def test_one_stream_too_many_is_refused_at_once(start: Any) -> None:
    """And has a place as soon as another ends."""
    running = start(Limits(streams=2))
    first, second = watch(running), watch(running)
    next(first), next(second)

    failure = end_of(watch(running))
    assert (failure.code, failure.reason) == (grpc.StatusCode.RESOURCE_EXHAUSTED, "TOO_MANY_STREAMS")
    assert failure.facts == {"limit": "2"}

    first.cancel()
    eventually(lambda: open_streams(running), 1)
    next(watch(running))


def test_one_organisation_has_no_more_than_its_share(start: Any) -> None:
    """A partner whose client forgets to close its streams shuts out itself, and nobody else."""
    running = start(Limits(streams=5, streams_each=2))
    mine = [watch(running) for _ in range(2)]
    for stream in mine:
        next(stream)

    failure = end_of(watch(running))
    assert (failure.code, failure.reason) == (grpc.StatusCode.RESOURCE_EXHAUSTED, "SHARE_OF_STREAMS_TAKEN")
    assert failure.facts == {"limit": "2", "organisation": "CPI_FERMO"}
    anothers = watch(running, "CCIAA_MARCHE")
    next(anothers)

    mine[0].cancel()
    eventually(lambda: open_streams(running), 2)
    next(watch(running))


def test_streams_leave_threads_for_everything_else(start: Any) -> None:
    """A server full of streams still answers."""
    running = start(Limits(streams=3))
    streams = [watch(running) for _ in range(3)]
    for stream in streams:
        next(stream)

    failure = failure_of(
        lambda: running.person("operator").unary_unary("/somicis.nowhere.v1.Nothing/Ask")(b"", timeout=10)
    )

    assert failure.reason == "METHOD_UNKNOWN"


def test_a_stream_grows_only_so_old(start: Any) -> None:
    """The reader comes again with its cursor; what was left behind is freed."""
    running = start(Limits(stream_age_s=0.2))

    failure = end_of(watch(running))

    assert (failure.code, failure.reason) == (grpc.StatusCode.ABORTED, "STREAM_TOO_OLD")
    assert running.referrals.open == 0


def test_a_servicer_that_does_not_look_is_stopped_all_the_same(start: Any) -> None:
    """At its next message."""
    running = start(Limits(stream_age_s=0.2))
    running.referrals.heedless = True

    assert end_of(watch(running)).reason == "STREAM_TOO_OLD"
    assert running.referrals.open == 0


def test_a_servicer_that_does_not_look_keeps_no_server_from_stopping(running: Running) -> None:
    """It is cut off with whatever else has not finished."""
    running.referrals.heedless = True
    stream = watch(running)
    next(stream)

    running.server.drain(0.2)

    assert end_of(stream).code in {grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED}
    eventually(lambda: (running.referrals.open, open_streams(running)), (0, 0))


def test_a_stream_is_admitted_like_any_call(running: Running) -> None:
    """Role and fields first; neither takes a place."""
    forbidden = failure_of(
        lambda: list(ReferralServiceStub(running.person("operator")).WatchReferrals(WatchReferralsRequest()))
    )
    wrong = end_of(watch(running, cursor="not a cursor\n"))

    assert forbidden.reason == "ROLE_MAY_NOT_CALL"
    assert (wrong.code, wrong.fields) == (grpc.StatusCode.INVALID_ARGUMENT, ["cursor"])
    assert running.referrals.open == 0


def test_bytes_that_are_no_message_open_no_stream(running: Running) -> None:
    """As for any other call."""
    channel = running.organisation("CPI_FERMO")
    method = channel.unary_stream("/somicis.referral.v1.ReferralService/WatchReferrals")

    failure = failure_of(lambda: list(method(b"\xff\xff", timeout=10)))

    assert failure.reason == "MALFORMED_MESSAGE"


@pytest.mark.parametrize("streams", [1, 5])
def test_a_server_that_stops_says_so_to_every_reader(start: Any, streams: int) -> None:
    """They go on elsewhere from their cursors."""
    running = start()
    open_ones = [watch(running) for _ in range(streams)]
    for stream in open_ones:
        next(stream)

    running.server.drain(5)

    failures = [end_of(stream) for stream in open_ones]
    assert {(failure.code, failure.reason) for failure in failures} == {
        (grpc.StatusCode.UNAVAILABLE, "SERVER_STOPPING")
    }
