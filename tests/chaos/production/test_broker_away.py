"""The broker may stop, forget everything or take nothing for a while: commands are accepted, and all arrives."""

import signal
import time

import pytest

from apps.connection.health import examine
from chassis.transport.topology import hearing
from tests.support.eventually import eventually
from tests.support.ledger import SPEAKERS, Ledger, said_until, stored_until
from tests.support.load import Load
from tests.support.production_stack import ProductionStack

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

AWAY_S = 10.0
MISSED = {"event": "a pump waits", "for_what": "BrokerUnavailable"}
FAILED = {"event": "a pump failed"}
BLOCKED = {"event": "the broker has blocked us"}
OF_REPORTING = ("reporting-worker", "reporting-worker-2")


def test_while_rabbitmq_is_stopped_for_ten_seconds_two_thousand_commands_are_accepted_and_arrive(
    production: ProductionStack, ledger: Ledger, seed: int
) -> None:
    """The log is the outbox: who asks does not notice the broker, and who runs the stack is told of it."""
    missed, failed = len(production.lines("worker", **MISSED)), len(production.lines("worker", **FAILED))
    with Load(production, ledger, seed, a_second=60, commands=2000).under_way() as load:
        load.acknowledged(200)
        production.servers.rabbitmq.stop_app()
        before, since = len(ledger.acknowledged), time.monotonic()
        eventually(lambda: time.monotonic() - since >= AWAY_S, wanted=True, within=2 * AWAY_S)
        assert production.broker_refuses()
        assert wait_for_the_broker(production) >= {production.active(service) for service in SPEAKERS}
        accepted = len(ledger.acknowledged) - before
        production.servers.rabbitmq.start_app()
        assert load.sent < load.commands, "the broker came back when all was over"

    ledger.balance()
    assert load.codes == {}
    assert accepted > 100, f"only {accepted} commands were accepted while the broker was away"
    assert len(production.lines("worker", **MISSED)) > missed, "no worker has missed the broker"
    assert len(production.lines("worker", **FAILED)) == failed, "what is away was taken for a fault"
    eventually(lambda: examine(production.clients("ops")).all_answer, wanted=True, within=15)


def test_what_the_broker_held_when_its_data_was_wiped_comes_again_by_replay(
    production: ProductionStack, ledger: Ledger, seed: int
) -> None:
    """The broker may lose everything it has confirmed; queues and exchanges come back by themselves, too."""
    asked, queue = production.replays_asked("reporting"), hearing("reporting", "intake")
    with Load(production, ledger, seed, a_second=50).under_way() as load:
        for process in OF_REPORTING:
            production.send(process, signal.SIGSTOP)
        try:
            held = eventually(lambda: production.waiting_in(queue), wanted=lambda held: held > 50, within=60)
            production.servers.rabbitmq.stop()
            production.servers.rabbitmq.wipe()
        finally:
            for process in OF_REPORTING:
                production.send(process, signal.SIGCONT)
        production.servers.rabbitmq.start()
        load.acknowledges(50)
        load.enough()

    ledger.balance()
    assert load.codes == {}
    assert held > 50
    assert production.replays_asked("reporting") > asked, "nothing had to be asked for again, so nothing was lost"


def test_while_the_broker_is_short_of_memory_commands_are_accepted_and_all_arrives_afterwards(
    production: ProductionStack, ledger: Ledger, seed: int
) -> None:
    """A blocked connection is no failure: the relay waits, and nobody who asks does."""
    blocked = len(production.lines("worker", **BLOCKED))
    rabbitmq = production.servers.rabbitmq
    with Load(production, ledger, seed, a_second=50).under_way() as load:
        load.acknowledged(50)
        rabbitmq.tell("set_vm_memory_high_watermark", "absolute", "1MB")
        try:
            eventually(lambda: len(production.lines("worker", **BLOCKED)), wanted=lambda n: n > blocked, within=30)
            said, stored = said_until(production, "intake"), stored_until(production, "intake")
            load.acknowledges(100)
            assert said_until(production, "intake") <= stored, "the relay spoke to a broker that takes nothing"
        finally:
            rabbitmq.tell("set_vm_memory_high_watermark", "0.4")
        load.enough()

    ledger.balance()
    assert load.codes == {}
    assert said_until(production, "intake") > said


def wait_for_the_broker(production: ProductionStack) -> set[str]:
    """The workers that say so, as `somicis status` sees them."""
    troubles = {one.name: one.trouble for one in examine(production.clients("ops")).processes}
    return {name for name, trouble in troubles.items() if trouble and trouble.code == "WAITS_FOR_BROKER"}
