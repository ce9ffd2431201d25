"""The servicer every gRPC process has beside its services': status, and the test clock."""

from collections.abc import Sequence
from typing import Protocol

from somicis.shared.v1 import operations_service_pb2 as pb

from chassis.clock import Clock, TestClock
from chassis.days import instant_of
from chassis.presence import WorkerStanding
from chassis.refusals import NoTestClock
from chassis.standing import FollowerStanding, Standing, Standings


class _Call(Protocol):
    def now(self) -> object:
        """The present instant."""


class Operations:
    """Answers for every service this process hosts."""

    def __init__(self, standings: Sequence[Standings], clock: Clock) -> None:
        self._standings = standings
        self._clock = clock

    def GetStatus(self, request: pb.GetStatusRequest, call: _Call) -> pb.GetStatusResponse:
        """How every service stands."""
        del request, call
        return pb.GetStatusResponse(
            services=[_status(each.now()) for each in self._standings],
            now=self._clock.now().isoformat(),
            test_clock=isinstance(self._clock, TestClock),
        )

    def SetClock(self, request: pb.SetClockRequest, call: _Call) -> pb.SetClockResponse:
        """Move the test clock. Raises NoTestClock, ClockMovesForward."""
        del call
        if not isinstance(self._clock, TestClock):
            raise NoTestClock
        self._clock.set(instant_of(request.instant))
        return pb.SetClockResponse(now=self._clock.now().isoformat())


def _status(standing: Standing) -> pb.ServiceStatus:
    return pb.ServiceStatus(
        service=standing.service,
        log=standing.head.log,
        head=standing.head.position,
        relayed=standing.relayed.scanned,
        last_public=standing.relayed.last_public,
        worker_alive=standing.worker_alive,
        sources=[
            pb.SourceStatus(source=mark.source, mark=mark.mark, known=mark.known, log=mark.log, stopped=mark.stopped)
            for mark in standing.marks
        ],
        followers=[_follower(each) for each in standing.followers],
        timers_late=standing.timers_late,
        workers=[_worker(each) for each in standing.workers],
    )


def _worker(standing: WorkerStanding) -> pb.WorkerStatus:
    return pb.WorkerStatus(
        process=standing.process,
        machine=standing.machine,
        started_at=standing.started_at.isoformat(),
        seen_at=standing.seen_at.isoformat(),
        holds_lease=standing.holds_lease,
        silent=standing.silent,
    )


def _follower(standing: FollowerStanding) -> pb.FollowerStatus:
    return pb.FollowerStatus(
        follower=standing.follower,
        source=standing.source,
        position=standing.position,
        head=standing.head,
        parked=standing.parked,
    )
