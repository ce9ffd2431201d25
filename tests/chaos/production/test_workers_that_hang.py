"""A worker that hangs or dies while it stands by does no harm today: whoever asks is told before the other fails."""

import signal

import pytest

from apps.connection.health import ProcessHealth, examine
from tests.support.eventually import eventually
from tests.support.production_stack import ProductionStack

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

OF_INTAKE = ("intake-worker", "intake-worker-2")
SEEN_WITHIN = 15.0
"""Seconds; a worker is missed after six."""


def test_a_worker_that_hangs_while_it_stands_by_is_said_within_seconds(production: ProductionStack) -> None:
    """The one that works is well meanwhile, and so is the other once it goes on."""
    eventually(lambda: problems(production), wanted={}, within=60)
    active = production.active("intake")
    [standby] = set(OF_INTAKE) - {active}
    with production.suspended(standby):
        eventually(lambda: problems(production), wanted={standby: "SILENT"}, within=SEEN_WITHIN)
        assert not examine(production.clients("ops")).all_answer
        assert works_for(production, active) == ("intake",)
    eventually(lambda: problems(production), wanted={}, within=SEEN_WITHIN)
    assert works_for(production, standby) == ()


def test_a_worker_that_is_killed_while_it_stands_by_is_started_again_and_said_while_it_does_not_stay(
    production: ProductionStack,
) -> None:
    """Once or again and again: the one that works goes on working under the same lease."""
    eventually(lambda: problems(production), wanted={}, within=60)
    active, number = production.active("intake"), production.lease_number("intake")
    [standby] = set(OF_INTAKE) - {active}
    killed: list[int] = []

    def problems_while_it_does_not_stay() -> dict[str, str]:
        if production.pid(standby) not in killed:
            killed.append(production.send(standby, signal.SIGKILL))
        return problems(production)

    eventually(problems_while_it_does_not_stay, wanted={standby: "SILENT"}, within=SEEN_WITHIN)
    eventually(lambda: problems(production), wanted={}, within=2 * SEEN_WITHIN)
    assert len(killed) > 1, "it was not started again"
    assert (production.active("intake"), production.lease_number("intake")) == (active, number)
    assert works_for(production, standby) == ()


def processes(production: ProductionStack) -> dict[str, ProcessHealth]:
    """Every process as `somicis status` sees it."""
    return {one.name: one for one in examine(production.clients("ops")).processes}


def problems(production: ProductionStack) -> dict[str, str]:
    """Process → what is wrong with it, of those with anything wrong."""
    return {name: one.trouble.code for name, one in processes(production).items() if one.trouble}


def works_for(production: ProductionStack, process: str) -> tuple[str, ...] | None:
    """The services a worker holds the lease of."""
    copy = processes(production)[process].copy
    return None if copy is None else copy.works_for
