"""When a stack has come to rest, and what is said when it has not."""

from collections.abc import Callable, Iterator

import grpc
import pytest
from somicis.shared.v1.operations_service_pb2 import (
    FollowerStatus,
    GetStatusResponse,
    ServiceStatus,
    SetClockResponse,
    SourceStatus,
)

from apps.connection.clients import Clients
from apps.connection.identity import identity_of
from apps.connection.problems import NotSettled
from apps.connection.settling import Snapshot, move_clock, settle, unfinished
from apps.connection.stack_file import read_stack
from tests.support.answering_stack import AnsweringStack


def resting() -> dict[str, ServiceStatus]:
    """Two services with nothing left to do: one speaks, the other hears it."""
    intake = ServiceStatus(service="intake", head=9, relayed=9, last_public=8, worker_alive=True)
    intake.followers.add(follower="caseload", position=9, head=9)
    referral = ServiceStatus(service="referral", head=4, relayed=4, last_public=4, worker_alive=True)
    referral.sources.add(source="intake", mark=8, known=8)
    referral.followers.add(follower="sending", source="intake", position=8, head=8)
    return {"intake": intake, "referral": referral}


def seen(services: dict[str, ServiceStatus]) -> Snapshot:
    """The services at one asking."""
    return Snapshot(services, now="2023-02-02T09:00:00+00:00", test_clock=True)


def source(status: ServiceStatus) -> SourceStatus:
    """The one source a service hears."""
    return status.sources[0]


def follower(status: ServiceStatus) -> FollowerStatus:
    """The one follower of a service."""
    return status.followers[0]


def relay_behind(services: dict[str, ServiceStatus]) -> None:
    """The log has an event that is not published."""
    services["intake"].relayed = 8


def worker_silent(services: dict[str, ServiceStatus]) -> None:
    """Nobody works for the service."""
    services["intake"].worker_alive = False


def timers_late(services: dict[str, ServiceStatus]) -> None:
    """Something was due and has not happened."""
    services["referral"].timers_late = 1


def message_missing(services: dict[str, ServiceStatus]) -> None:
    """The last message has not arrived."""
    source(services["referral"]).mark = 7


def heartbeat_missing(services: dict[str, ServiceStatus]) -> None:
    """Not even the news of the last message has arrived."""
    source(services["referral"]).known = 7


def source_stopped(services: dict[str, ServiceStatus]) -> None:
    """A person has to decide."""
    source(services["referral"]).stopped = "another log"


def source_silent(services: dict[str, ServiceStatus]) -> None:
    """The one that is heard does not answer for itself."""
    del services["intake"]


def follower_behind(services: dict[str, ServiceStatus]) -> None:
    """A read model has an event to handle."""
    follower(services["intake"]).position = 8


def event_parked(services: dict[str, ServiceStatus]) -> None:
    """Two events could not be handled."""
    follower(services["referral"]).parked = 2


WHAT_MAY_BE_LEFT: dict[Callable[[dict[str, ServiceStatus]], None], str] = {
    relay_behind: "intake: RELAY_BEHIND 8 of 9",
    worker_silent: "intake: WORKER_SILENT nobody holds its lease",
    timers_late: "referral: TIMERS_LATE 1 of 0",
    message_missing: "referral/intake: SOURCE_BEHIND 7 of 8",
    heartbeat_missing: "referral/intake: SOURCE_BEHIND 8 of 8",
    source_stopped: "referral/intake: SOURCE_STOPPED another log",
    source_silent: "referral/intake: SOURCE_SILENT it did not answer",
    follower_behind: "intake/caseload: FOLLOWER_BEHIND 8 of 9",
    event_parked: "referral/sending: PARKED 2 of 0",
}


def test_a_stack_at_rest_has_nothing_unfinished() -> None:
    """Everything said has been published, heard and handled."""
    assert unfinished(seen(resting())) == []


@pytest.mark.parametrize("disturb", WHAT_MAY_BE_LEFT, ids=lambda disturb: disturb.__name__)
def test_anything_left_to_do_is_named(disturb: Callable[[dict[str, ServiceStatus]], None]) -> None:
    """Each number that is not where it could be is one line, with whose it is."""
    services = resting()
    disturb(services)

    assert [str(one) for one in unfinished(seen(services))] == [WHAT_MAY_BE_LEFT[disturb]]


def test_one_look_is_not_enough() -> None:
    """The services answer one after the other: only two looks alike enclose a moment of rest."""
    moved = resting()
    moved["intake"].head = moved["intake"].relayed = moved["intake"].followers[0].position = 10
    moved["intake"].followers[0].head = 10
    looks: Iterator[Snapshot] = iter([seen(resting()), seen(moved), seen(moved)])

    assert settle(lambda: next(looks)).services == moved
    assert next(looks, None) is None


def test_a_worker_that_says_it_is_there_disturbs_nobodys_rest() -> None:
    """It says so every few seconds, at work or not."""
    looks = [resting(), resting()]
    for at, services in enumerate(looks):
        services["intake"].workers.add(process="intake-worker", seen_at=f"2023-02-02T09:00:0{at}+00:00")
    left = [seen(services) for services in looks]

    settle(lambda: left.pop(0))

    assert left == []


def test_a_stack_that_does_not_rest_is_refused_with_what_was_last_seen() -> None:
    """Nobody moves a clock over the heads of those who are still at work."""
    services = resting()
    event_parked(services)

    with pytest.raises(NotSettled) as problem:
        settle(lambda: seen(services), within_s=0.2)

    assert problem.value.facts == {"seconds": "0.2", "seen": "referral/sending: PARKED 2 of 0"}


def test_the_clock_moves_between_two_rests(stack: AnsweringStack) -> None:
    """Everything due by the new instant has happened when the command ends."""
    late = resting()
    timers_late(late)
    looks = [resting(), resting(), late, resting(), resting()]

    def status(_: object, call: grpc.ServicerContext) -> GetStatusResponse:
        return GetStatusResponse(services=looks.pop(0).values(), now="2023-02-02T09:00:00+00:00", test_clock=True)

    stack.answers["GetStatus"] = status
    stack.answers["SetClock"] = SetClockResponse(now="2023-02-02T09:00:00+00:00")
    found = read_stack(stack.file)
    with Clients(found, identity_of(found, "ops")) as clients:
        move_clock(clients, "2023-02-02T10:00:00+01:00")

    assert [method for method, _ in stack.asked] == ["GetStatus"] * 2 + ["SetClock"] + ["GetStatus"] * 3
    assert stack.requests("SetClock")[0].instant == "2023-02-02T10:00:00+01:00"
