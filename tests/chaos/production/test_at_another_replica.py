"""A process may die or hang with a call in hand: whoever called goes on at another, and nothing is done twice."""

import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from uuid import uuid4

import pytest
from prometheus_client.parser import text_string_to_metric_families
from somicis.intake.v1 import case_pb2 as cases
from somicis.intake.v1 import intake_service_pb2 as intake

from apps.connection.asking import A_COMMAND, ask
from apps.connection.clients import Clients
from apps.connection.health import examine
from apps.connection.identity import identity_of
from apps.connection.refusals import Refused
from apps.connection.watching import watch_referrals
from stacks.demo.case_facts import DESK
from stacks.demo.people import CHAMBER
from tests.support.eventually import eventually
from tests.support.ledger import Ledger
from tests.support.production_stack import COMMAND_COMMITS, ProductionStack, commits_held_back

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

WITHIN = 30.0
"""Seconds. One that hangs is given up after fifteen."""
RECORDED = {"service": "somicis.intake.v1.IntakeService", "method": "RecordContact", "code": "OK"}


def test_a_command_whose_process_is_killed_while_it_commits_is_answered_by_another_and_done_once(
    production: ProductionStack, ledger: Ledger
) -> None:
    """The operator sees the answer and nothing else; they need not know that there are two."""
    request = intake.RecordContactRequest(
        request_id=str(uuid4()), desk=DESK, channel=cases.CHANNEL_WALK_IN, citizenship="SN"
    )
    answered = shown(production, "intake-grpc-2", "somicis_rpc_requests_total", RECORDED)
    with ExitStack() as meanwhile:
        operator = meanwhile.enter_context(Clients(production.stack, identity_of(production.stack, "operator")))
        thread = meanwhile.enter_context(ThreadPoolExecutor(1))
        production.settled()
        # A heartbeat of the desk's relay that waits for its commit would keep the log to itself.
        for worker in ("intake-worker", "intake-worker-2"):
            meanwhile.enter_context(production.suspended(worker))
        with commits_held_back(production):
            answer = thread.submit(ask, operator.intake.RecordContact, request, A_COMMAND)
            eventually(lambda: production.count(COMMAND_COMMITS, "intake"), wanted=bool, within=WITHIN)
            killed = production.send("intake-grpc", signal.SIGKILL)
        ledger.acknowledge(request, answer.result(WITHIN))

    assert shown(production, "intake-grpc-2", "somicis_rpc_requests_total", RECORDED) == answered + 1
    eventually(lambda: production.pid("intake-grpc"), wanted=lambda now: now != killed, within=WITHIN)
    ops = production.clients("ops")
    eventually(lambda: [one.name for one in examine(ops).processes if one.trouble], wanted=[], within=WITHIN)
    ledger.balance()


def test_a_partner_who_watches_at_a_process_that_hangs_goes_on_at_another(production: ProductionStack) -> None:
    """A stream waits for news: nobody but the connection itself can tell silence from there being none."""
    with watching(production, CHAMBER):
        eventually(lambda: streams(production, "referral-grpc"), wanted=1, within=WITHIN)
        with production.suspended("referral-grpc"):
            eventually(lambda: streams(production, "referral-grpc-2"), wanted=1, within=WITHIN)


@contextmanager
def watching(production: ProductionStack, name: str) -> Iterator[None]:
    """Let a partner watch meanwhile."""
    partner = Clients(production.stack, identity_of(production.stack, name))
    with ThreadPoolExecutor(1) as thread:
        stream = thread.submit(list, watch_referrals(partner))
        try:
            yield
        finally:
            partner.close()
    assert isinstance(stream.exception(), Refused), "the stream ended before its reader hung up"


def streams(production: ProductionStack, process: str) -> float:
    """How many streams a process has open."""
    return shown(production, process, "somicis_rpc_streams_open", {})


def shown(production: ProductionStack, process: str, name: str, labels: dict[str, str]) -> float:
    """A number that a process shows its keepers."""
    families = text_string_to_metric_families(production.probe(process, "/metrics"))
    samples = (sample for family in families for sample in family.samples)
    [found] = [one.value for one in samples if (one.name, one.labels) == (name, labels)]
    return found
