"""PostgreSQL may stop as if its power were cut: all are told at once, and what was acknowledged is there afterwards."""

import time
from contextlib import ExitStack

import pytest
from sqlalchemy import select

from chassis.store.tables import REQUESTS
from tests.support.eventually import eventually
from tests.support.ledger import SPEAKERS, Ledger
from tests.support.load import Load
from tests.support.production_stack import COMMAND_COMMITS, ProductionStack, commits_held_back

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

RED_WITHIN, GREEN_WITHIN, FAILS_WITHIN, DOWN_S = 3.0, 20.0, 4.0, 4.0
"""Seconds."""


def test_when_postgresql_stops_at_once_and_starts_again_nothing_acknowledged_is_missing(
    production: ProductionStack, ledger: Ledger, seed: int
) -> None:
    """Readiness is red within seconds, calls fail fast, all is green again by itself, doubts are resolved."""
    edges, postgres = production.processes("grpc"), production.servers.postgres
    with Load(production, ledger, seed, a_second=40).under_way() as load:
        load.acknowledges(40)
        with ExitStack() as meanwhile:
            with ExitStack() as standing_still:
                with load.at_a_halt():
                    # PostgreSQL commits what notifies one after the other, in all databases: nobody may come before.
                    production.settled()
                    # And a heartbeat of the desk's relay that waits for its commit would keep the log to itself.
                    for worker in ("intake-worker", "intake-worker-2"):
                        standing_still.enter_context(production.suspended(worker))
                    meanwhile.enter_context(commits_held_back(production))
                eventually(lambda: commands_held_back(production), wanted=bool, within=20)
            stopped_at = time.monotonic()
            postgres.stop("immediate")
            eventually(lambda: [name for name in edges if not production.problems(name)], wanted=[], within=RED_WITHIN)
            red_after = time.monotonic() - stopped_at
            eventually(lambda: time.monotonic() - stopped_at > DOWN_S, wanted=True, within=2 * DOWN_S)
            with load.at_a_halt() as without_answer:
                postgres.start()
                in_doubt = stored(production) & without_answer
        started_at = time.monotonic()
        eventually(lambda: {name: production.problems(name) for name in edges}, wanted=nobody, within=GREEN_WITHIN)
        print(f"red after {red_after:.1f} s, green after {time.monotonic() - started_at:.1f} s")  # noqa: T201
        load.acknowledges(40)
        load.enough()

    ledger.balance()
    assert in_doubt, "no command was committed without an answer"
    assert in_doubt <= {one.request_id for one in ledger.acknowledged}
    assert set(load.codes) == {"UNAVAILABLE"}, f"calls failed otherwise, or none did: {load.codes}"
    slowest = max(one.after_s for one in load.failed)
    assert slowest < FAILS_WITHIN, f"a call waited {slowest:.1f} s to be told so"


def nobody(problems: dict[str, list[str] | None]) -> bool:
    """No process has any."""
    return not any(found is None or found for found in problems.values())


def commands_held_back(production: ProductionStack) -> int:
    """How many wait for their commit. The first of all has every other wait before its own: a partner's, perhaps."""
    return sum(production.count(COMMAND_COMMITS, service) for service in SPEAKERS)


def stored(production: ProductionStack) -> set[str]:
    """The ids of all requests that desk and partners have had carried out."""
    found: set[str] = set()
    for service in SPEAKERS:
        with production.databases[service].reading() as tx:
            found |= {str(each) for each in tx.execute(select(REQUESTS.c.request_id)).scalars()}
    return found
