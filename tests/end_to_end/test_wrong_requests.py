"""Whatever is wrong with a request, its sender is told which field, nothing changes, and nobody else notices."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

import grpc
import pytest
import yaml
from google.protobuf import message_factory
from grpc_health.v1 import health_pb2
from somicis.catalogue.v1 import catalogue_service_pb2 as catalogue
from somicis.intake.v1 import intake_service_pb2 as intake
from somicis.referral.v1 import referral_service_pb2 as referral

from apps.connection.clients import Clients
from apps.connection.health import examine
from chassis.serving import reflection
from tests.support.desk_at_work import LIMIT_S, DeskAtWork
from tests.support.grpc_answers import failure_of
from tests.support.method_calls import OURS, Method, methods_of, people_port
from tests.support.running_stack import RunningStack
from tests.support.wrong_fields import WrongRequest, garbage, wrong_requests

pytestmark = pytest.mark.slow

OF_EVERY_SERVER = (health_pb2.DESCRIPTOR.services_by_name["Health"], reflection.ALPHA, reflection.v1_service())
"""Other people's protocols: an empty text means something in them."""
FOREIGN_TOKEN = "Zm9yZWlnbiB0b2tlbiBvZiB0aGUgcmlnaHQgZm9ybQ"
SPEAKS_AS = {"partner": "CCIAA_MARCHE", "service": "INTAKE"}
"""Who calls for a role that is nobody's name."""
MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def channels(running: RunningStack, request: pytest.FixtureRequest) -> Mapping[str, list[tuple[str, Any]]]:
    """Full method name → who may call it, each by name and with a connection."""
    pinned = yaml.safe_load((request.path.parent / "who_may.yaml").read_text("utf-8"))
    return {
        f"/{service}/{method}": [
            (name, running.clients(name).channel("intake")) for name in (SPEAKS_AS.get(role, role) for role in roles)
        ]
        for service, methods in pinned.items()
        for method, roles in methods.items()
    }


def every_method() -> dict[str, tuple[Method, type[Any]]]:
    """Full method name → how it is called and with what."""
    return {
        method.path: (method, message_factory.GetMessageClass(one.input_type))
        for service in (*OURS, *OF_EVERY_SERVER)
        for method, one in zip(methods_of(service), service.methods, strict=True)
    }


def every_wrong_request() -> Iterable[WrongRequest]:
    """Every request of every service that is wrong in one field."""
    for service in OURS:
        yield from wrong_requests(service, FOREIGN_TOKEN)
    for service in OF_EVERY_SERVER:
        yield from (one for one in wrong_requests(service, FOREIGN_TOKEN) if one.wrong != "blank")


def test_a_request_wrong_in_one_field_is_refused_naming_it_and_changes_nothing(
    desk: DeskAtWork, channels: Mapping[str, list[tuple[str, Any]]]
) -> None:
    """Every field × every way to be wrong × whoever may call: one reason, one field, no event anywhere."""
    methods, before = every_method(), desk.running.heads()
    amiss: dict[str, Any] = {}
    sent = 0
    for wrong in every_wrong_request():
        for name, channel in channels[wrong.rpc]:
            sent += 1
            failure = methods[wrong.rpc][0].failure(channel, wrong.payload)
            told = (failure.code.name, [reason for reason, _, _ in failure.infos], failure.fields)
            if told != ("INVALID_ARGUMENT", ["INVALID_FIELD"], [wrong.field]):
                amiss[f"{wrong} as {name}"] = (told, failure.message)

    assert amiss == {}
    assert sent > 1000
    assert desk.running.heads() == before


def test_bytes_that_are_no_message_reach_no_handler_show_no_stack_and_kill_nothing(
    desk: DeskAtWork, channels: Mapping[str, list[tuple[str, Any]]], seed: int
) -> None:
    """Every method is sent garbage by somebody who may call it; then everybody works on."""
    before, pids = desk.running.heads(), desk.running.pids()
    amiss: dict[str, Any] = {}
    for path, (method, kind) in every_method().items():
        for payload in garbage(kind, seed):
            failure = method.failure(channels[path][0][1], payload)
            told = (failure.code.name, [reason for reason, _, _ in failure.infos])
            if told != ("INVALID_ARGUMENT", ["MALFORMED_MESSAGE"]) or "Traceback" in failure.message:
                amiss[f"{path} {payload!r}"] = (told, failure.message)

    assert amiss == {}
    assert desk.running.heads() == before
    assert_nobody_noticed(desk, pids)


def test_a_position_that_no_log_has_is_not_waited_for(desk: DeskAtWork) -> None:
    """Whoever mixes up two services' positions is told at once, and holds no thread from those who have a question."""
    partner, operator = desk.running.clients("CCIAA_MARCHE"), desk.operator
    questions: list[tuple[Any, Any]] = [
        (partner.referral.ListReferrals, referral.ListReferralsRequest),
        (operator.referral.ListOrganisations, referral.ListOrganisationsRequest),
        (operator.intake.ListCases, intake.ListCasesRequest),
        (operator.catalogue.ListMeasures, catalogue.ListMeasuresRequest),
    ]
    for call, kind in questions:
        failure = failure_of(partial(call, kind(at_least_position=2**63 - 1), timeout=LIMIT_S))
        assert (failure.reason, failure.fields) == ("INVALID_FIELD", ["at_least_position"])


@pytest.mark.parametrize("compression", [grpc.Compression.NoCompression, grpc.Compression.Gzip])
def test_a_message_that_is_too_large_is_refused_before_it_is_unpacked(desk: DeskAtWork, compression: Any) -> None:
    """A megabyte is the most, also when it came as a kilobyte that unpacks to a hundred times as much."""
    pids, payload = desk.running.pids(), b"\x12" + b"\xff" * (20 * MEGABYTE)
    method = desk.operator.channel("intake").unary_unary("/somicis.intake.v1.IntakeService/RecordContact")

    failure = failure_of(lambda: method(payload, timeout=LIMIT_S, compression=compression))

    assert failure.code is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert_nobody_noticed(desk, pids)


def test_metadata_that_is_too_large_is_refused(desk: DeskAtWork) -> None:
    """What is kept of a call is bounded before anybody is asked who calls."""
    pids = desk.running.pids()
    asked = intake.ListRecipientsRequest()

    failure = failure_of(
        lambda: desk.operator.intake.ListRecipients(asked, timeout=LIMIT_S, metadata=(("x-story", "a" * MEGABYTE),))
    )

    assert failure.code is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert_nobody_noticed(desk, pids)


def test_strangers_who_call_and_say_nothing_keep_nobody_waiting(desk: DeskAtWork) -> None:
    """More of them than the process has threads, at the port that anybody can reach."""
    stack, pids, ended = desk.running.stack, desk.running.pids(), threading.Event()

    def silence() -> Iterator[bytes]:
        ended.wait()
        yield from ()

    with people_port(stack.services["intake"].people, stack.ca.read_bytes(), None) as channel:
        calls = [channel.stream_unary(f"/{OURS[0].full_name}/GetCase").future(silence()) for _ in range(250)]
        assert_nobody_noticed(desk, pids)
        assert failure_of(calls[-1].result).reason == "NO_VALID_TOKEN"
        ended.set()


def assert_nobody_noticed(desk: DeskAtWork, pids: Mapping[str, int]) -> None:
    """The processes are the same ones and well, a command is carried out, and no log has a stack trace."""
    running = desk.running
    assert running.pids() == pids
    assert examine(running.clients("operator")).all_answer
    assert desk.contact()
    stacks = [line for process in pids for line in running.log_lines(process) if "Traceback" in line or '"bug"' in line]
    assert stacks == []


def test_a_partner_gets_on_with_no_token_but_its_own(desk: DeskAtWork) -> None:
    """A page token or a cursor of another partner, of the desk, of another question: as if it were made up."""
    running = desk.running
    chamber, job_centre, operator = (running.clients(name) for name in ("CCIAA_MARCHE", "CPI_FERMO", "operator"))
    for partner in ("CCIAA_MARCHE", "CPI_FERMO"):
        for _ in range(2):
            desk.arrived(partner)
    of_chamber, of_desk = (page_token(clients) for clients in (chamber, operator))

    for token in (of_chamber, of_desk, page_token(job_centre, state=1), FOREIGN_TOKEN, f"{page_token(job_centre)}A"):
        question = referral.ListReferralsRequest(page_size=1, page_token=token)
        failure = failure_of(partial(job_centre.referral.ListReferrals, question, timeout=LIMIT_S))
        assert (failure.reason, failure.fields) == ("INVALID_FIELD", ["page_token"])
    for cursor in (first_cursor(chamber), of_chamber, page_token(job_centre), FOREIGN_TOKEN):
        stream = job_centre.referral.WatchReferrals(referral.WatchReferralsRequest(cursor=cursor), timeout=LIMIT_S)
        failure = failure_of(partial(next, stream))
        assert (failure.reason, failure.fields) == ("INVALID_FIELD", ["cursor"])


def page_token(clients: Clients, state: int = 0) -> str:
    """The token of the second page of somebody's referrals."""
    question = referral.ListReferralsRequest(page_size=1, state=state)  # type: ignore[arg-type]
    token: str = clients.referral.ListReferrals(question, timeout=LIMIT_S).next_page_token
    assert token
    return token


def first_cursor(clients: Clients) -> str:
    """The first cursor of a partner's stream."""
    stream = clients.referral.WatchReferrals(referral.WatchReferralsRequest(), timeout=LIMIT_S)
    cursor: str = next(stream).cursor
    stream.cancel()
    return cursor
