"""The servicer every gRPC process has beside its services': status, and the test clock."""

from collections.abc import Sequence
from typing import Any, Protocol

from somicis.shared.v1 import operations_service_pb2 as pb

from chassis.adopting import Adopting
from chassis.clock import Clock, TestClock
from chassis.days import instant_of
from chassis.log_decisions import Decision, Order
from chassis.modelling import InvalidField, Origin
from chassis.presence import WorkerStanding
from chassis.refusals import NoTestClock
from chassis.standing import FollowerStanding, SourceStanding, Standing, Standings
from chassis.translating import enum_to


class _Call(Protocol):
    def now(self) -> object:
        """The present instant."""

    def origin(self) -> Origin:
        """Who asks."""


class Operations:
    """Answers for every service this process hosts."""

    def __init__(self, standings: Sequence[Standings], clock: Clock) -> None:
        self._standings = standings
        self._clock = clock
        self._adopting = {each.service: each.adopting() for each in standings}

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

    def AdoptLog(self, request: pb.AdoptLogRequest, call: _Call) -> pb.AdoptLogResponse:
        """Have a service hear a log that stopped a source. Raises as Adopting.adopt does."""
        decision = self._of(request).adopt(request.source, request.log, _order(request, call))
        return pb.AdoptLogResponse(decision=_decision(request.service, decision))

    def AcceptDifference(self, request: pb.AcceptDifferenceRequest, call: _Call) -> pb.AcceptDifferenceResponse:
        """Have a service do without what an adopted log lacks. Raises as Adopting.accept does."""
        accepted = self._of(request).accept(request.source, request.after, _order(request, call))
        return pb.AcceptDifferenceResponse(
            decision=_decision(request.service, accepted.decision),
            put_back=[pb.FollowerPutBack(**vars(one)) for one in accepted.put_back],
            gone=[_gone(row) for row in accepted.gone],
        )

    def KeepLog(self, request: pb.KeepLogRequest, call: _Call) -> pb.KeepLogResponse:
        """Have a service go on with the log it hears. Raises as Adopting.keep does."""
        decision = self._of(request).keep(request.source, _order(request, call))
        return pb.KeepLogResponse(decision=_decision(request.service, decision))

    def _of(self, request: Any) -> Adopting:
        if request.service not in self._adopting:
            raise InvalidField("service", f"is not answered for here, only {', '.join(self._adopting)}")
        return self._adopting[request.service]


def _order(request: Any, call: _Call) -> Order:
    origin = call.origin()
    return Order(request.request_id, request.reason, origin.actor, origin.organisation)


def _decision(service: str, decision: Decision) -> pb.LogDecision:
    return pb.LogDecision(
        kind=enum_to(pb.LogDecisionKind, decision.kind),
        service=service,
        source=decision.source,
        log=decision.log,
        other_log=decision.other_log,
        heard_until=decision.heard_until,
        after=decision.after,
        gone=decision.gone,
        reason=decision.reason,
        decided_by=decision.actor,
        organisation=decision.organisation,
        decided_at=decision.decided_at.isoformat(),
    )


def _gone(row: Any) -> pb.EventGone:
    recorded = row.recorded_at.isoformat()
    return pb.EventGone(position=row.position, type=row.type, subject=row.subject, recorded_at=recorded)


def _source(service: str, standing: SourceStanding) -> pb.SourceStatus:
    mark, comparison = standing.mark, standing.comparison
    common = comparison.common if comparison else None
    met = standing.adoptable or next(reversed(standing.met), None)
    return pb.SourceStatus(
        source=mark.source,
        mark=mark.mark,
        known=mark.known,
        log=mark.log,
        stopped=mark.stopped,
        met_log=met.log if met else "",
        met_at=met.first_met_at.isoformat() if met else "",
        left_before=bool(standing.met) and not standing.adoptable,
        compared_until=comparison.until if comparison else 0,
        differs=common is not None,
        common_position=common or 0,
        decisions=[_decision(service, each) for each in standing.decisions],
        met_logs=[each.log for each in standing.met],
        contradicted_position=mark.contradicted_position,
    )


def _status(standing: Standing) -> pb.ServiceStatus:
    return pb.ServiceStatus(
        service=standing.service,
        log=standing.head.log,
        head=standing.head.position,
        relayed=standing.relayed.scanned,
        last_public=standing.relayed.last_public,
        worker_alive=standing.worker_alive,
        sources=[_source(standing.service, each) for each in standing.sources],
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
        waits_for=standing.waits_for,
    )


def _follower(standing: FollowerStanding) -> pb.FollowerStatus:
    return pb.FollowerStatus(
        follower=standing.follower,
        source=standing.source,
        position=standing.position,
        head=standing.head,
        parked=standing.parked,
    )
