"""What a service is to make of a source that was restored is decided by ops, through its front door."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import grpc
import pytest
from somicis.shared.v1 import operations_service_pb2 as pb
from somicis.shared.v1.operations_service_pb2_grpc import OperationsServiceStub

from chassis.operations import Operations
from chassis.serving import OPERATIONS, Limits, ServedService
from chassis.standing import Standings
from tests.support.grpc_answers import failure_of
from tests.support.memory_broker import forget_everything
from tests.support.restored_source import RestoredSource
from tests.support.workshop import Workshop
from tests.support.workshop_says import ANOTHER_LOG, event
from tests.unit.chassis_serving.conftest import Start

DESCRIPTOR = pb.DESCRIPTOR.services_by_name["OperationsService"]
WHY = "restored from Tuesday's copy"


@pytest.fixture
def source(tmp_path: Path) -> Iterator[RestoredSource]:
    """A workshop and the listener that hears it, in files."""
    forget_everything()
    yield RestoredSource(Workshop(tmp_path), tmp_path)
    forget_everything()


@pytest.fixture
def by(source: RestoredSource, start: Start) -> Any:
    """The listener's front door, as somebody may call it."""
    shop = source.workshop
    standings = Standings("listener", source.listener.database, shop.clock, ["workshop"], [source.labels])
    running = start(Limits(), ServedService(DESCRIPTOR, Operations([standings], shop.clock), OPERATIONS))
    return lambda name: OperationsServiceStub(running.person(name))


def about(kind: type[Any], **given: Any) -> Any:
    """A decision about the workshop."""
    return kind(**{"request_id": str(uuid4()), "service": "listener", "source": "workshop", "reason": WHY} | given)


def status(by: Any) -> Any:
    """How the listener's one source stands."""
    [service] = by("operator").GetStatus(pb.GetStatusRequest(), timeout=10).services
    return service.sources[0]


@pytest.mark.parametrize("name", ["operator", "supervisor", "editor", "auditor"])
@pytest.mark.parametrize(
    ("method", "kind"),
    [
        ("AdoptLog", pb.AdoptLogRequest),
        ("AcceptDifference", pb.AcceptDifferenceRequest),
        ("KeepLog", pb.KeepLogRequest),
    ],
)
def test_nobody_but_ops_decides(by: Any, source: RestoredSource, name: str, method: str, kind: Any) -> None:
    """Whoever looks at numbers must not be able to move what they are made of."""
    failure = failure_of(lambda: getattr(by(name), method)(about(kind), timeout=10))

    assert (failure.code, failure.reason) == (grpc.StatusCode.PERMISSION_DENIED, "ROLE_MAY_NOT_CALL")
    assert source.decided() == []


def test_ops_goes_on_with_a_copy_that_lacks_something(by: Any, source: RestoredSource) -> None:
    """From the stop to the acceptance, and the status tells each step and who decided."""
    source.heard("spoon", "fork", "knife")
    left, renewed = source.log(), source.restored_and_stopped(1, "ladle")
    seen = status(by)
    assert (seen.met_log, seen.log, bool(seen.met_at)) == (renewed, left, True)

    adopted = by("ops").AdoptLog(about(pb.AdoptLogRequest, log=renewed), timeout=10).decision
    assert (adopted.log, adopted.other_log, adopted.heard_until, adopted.reason) == (renewed, left, 3, WHY)
    assert (status(by).compared_until, status(by).met_log) == (3, "")
    source.do(source.stopped, bool)
    seen = status(by)
    assert (seen.differs, seen.common_position, seen.compared_until) == (True, 1, 3)

    accepted = by("ops").AcceptDifference(about(pb.AcceptDifferenceRequest, after=1), timeout=10)
    assert [(one.follower, one.stood_at) for one in accepted.put_back] == [("there", 3)]
    subjects = [row.subject for row in source.gone()]
    assert [(one.position, one.subject) for one in accepted.gone] == list(zip([2, 3], subjects, strict=True))
    source.do(source.position, 2)
    seen = status(by)
    assert (seen.stopped, seen.differs, seen.compared_until) == ("", False, 0)
    kinds = [pb.LOG_DECISION_KIND_ADOPTED, pb.LOG_DECISION_KIND_ACCEPTED]
    assert [one.kind for one in seen.decisions] == kinds
    assert {one.organisation for one in seen.decisions} == {"PREFETTURA_FERMO"}


def test_a_second_copy_that_speaks_is_told_as_such(by: Any, source: RestoredSource) -> None:
    """It is never adopted; a third log that is met beside it may be."""
    source.heard("spoon")
    old = source.log()
    renewed = source.restored_and_stopped(1)
    by("ops").AdoptLog(about(pb.AdoptLogRequest, log=renewed), timeout=10)
    source.heard("fork")

    source.listener.hear(event(2, log=old))
    assert (status(by).met_log, status(by).left_before) == (old, True)
    source.listener.hear(event(2, log=ANOTHER_LOG), event(3, log=old))
    assert (status(by).met_log, status(by).left_before) == (ANOTHER_LOG, False)
    assert list(status(by).met_logs) == [old, ANOTHER_LOG]


def test_a_log_is_adopted_by_its_name(by: Any, source: RestoredSource) -> None:
    """Whoever names none has not said what is to be heard."""
    source.heard("spoon")
    renewed = source.restored_and_stopped(1)

    unnamed = failure_of(lambda: by("ops").AdoptLog(about(pb.AdoptLogRequest), timeout=10))
    unknown = failure_of(lambda: by("ops").AdoptLog(about(pb.AdoptLogRequest, log=ANOTHER_LOG), timeout=10))

    assert unnamed.fields == ["log"]
    assert (unknown.reason, unknown.facts["met"], unknown.facts["log"]) == ("LOG_NOT_MET", renewed, ANOTHER_LOG)
    assert source.decided() == []


def test_a_source_that_contradicts_itself_is_told_as_such(by: Any, source: RestoredSource) -> None:
    """With where it does; no decision goes on before its log has a new id."""
    source.heard("spoon", "fork")
    source.gone_back(1, "ladle")
    source.do(source.stopped, bool)

    refused = failure_of(lambda: by("ops").KeepLog(about(pb.KeepLogRequest), timeout=10))

    assert (status(by).contradicted_position, status(by).met_log) == (2, "")
    assert (refused.reason, refused.facts["position"]) == ("SOURCE_CONTRADICTS_ITSELF", "2")


def test_a_refusal_tells_what_it_judged_on(by: Any, source: RestoredSource) -> None:
    """A rule, its facts, and for a service that is not here, which are."""
    source.heard("spoon")

    refused = failure_of(lambda: by("ops").KeepLog(about(pb.KeepLogRequest), timeout=10))
    elsewhere = failure_of(
        lambda: by("ops").AdoptLog(about(pb.AdoptLogRequest, log=ANOTHER_LOG, service="kitchen"), timeout=10)
    )

    assert (refused.code, refused.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "SOURCE_NOT_STOPPED")
    assert refused.facts == {"service": "listener", "source": "workshop", "log": source.log()}
    assert (elsewhere.fields, elsewhere.message) == (["service"], "service: is not answered for here, only listener")
