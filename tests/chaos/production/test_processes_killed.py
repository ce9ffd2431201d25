"""Processes may die at the worst moment: what they had done is not done again, what they had not is taken up."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from apps.connection.settling import unfinished
from tests.support.eventually import eventually
from tests.support.ledger import Ledger, said_until
from tests.support.load import Load
from tests.support.production_stack import ProductionStack, commits_held_back

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

TIMES = 3
TAKEN_OVER_WITHIN = 10.0
"""Seconds; a lease runs out after five."""
AT_WORK = ("intake", "referral", "reporting")
OF_REPORTING = ("reporting-worker", "reporting-worker-2")
RELAY_WAITS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ILIKE 'UPDATE relay%'
"""
JOURNAL_COMMITS = """
    SELECT count(*) FROM pg_stat_activity JOIN pg_locks USING (pid)
    WHERE datname = current_database() AND wait_event = 'SyncRep'
      AND relation = 'marks'::regclass AND mode = 'ExclusiveLock'
"""


def test_a_relay_killed_between_confirm_and_its_numbers_says_it_again_and_nothing_counts_twice(
    production: ProductionStack, ledger: Ledger, seed: int
) -> None:
    """Again and again: who hears knows what it has heard."""
    twice = production.duplicates("reporting")
    with Load(production, ledger, seed, a_second=25).under_way() as load:
        for _ in range(TIMES):
            load.acknowledges(10)
            kill_the_relay_before_its_numbers(production)
        load.enough()

    ledger.balance()
    assert load.codes == {}
    assert production.duplicates("reporting") >= twice + TIMES, "what was confirmed was not said again"


def kill_the_relay_before_its_numbers(production: ProductionStack) -> None:
    """The broker has confirmed, and the numbers wait for a lock that we hold."""
    relay, number = production.active("intake"), production.lease_number("intake")
    with production.asking("intake") as administrator, administrator.transaction():
        administrator.execute("LOCK TABLE relay IN EXCLUSIVE MODE")
        eventually(lambda: production.count(RELAY_WAITS, "intake"), wanted=bool, within=30)
        production.send(relay, signal.SIGKILL)
    eventually(lambda: production.lease_number("intake") > number, wanted=True, within=3 * TAKEN_OVER_WITHIN)


def test_a_worker_killed_between_commit_and_acknowledgement_hears_it_again_and_nothing_counts_twice(
    production: ProductionStack, ledger: Ledger, seed: int
) -> None:
    """What the journal has, the broker may deliver again as often as it likes."""
    twice = production.duplicates("reporting")
    with Load(production, ledger, seed, a_second=40).under_way() as load:
        with suspended(production) as resume:
            load.acknowledges(60)
            with load.at_a_halt():
                # PostgreSQL commits what notifies one after the other, in all databases: nobody may come before.
                eventually(lambda: others_at_work(production), wanted=[], within=60)
                with commits_held_back(production):
                    resume()
                    eventually(lambda: production.count(JOURNAL_COMMITS, "reporting"), wanted=bool, within=30)
                    for process in OF_REPORTING:
                        production.send(process, signal.SIGKILL)
        load.acknowledges(20)
        load.enough()

    ledger.balance()
    assert set(load.codes) <= {"UNAVAILABLE"}
    assert production.duplicates("reporting") > twice, "nothing that was committed came again"


def others_at_work(production: ProductionStack) -> list[str]:
    """What is not at rest, reporting left aside."""
    return [str(one) for one in unfinished(production.look()) if one.service != "reporting"]


@contextmanager
def suspended(production: ProductionStack) -> Iterator[Callable[[], None]]:
    """Let nobody hear for reporting until what is given is called, at the latest until the end."""
    still = {process: production.send(process, signal.SIGSTOP) for process in OF_REPORTING}

    def resume() -> None:
        while still:
            os.kill(still.popitem()[1], signal.SIGCONT)

    try:
        yield resume
    finally:
        resume()


def test_when_active_processes_are_killed_others_that_stand_by_take_over_within_seconds(
    production: ProductionStack, ledger: Ledger, seed: int
) -> None:
    """The active worker of every service, and a gRPC process with calls in hand: once, in order, soon."""
    with Load(production, ledger, seed, a_second=40).under_way() as load:
        load.acknowledges(40)
        active = {service: production.active(service) for service in AT_WORK}
        numbers = {service: production.lease_number(service) for service in AT_WORK}
        said, killed_at = said_until(production, "intake"), time.monotonic()
        for process in (*active.values(), "intake-grpc", "referral-grpc"):
            production.send(process, signal.SIGKILL)
        eventually(
            lambda: [each for each in AT_WORK if production.lease_number(each) == numbers[each]],
            wanted=[],
            within=TAKEN_OVER_WITHIN,
        )
        eventually(lambda: said_until(production, "intake") > said, wanted=True, within=TAKEN_OVER_WITHIN)
        assert time.monotonic() - killed_at <= TAKEN_OVER_WITHIN
        print(f"taken over within {time.monotonic() - killed_at:.1f} s")  # noqa: T201
        load.acknowledges(40)
        load.enough()

    ledger.balance()
    assert set(load.codes) == {"UNAVAILABLE"}, f"nobody missed the gRPC processes that were killed: {load.codes}"


def test_processes_told_to_stop_with_work_in_hand_lose_nothing_and_do_nothing_twice(
    production: ProductionStack, ledger: Ledger, seed: int
) -> None:
    """What is in hand is finished and everything else left to others: the broker need not say a thing again."""
    twice, cut = {service: production.duplicates(service) for service in AT_WORK}, cut_off(production)
    with Load(production, ledger, seed, a_second=40).under_way() as load:
        load.acknowledges(40)
        told = [*(production.active(service) for service in AT_WORK), "intake-grpc", "referral-grpc"]
        stopped = {process: production.send(process, signal.SIGTERM) for process in told}
        eventually(lambda: [name for name in told if not anew(production, name, stopped[name])], wanted=[], within=90)
        load.acknowledges(20)
        load.enough()

    ledger.balance()
    # What arrives in the instant a server closes gRPC itself turns away as CANCELLED: no process says that it had it.
    assert set(load.codes) <= {"UNAVAILABLE", "CANCELLED"}
    assert cut_off(production) == cut
    assert {service: production.duplicates(service) for service in AT_WORK} == twice


def cut_off(production: ProductionStack) -> list[Any]:
    """The calls that a process had begun and did not answer, as it says itself; streams end so whenever they do."""
    return [line for line in production.lines("grpc", code="CANCELLED") if "/Watch" not in line["rpc"]]


def anew(production: ProductionStack, process: str, before: int) -> bool:
    """Whether another process runs under a name, and is ready."""
    return production.pid(process) != before and production.problems(process) == []
