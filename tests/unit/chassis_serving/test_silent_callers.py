"""Somebody who opens a call and says nothing costs nobody else anything, and is not waited for without end."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import grpc
import pytest

from chassis.serving import Limits
from tests.support.eventually import eventually
from tests.support.grpc_answers import failure_of
from tests.support.running_server import Running

GET = "/somicis.catalogue.v1.CatalogueService/GetMeasure"
WATCH = "/somicis.referral.v1.ReferralService/WatchReferrals"
REFLECT = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"
THREADS = 32 + Limits().streams
"""All a server has."""


Silence = Callable[[], Iterator[bytes]]


@pytest.fixture
def silence() -> Iterator[Silence]:
    """What somebody sends who sends nothing, until the test ends."""
    ended = threading.Event()

    def nothing() -> Iterator[bytes]:
        ended.wait()
        yield from ()

    yield nothing
    ended.set()


def silent_call(channel: Any, path: str, silence: Silence) -> Any:
    """Open a call of a method and send nothing; its end is awaited with `result`."""
    return channel.stream_unary(path).future(silence(), timeout=30)


@pytest.mark.parametrize("path", [GET, "/somicis.nowhere.v1.Nothing/Ask"])
def test_a_stranger_is_turned_away_before_anybody_waits_for_what_it_sends(
    running: Running, silence: Silence, path: str
) -> None:
    """Who calls is asked first."""
    failure = failure_of(silent_call(running.with_token("none"), path, silence).result)

    assert failure.reason == "NO_VALID_TOKEN"


@pytest.mark.parametrize(("path", "caller"), [(GET, "operator"), (WATCH, "CPI_FERMO"), (REFLECT, "CPI_FERMO")])
def test_whoever_sends_nothing_in_time_is_hung_up_on(start: Any, silence: Silence, path: str, caller: str) -> None:
    """One request, or the next one of a conversation: its thread and its place are free again."""
    running = start(Limits(request_s=0.2))
    channel = running.person(caller) if caller.islower() else running.organisation(caller)

    failure = failure_of(silent_call(channel, path, silence).result)

    assert failure.code is grpc.StatusCode.CANCELLED
    eventually(lambda: running.registry.get_sample_value("somicis_rpc_streams_open"), 0)


def test_as_many_silent_strangers_as_there_are_threads_keep_nobody_waiting(running: Running, silence: Silence) -> None:
    """Anybody can reach the people's port; what they cannot do is stop the desk."""
    strangers = [running.with_token(f"none {n}") for n in range(3)]
    calls = [silent_call(strangers[n % 3], GET, silence) for n in range(THREADS)]

    failure = failure_of(lambda: running.person("operator").unary_unary(GET)(b"\x00", timeout=10))

    assert failure.reason == "MALFORMED_MESSAGE"
    for call in calls:
        call.cancel()


def test_whoever_ends_without_a_request_is_told_so(running: Running) -> None:
    """There is nothing to answer."""
    failure = failure_of(running.person("operator").stream_unary(GET).future(iter(()), timeout=10).result)

    assert failure.reason == "MALFORMED_MESSAGE"
