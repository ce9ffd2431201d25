"""The referral service as benchmarks use it: laid out in this process, or answering in its own gRPC program."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from apps.connection.clients import Clients
from apps.connection.identity import identity_of
from apps.connection.stack_file import read_stack
from chassis.clock import machine_now
from chassis.days import day_of
from chassis.modelling import Origin
from services.referral.application.commands import RegisterOrganisation, SendReferral
from services.referral.composition import Referral, compose
from services.referral.domain.organisation import OrganisationKind
from services.referral.domain.purpose import Purpose
from services.referral.settings import Settings
from stacks import preparing, stack_file
from stacks.layout import SERVICES, Layout
from stacks.planning import Backing, stages_of
from stacks.processes import Process
from stacks.supervisor import Supervisor
from tests.support.referrals import CHAMBER, DISCLOSED

PROCESSES = (Process("referral-grpc", "grpc", SERVICES),)


@dataclass(frozen=True)
class ReferralEdge:
    """The program's clients, as a partner; and the service behind it, to lay out what is asked about."""

    clients: Clients
    behind: Referral


def laid_out(layout: Layout, database_url: str) -> Referral:
    """The service on a database, with one partner known."""
    service = compose(Settings(database_url=database_url, secret_file=layout.secret_file("referral")))
    kind = OrganisationKind.CHAMBER_OF_COMMERCE
    service.partners.register(RegisterOrganisation(**by(), code=CHAMBER, name=CHAMBER, kind=kind))
    return service


def send(service: Referral, count: int) -> list[UUID]:
    """So many referrals that wait for the partner's answer, stored at once."""
    with service.foundations.database.writing() as tx:
        return [service.referrals.send(_referral(), tx).id for _ in range(count)]


@contextmanager
def referral_edge(layout: Layout, database_url: str) -> Iterator[ReferralEdge]:
    """The program on a database, with one partner known."""
    preparing.prepare(layout, "bench", PROCESSES, None, {})
    backing = Backing({**{name: layout.sqlite_url(name) for name in SERVICES}, "referral": database_url}, "")
    behind = laid_out(layout, database_url)
    stack = read_stack(layout.stack_file)
    program = Supervisor(*stages_of(stack_file.processes_in(layout), layout, backing))
    with program, Clients(stack, identity_of(stack, CHAMBER)) as clients:
        yield ReferralEdge(clients, behind)
    behind.foundations.close()


def by(organisation: str = "DESK_1") -> dict[str, Any]:
    """What every command says: which request, who asks, when."""
    origin = Origin(actor="OP_1", organisation=organisation, role="supervisor", correlation="c")
    return {"request_id": uuid4(), "origin": origin, "now": machine_now()}


def _referral() -> SendReferral:
    return SendReferral(
        **by(),
        referral_id=uuid4(),
        case_id=uuid4(),
        recipient=CHAMBER,
        purpose=Purpose.EMPLOYMENT_SERVICES,
        disclosed=DISCLOSED,
        answer_within=10,
        sent_on=day_of(machine_now()),
    )
