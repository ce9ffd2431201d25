"""Knows when a stack has come to rest: everything said has been heard and handled, everywhere (design D16)."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from somicis.shared.v1.operations_service_pb2 import (
    FollowerStatus,
    GetStatusRequest,
    GetStatusResponse,
    ServiceStatus,
    SetClockRequest,
    SourceStatus,
)

from apps.connection.asking import A_QUESTION, Patience, ask
from apps.connection.clients import Clients
from apps.connection.problems import NotSettled

PATIENCE_S = 60.0
PAUSE_S = 0.05


@dataclass(frozen=True)
class Snapshot:
    """What the services said of themselves at one asking; they were not asked at one instant."""

    services: Mapping[str, ServiceStatus]
    now: str
    test_clock: bool


@dataclass(frozen=True)
class Unfinished:
    """One thing not at rest. `code` names what, `part` whose it is ("" for the service itself)."""

    code: str
    service: str
    part: str = ""
    at: int = 0
    wanted: int = 0
    why: str = ""
    log: str = ""

    def __str__(self) -> str:
        where = f"{self.service}/{self.part}" if self.part else self.service
        return f"{where}: {self.code} {self.why or f'{self.at} of {self.wanted}'}"


def look(clients: Clients, patience: Patience = A_QUESTION) -> Snapshot:
    """Ask every service how it is doing, at whichever of its processes answers."""
    return gathered([ask(service.GetStatus, GetStatusRequest(), patience) for service in clients.operations])


def gathered(answers: Sequence[GetStatusResponse]) -> Snapshot:
    """What processes have said of the services they host; nothing is known when none has answered."""
    services = {status.service: status for answer in answers for status in answer.services}
    now = answers[0].now if answers else ""
    return Snapshot(services, now, test_clock=bool(answers) and all(answer.test_clock for answer in answers))


def settle(see: Callable[[], Snapshot], within_s: float = PATIENCE_S) -> Snapshot:
    """Look until two snapshots in a row are the same and nothing in them is unfinished.

    One snapshot is not enough: its services answer one after the other, and what one has just said may
    be on its way to another that answered before. All numbers only grow, so two that are alike enclose
    a moment at which nothing was on its way.

    Raises:
        NotSettled: it did not happen within `within_s` seconds; the message has what was last seen.

    """
    give_up_at = time.monotonic() + within_s
    before: Mapping[str, ServiceStatus] | None = None
    while True:
        snapshot = see()
        left = unfinished(snapshot)
        seen = _without_workers(snapshot)
        if not left and seen == before:
            return snapshot
        if time.monotonic() > give_up_at:
            raise NotSettled(seconds=f"{within_s:g}", seen=_told(left))
        before = seen
        time.sleep(PAUSE_S)


def move_clock(
    clients: Clients, instant: str, within_s: float = PATIENCE_S, patience: Patience = A_QUESTION
) -> Snapshot:
    """Settle the stack, set its test clock, and settle again: what fell due by then has happened.

    `instant` is RFC 3339 with an offset. Raises NotSettled, and Refused by the service that keeps the clock.
    """
    settle(lambda: look(clients, patience), within_s)
    ask(clients.operations[0].SetClock, SetClockRequest(instant=instant), patience)
    return settle(lambda: look(clients, patience), within_s)


def unfinished(snapshot: Snapshot) -> list[Unfinished]:
    """Everything not at rest, in order of service; empty when nothing is left to do."""
    return [one for name in sorted(snapshot.services) for one in _of_service(snapshot, snapshot.services[name])]


def stopped(snapshot: Snapshot) -> list[Unfinished]:
    """The sources that a service hears no more until somebody decides: waiting does not help."""
    return [
        _stopped(status.service, source, snapshot.services.get(source.source))
        for _, status in sorted(snapshot.services.items())
        for source in status.sources
        if source.stopped
    ]


def _of_service(snapshot: Snapshot, status: ServiceStatus) -> Iterator[Unfinished]:
    if not status.worker_alive:
        yield Unfinished("WORKER_SILENT", status.service, why="nobody holds its lease")
    if status.relayed != status.head:
        yield Unfinished("RELAY_BEHIND", status.service, at=status.relayed, wanted=status.head)
    if status.timers_late:
        yield Unfinished("TIMERS_LATE", status.service, at=status.timers_late)
    for source in status.sources:
        yield from _of_source(snapshot, status.service, source)
    for follower in status.followers:
        yield from _of_follower(status.service, follower)


def _of_source(snapshot: Snapshot, service: str, source: SourceStatus) -> Iterator[Unfinished]:
    said = snapshot.services.get(source.source)
    if source.stopped:
        yield _stopped(service, source, said)
    elif said is None:
        yield Unfinished("SOURCE_SILENT", service, source.source, why="it did not answer")
    elif not source.mark == source.known == said.last_public:
        yield Unfinished("SOURCE_BEHIND", service, source.source, at=source.mark, wanted=said.last_public)


def _stopped(service: str, source: SourceStatus, said: ServiceStatus | None) -> Unfinished:
    """What a person has to decide; the other log is the one the source has now, if that was met."""
    if source.left_before:
        return Unfinished("SOURCE_OF_A_LEFT_LOG", service, source.source, why=source.stopped)
    if source.met_log:
        log = said.log if said and said.log in source.met_logs else source.met_log
        return Unfinished("SOURCE_OF_ANOTHER_LOG", service, source.source, why=source.stopped, log=log)
    if source.contradicted_position:
        at = source.contradicted_position
        return Unfinished("SOURCE_CONTRADICTS", service, source.source, at, why=source.stopped)
    if source.differs:
        at, wanted = source.common_position, source.compared_until
        return Unfinished("SOURCE_DIFFERS", service, source.source, at, wanted, why=source.stopped)
    return Unfinished("SOURCE_STOPPED", service, source.source, why=source.stopped)


def _of_follower(service: str, follower: FollowerStatus) -> Iterator[Unfinished]:
    if follower.parked:
        yield Unfinished("PARKED", service, follower.follower, at=follower.parked)
    if follower.position > follower.head:
        yield Unfinished("FOLLOWER_AHEAD", service, follower.follower, at=follower.position, wanted=follower.head)
    elif follower.position < follower.head:
        yield Unfinished("FOLLOWER_BEHIND", service, follower.follower, at=follower.position, wanted=follower.head)


def _without_workers(snapshot: Snapshot) -> Mapping[str, ServiceStatus]:
    # They say every few seconds that they are there: that is no work on its way.
    seen = {}
    for name, status in snapshot.services.items():
        seen[name] = ServiceStatus()
        seen[name].CopyFrom(status)
        seen[name].ClearField("workers")
    return seen


def _told(left: list[Unfinished]) -> str:
    return "; ".join(map(str, left)) or "nothing unfinished, but the numbers kept changing"
