"""From a desk's command to the partner's live stream, on whole stacks that have nothing else to do."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from somicis.intake.v1 import case_pb2 as cases
from somicis.intake.v1 import intake_service_pb2 as intake
from somicis.referral.v1 import referral_pb2 as referrals
from somicis.referral.v1 import referral_service_pb2 as referral

from apps.connection.settling import look, settle
from apps.connection.stack_file import read_stack
from benchmarks.measured import Row
from benchmarks.place import Place
from benchmarks.rounds import p95
from chassis.clock import machine_now
from stacks import kinds
from stacks.demo.case_facts import DESK, NEED, PROFILE
from stacks.demo.partner_watch import PartnerWatch
from stacks.demo.people import CHAMBER, People, do
from stacks.kinds import Kind
from stacks.layout import Layout

COMMANDS = 25
ARRIVES_WITHIN = 30.0
LIMIT_MS = 250


@dataclass(frozen=True)
class Desk:
    """An operator who refers people to a partner, and the partner's stream."""

    people: People
    watch: PartnerWatch

    def open(self) -> None:
        """The desk opens and knows the partner."""
        kind = referrals.ORGANISATION_KIND_CHAMBER_OF_COMMERCE
        partner = referral.RegisterOrganisationRequest(code=CHAMBER, name=CHAMBER, kind=kind)
        do(self.people.supervisor.referral.RegisterOrganisation, partner)
        do(self.people.operator.intake.ActivateDesk, intake.ActivateDeskRequest(desk=DESK))

    def milliseconds(self) -> float:
        """How long a referral takes to the partner, when nothing else is on its way."""
        desk = self.people.operator.intake
        contact = intake.RecordContactRequest(desk=DESK, channel=cases.CHANNEL_WALK_IN, citizenship="SN")
        contact_id = do(desk.RecordContact, contact).receipt.id
        case = do(desk.OpenCase, intake.OpenCaseRequest(contact_id=contact_id, profile=PROFILE)).receipt
        need = intake.RecordNeedRequest(case_id=case.id, expected_version=case.version, need=NEED)
        case = do(desk.RecordNeed, need).receipt
        settle(lambda: look(self.people.ops))
        began = time.perf_counter()
        sending = intake.ReferCaseRequest(
            case_id=case.id, expected_version=case.version, recipient=CHAMBER, purpose=NEED.purpose
        )
        self._arrived(do(desk.ReferCase, sending).referral_id)
        return 1000 * (time.perf_counter() - began)

    def _arrived(self, referral_id: str) -> None:
        seen, give_up = threading.Event(), time.perf_counter() + ARRIVES_WITHIN
        while all(there != referral_id for there, _ in self.watch.cases_and_recipients()):
            if time.perf_counter() > give_up:
                raise TimeoutError(f"{referral_id} did not come to {CHAMBER}")
            seen.wait(0.001)


def rows(place: Place) -> Iterator[Row]:
    """On both stacks."""
    for kind in (kinds.EMBEDDED, kinds.production_with(1)):
        with _desk(place, kind) as desk:
            taken = [desk.milliseconds() for _ in range(place.scale.of(COMMANDS))]
        yield Row(f"command to partner's stream, idle, {kind.name}, p95", "ms", p95(taken), {}, LIMIT_MS, at_most=True)


@contextmanager
def _desk(place: Place, kind: Kind) -> Iterator[Desk]:
    layout = Layout(place.new_folder() / "stack")
    try:
        kind.prepare(layout, machine_now())
        with kind.running(layout), People(read_stack(layout.stack_file)) as people:
            desk = Desk(people, PartnerWatch(CHAMBER, people.chamber))
            desk.open()
            # The first one warms everything up.
            desk.milliseconds()
            yield desk
    finally:
        kinds.remove(layout)
