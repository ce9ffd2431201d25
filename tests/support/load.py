"""Operators and partners who work through gRPC without losing patience, whatever happens to the stack meanwhile."""

import random
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

import grpc
from somicis.intake.v1 import case_pb2 as cases
from somicis.intake.v1 import intake_service_pb2 as intake
from somicis.referral.v1 import referral_pb2 as referrals
from somicis.referral.v1 import referral_service_pb2 as referral

from apps.connection.asking import Patience, ask
from apps.connection.refusals import Refused
from stacks.demo.case_facts import DESK, NEED, PROFILE
from stacks.demo.people import CHAMBER, JOB_CENTRE
from tests.support.eventually import eventually
from tests.support.ledger import Ledger
from tests.support.production_stack import REPLICAS, ProductionStack

THREADS = 6
PARTNERS = (CHAMBER, JOB_CENTRE)
ARRIVES_WITHIN, LOOK_EVERY_S = 120.0, 0.1
"""Seconds a partner waits for a referral, whatever is done to the stack meanwhile, and between two looks."""
PATIENT = Patience(limit_s=90.0, deadline_s=10.0, longest_pause_s=0.5)
"""An operator who got no answer sends the very same request again."""
REPEATED, OPENED, REFERRED = 0.05, 0.5, 0.7
"""The share of commands sent twice although they were answered; of contacts that become cases; of cases referred."""


class Enough(Exception):
    """All commands that were planned have been sent."""


@dataclass(frozen=True)
class Failed:
    """A call without an answer: how it ended, and after how many seconds."""

    code: str
    after_s: float


@dataclass
class Load:
    """A number of commands, sent by several operators at once, at most so many a second; partners accept.

    `failed` are the calls that ended without an answer or a refusal, and were made again.
    """

    stack: ProductionStack
    ledger: Ledger
    seed: int
    a_second: float
    commands: int = 100_000
    failed: list[Failed] = field(default_factory=list)
    sent: int = 0
    repeated: int = 0
    in_hand: set[str] = field(default_factory=set)
    _attempts: int = 0
    _gate: threading.Event = field(default_factory=threading.Event)
    _enough: threading.Event = field(default_factory=threading.Event)
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)
    _referred: deque[tuple[str, str]] = field(default_factory=deque)
    _operators_left: threading.Event = field(default_factory=threading.Event)
    _began: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self._gate.set()

    @contextmanager
    def at_a_halt(self) -> Iterator[set[str]]:
        """Let nobody ask meanwhile; answers the ids of the requests that have no answer yet."""
        self._gate.clear()
        try:
            eventually(lambda: self._attempts, wanted=0, within=30)
            yield set(self.in_hand)
        finally:
            self._gate.set()

    @contextmanager
    def under_way(self) -> Iterator["Load"]:
        """Work meanwhile; on leaving, everything planned has been acknowledged and every referral accepted."""
        with ThreadPoolExecutor(THREADS + 1) as threads:
            operators = [threads.submit(self._operate, number) for number in range(THREADS)]
            partner = threads.submit(self._accept)
            try:
                yield self
            except BaseException:
                self.enough()
                raise
            finally:
                self._finish(operators, partner)

    def acknowledged(self, at_least: int) -> None:
        """Return when so many of this load's commands have been acknowledged."""
        eventually(lambda: len(self.ledger.acknowledged), wanted=lambda so_far: so_far >= at_least, within=90)

    def acknowledges(self, more: int) -> None:
        """Return when so many commands more have been acknowledged."""
        self.acknowledged(len(self.ledger.acknowledged) + more)

    def enough(self) -> None:
        """Begin no new command."""
        self.commands = 0
        self._enough.set()

    @property
    def codes(self) -> Counter[str]:
        """How calls ended that were not answered."""
        return Counter(one.code for one in self.failed)

    def _finish(self, operators: list[Future[None]], partner: Future[None]) -> None:
        failures = [failure for one in operators if (failure := one.exception()) is not None]
        self._operators_left.set()
        if (failure := partner.exception()) is not None:
            failures.append(failure)
        if failures:
            raise failures[0]

    def _operate(self, number: int) -> None:
        chance = random.Random(f"{self.seed}/{number}")
        desk = self.stack.clients("operator", number % REPLICAS + 1).intake
        try:
            while True:
                self._visit(desk, chance)
        except Enough:
            return

    def _visit(self, desk: Any, chance: random.Random) -> None:
        """Somebody comes; some open a case, some of these are sent to a partner."""
        contact = intake.RecordContactRequest(desk=DESK, channel=cases.CHANNEL_WALK_IN, citizenship="SN")
        contact_id = self._command(desk.RecordContact, contact, chance).id
        if chance.random() > OPENED:
            return
        case = self._command(desk.OpenCase, intake.OpenCaseRequest(contact_id=contact_id, profile=PROFILE), chance)
        need = intake.RecordNeedRequest(case_id=case.id, expected_version=case.version, need=NEED)
        case = self._command(desk.RecordNeed, need, chance)
        if chance.random() > REFERRED:
            return
        recipient = chance.choice(PARTNERS)
        sending = intake.ReferCaseRequest(
            case_id=case.id, expected_version=case.version, recipient=recipient, purpose=NEED.purpose
        )
        self._permit()
        self._referred.append((recipient, self._send(desk.ReferCase, sending, chance).referral_id))

    def _command(self, call: Callable[..., Any], request: Any, chance: random.Random) -> Any:
        self._permit()
        return self._send(call, request, chance).receipt

    def _permit(self) -> None:
        with self._one_at_a_time:
            if self.sent >= self.commands:
                raise Enough
            self.sent += 1
            due = self._began + self.sent / self.a_second
        self._enough.wait(max(0.0, due - time.monotonic()))

    def _send(self, call: Callable[..., Any], request: Any, chance: random.Random) -> Any:
        request.request_id = str(UUID(int=chance.getrandbits(128), version=4))
        self.in_hand.add(request.request_id)
        answer = ask(self._watched(call), request, PATIENT)
        self.ledger.acknowledge(request, answer)
        self.in_hand.remove(request.request_id)
        if chance.random() < REPEATED:
            self.repeated += 1
            assert ask(self._watched(call), request, PATIENT) == answer, f"{request} got another answer"
        return answer

    def _watched(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def watched(request: Any, timeout: float) -> Any:
            self._begin_an_attempt()
            began = time.monotonic()
            try:
                return call(request, timeout=timeout)
            except grpc.RpcError as error:
                if error.code() is not grpc.StatusCode.NOT_FOUND:
                    self.failed.append(Failed(error.code().name, time.monotonic() - began))
                raise
            finally:
                with self._one_at_a_time:
                    self._attempts -= 1

        return watched

    def _begin_an_attempt(self) -> None:
        while True:
            self._gate.wait()
            with self._one_at_a_time:
                if self._gate.is_set():
                    self._attempts += 1
                    return

    def _accept(self) -> None:
        """Accept every referral once it has come to its partner."""
        chance = random.Random(f"{self.seed}/partner")
        while self._referred or not self._operators_left.is_set():
            if self._referred:
                arriving = partial(self._accepted, *self._referred[0], chance)
                eventually(arriving, wanted=True, within=ARRIVES_WITHIN)
                self._referred.popleft()
            else:
                self._operators_left.wait(LOOK_EVERY_S)

    def _accepted(self, partner: str, referral_id: str, chance: random.Random) -> bool:
        request = referral.AcceptReferralRequest(referral_id=referral_id, expected_version=1)
        try:
            self._send(self.stack.clients(partner).referral.AcceptReferral, request, chance)
        except Refused as refused:
            self.in_hand.remove(request.request_id)
            if refused.code == "NOT_FOUND":
                self._enough.wait(LOOK_EVERY_S)
                return False
            raise
        return True


def prepare(stack: ProductionStack) -> None:
    """Let there be a desk that is open and two partners to refer to."""
    kind = referrals.ORGANISATION_KIND_CHAMBER_OF_COMMERCE
    for number, code in enumerate(PARTNERS):
        request = referral.RegisterOrganisationRequest(
            request_id=str(UUID(int=number + 1)), code=code, name=code, kind=kind
        )
        ask(stack.clients("supervisor").referral.RegisterOrganisation, request, PATIENT)
    opening = intake.ActivateDeskRequest(request_id=str(UUID(int=9)), desk=DESK)
    ask(stack.clients("operator").intake.ActivateDesk, opening, PATIENT)
    stack.settled()
