"""How a client asks: the same request until it is answered, and a refusal told apart from silence."""

from collections.abc import Iterator

import grpc
import pytest
from google.rpc import error_details_pb2
from somicis.intake.v1.intake_service_pb2 import ActivateDeskRequest, ActivateDeskResponse
from somicis.shared.v1.receipt_pb2 import Receipt

from apps.connection.asking import Patience, ask
from apps.connection.clients import Clients
from apps.connection.identity import identity_of
from apps.connection.problems import Unavailable
from apps.connection.refusals import Refused
from apps.connection.stack_file import read_stack
from tests.support.answering_stack import AnsweringStack, after, failing, refusing

QUICK = Patience(limit_s=5.0, first_pause_s=0.001)
NOW_OR_NEVER = Patience(limit_s=0)
REQUEST = ActivateDeskRequest(request_id="0d0c1e52-5a2c-4d54-9c8c-6d8a1c1f2b3d", desk="FERMO")
DONE = ActivateDeskResponse(receipt=Receipt(id="x", version=1, position=1))


@pytest.fixture
def clients(stack: AnsweringStack) -> Iterator[Clients]:
    """The stack's services for an operator."""
    found = read_stack(stack.file)
    with Clients(found, identity_of(found, "operator")) as opened:
        yield opened


def test_a_command_reaches_a_server_that_comes_back(stack: AnsweringStack, clients: Clients) -> None:
    """A crash of the server loses nothing: the very same request is sent until somebody answers."""
    silence = [grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.CANCELLED]
    stack.answers["ActivateDesk"] = after(silence, DONE)

    assert ask(clients.intake.ActivateDesk, REQUEST, QUICK) == DONE
    assert stack.requests("ActivateDesk") == [REQUEST] * 4


def test_a_refusal_is_not_asked_again(stack: AnsweringStack, clients: Clients) -> None:
    """A rule that says no says no once: reason and facts reach the caller as they were sent."""
    stack.answers["ActivateDesk"] = refusing("DESK_ALREADY_ACTIVE", "Open already.", desk="FERMO", since="2023-01-09")

    with pytest.raises(Refused) as refusal:
        ask(clients.intake.ActivateDesk, REQUEST, QUICK)

    assert len(stack.asked) == 1
    assert refusal.value.reason == "DESK_ALREADY_ACTIVE"
    assert refusal.value.facts == {"desk": "FERMO", "since": "2023-01-09"}
    assert (refusal.value.code, refusal.value.message) == ("FAILED_PRECONDITION", "Open already.")


def test_every_wrong_field_reaches_the_caller(stack: AnsweringStack, clients: Clients) -> None:
    """Whoever sent a wrong field learns which and why."""
    bad = error_details_pb2.BadRequest()
    bad.field_violations.add(field="desk", description="must be given")
    info = error_details_pb2.ErrorInfo(reason="INVALID_FIELD")
    stack.answers["ActivateDesk"] = failing(grpc.StatusCode.INVALID_ARGUMENT, "desk must be given", info, bad)

    with pytest.raises(Refused) as refusal:
        ask(clients.intake.ActivateDesk, REQUEST, QUICK)

    assert [(one.field, one.problem) for one in refusal.value.field_violations] == [("desk", "must be given")]


def test_a_failure_without_details_keeps_its_code_as_reason(stack: AnsweringStack, clients: Clients) -> None:
    """Something between us and the service may fail without knowing our reasons."""
    stack.answers["ActivateDesk"] = failing(grpc.StatusCode.PERMISSION_DENIED, "no")

    with pytest.raises(Refused) as refusal:
        ask(clients.intake.ActivateDesk, REQUEST, QUICK)

    assert (refusal.value.reason, refusal.value.facts) == ("PERMISSION_DENIED", {})


def test_silence_names_the_service_and_what_came_back_last(stack: AnsweringStack, clients: Clients) -> None:
    """Who cannot be reached is named, and a reason given on the way is not lost."""
    info = error_details_pb2.ErrorInfo(reason="OTHER_SERVICE_UNAVAILABLE", metadata={"service": "catalogue"})
    stack.answers["ActivateDesk"] = failing(grpc.StatusCode.UNAVAILABLE, "catalogue is down", info)

    with pytest.raises(Unavailable) as problem:
        ask(clients.intake.ActivateDesk, REQUEST, NOW_OR_NEVER)

    assert problem.value.facts == {"service": "intake", "detail": "catalogue is down"}
    assert problem.value.said.reason == "OTHER_SERVICE_UNAVAILABLE"


def test_pauses_grow_up_to_the_longest() -> None:
    """A server that starts is not drowned by those who wait for it."""
    pauses = Patience(limit_s=60, first_pause_s=0.5, longest_pause_s=2.0).pauses()

    assert [next(pauses) for _ in range(5)] == [0.5, 1.0, 2.0, 2.0, 2.0]


def test_people_show_a_token_and_organisations_a_certificate(stack: AnsweringStack, clients: Clients) -> None:
    """Each enters by its own door; nobody is anonymous."""
    stack.answers["ActivateDesk"] = DONE
    found = read_stack(stack.file)
    ask(clients.intake.ActivateDesk, REQUEST)
    with Clients(found, identity_of(found, "CCIAA_MARCHE")) as partner:
        ask(partner.intake.ActivateDesk, REQUEST)

    assert stack.callers == ["Bearer token-of-operator", "CCIAA_MARCHE"]
