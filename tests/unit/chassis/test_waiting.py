"""A worker waits for the broker as long as any of its pumps does."""

import pytest

from chassis.refusals import DatabaseUnavailable
from chassis.transport.port import BrokerUnavailable, NotConfirmed
from chassis.waiting import BROKER, Waiting


@pytest.fixture
def waiting() -> Waiting:
    """Of a worker that has just begun."""
    return Waiting()


def test_a_worker_waits_until_every_pump_that_waited_has_run(waiting: Waiting) -> None:
    """That one pump gets through says nothing of another, which has a connection of its own."""
    waiting.ended("speak", BrokerUnavailable())
    waiting.ended("hear", NotConfirmed())
    waiting.ended("follow", None)

    waiting.ended("hear", None)
    assert waiting.waits_for == BROKER
    waiting.ended("speak", None)
    assert waiting.waits_for == ""


def test_who_misses_the_broker_at_every_source_waits_for_it(waiting: Waiting) -> None:
    """Whatever else went wrong in the same run."""
    waiting.ended("hear", ExceptionGroup("Several.", [BrokerUnavailable(), ValueError()]))

    assert waiting.waits_for == BROKER


@pytest.mark.parametrize("failure", [DatabaseUnavailable(), ValueError(), ExceptionGroup("Several.", [ValueError()])])
def test_what_fails_otherwise_does_not_wait_for_the_broker(waiting: Waiting, failure: Exception) -> None:
    """Whoever looks at a broker that is well looks in the wrong place."""
    waiting.ended("speak", BrokerUnavailable())
    waiting.ended("speak", failure)

    assert waiting.waits_for == ""
