"""What the read models answer, made from the log of a real store."""

import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from chassis.commanding import Receipt
from chassis.modelling import Refusal
from services.intake.application.commands import CloseCase
from services.intake.domain.case_state import CaseState
from services.intake.domain.closing import ClosingOutcome
from services.intake.projections.caseload import FIRST_PAGE
from tests.support.cases import CHAMBER, JOB_CENTRE
from tests.support.intake_service import TODAY, IntakeService, on


def close(service: IntakeService, case: Receipt) -> None:
    """The person gives up."""
    service.cases.close_case(CloseCase(**service.by(), **on(case), outcome=ClosingOutcome.GAVE_UP, evidence="PROT-118"))


def pages(service: IntakeService, state: CaseState | None, size: int) -> Sequence[UUID]:
    """The ids on all pages of this size, in order."""
    seen: list[UUID] = []
    after = FIRST_PAGE
    while page := service.caseload.page(state, after, size):
        seen += [line.case_id for line in page]
        after = page[-1].opened_at
    return seen


def test_the_caseload_says_where_each_case_stands(service: IntakeService) -> None:
    """A line has what an operator needs to go on: state, day and version."""
    case = service.orient(service.record_need(service.open_case()))
    service.settle()

    [line] = service.caseload.page(None, FIRST_PAGE, 50)
    assert (line.case_id, line.state, line.opened_on, line.version) == (
        case.id,
        CaseState.IN_ORIENTATION,
        TODAY,
        case.version,
    )


def test_the_caseload_agrees_with_the_cases_themselves(service: IntakeService) -> None:
    """Whatever happened, in whatever order: the list says of each case what the case says of itself."""
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    cases = [service.open_case() for _ in range(6)]
    acts: tuple[Callable[[Receipt], object], ...] = (
        service.record_need,
        service.find_measures,
        service.orient,
        service.refer,
        lambda case: close(service, case),
    )
    for _ in range(40):
        case = chance.choice(cases)
        now = replace(case, version=service.case(case.id).version)
        with suppress(Refusal):
            chance.choice(acts)(now)
        service.settle()

    for line in service.caseload.page(None, FIRST_PAGE, 50):
        read = service.case(line.case_id)
        assert (line.state, line.version) == (read.state, read.version), f"seed {seed}"


def test_the_newest_case_comes_first_and_none_is_left_out(service: IntakeService) -> None:
    """Pages of any size are the same list."""
    cases = [service.open_case().id for _ in range(5)]
    service.settle()

    for size in (1, 2, 5, 50):
        assert pages(service, None, size) == cases[::-1]


def test_cases_are_listed_by_state(service: IntakeService) -> None:
    """The open ones are the day's work."""
    still_open, done = service.open_case(), service.open_case()
    close(service, done)
    service.settle()

    assert pages(service, CaseState.OPEN, 50) == [still_open.id]
    assert pages(service, CaseState.CLOSED, 50) == [done.id]


def test_every_state_is_counted_even_with_nobody_in_it(service: IntakeService) -> None:
    """A graph shows a nought, not a gap."""
    service.record_need(service.open_case())
    service.settle()

    assert service.caseload.by_state() == {
        "open": 0,
        "in_analysis": 1,
        "in_orientation": 0,
        "referred": 0,
        "accompanied": 0,
        "closed": 0,
    }


def test_contacts_are_counted_by_target(service: IntakeService) -> None:
    """Every contact counts, whoever came."""
    for citizenship in ("SN", "UA", "RO", "unknown", "stateless"):
        service.contact(citizenship)
    service.settle()

    assert service.footfall.by_target() == {"tcn": 3, "out_of_target": 1, "unknown": 1}


def test_partners_are_known_as_soon_as_they_are_heard_of(service: IntakeService) -> None:
    """Registered in the referral service, known here."""
    assert [(r.code, r.name) for r in service.recipients.all()] == [
        (CHAMBER, f"Ente {CHAMBER}"),
        (JOB_CENTRE, f"Ente {JOB_CENTRE}"),
    ]
