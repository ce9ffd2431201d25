"""How long a source has not said that all was said: what an alert waits for must not look well when it is not."""

from datetime import timedelta

from prometheus_client import CollectorRegistry
from sqlalchemy import update

from chassis.clock import machine_now
from chassis.log_decisions import DECISIONS
from chassis.metrics import StandingCollector
from chassis.standing import Standings
from tests.support.restored_source import RestoredSource, order

AN_HOUR = timedelta(hours=1)


def lag(source: RestoredSource) -> float | None:
    """What Prometheus reads, in seconds."""
    clock = source.workshop.clock
    standings = Standings("listener", source.listener.database, clock, ["workshop"], [source.labels])
    registry = CollectorRegistry()
    registry.register(StandingCollector([standings], clock))
    return registry.get_sample_value("somicis_source_lag_seconds", {"service": "listener", "source": "workshop"})


def test_a_source_that_was_never_heard_is_not_late(source: RestoredSource) -> None:
    """Nobody knows when it was to begin."""
    assert lag(source) == 0


def test_a_source_that_is_silent_since_its_log_was_adopted_is_late_by_that(source: RestoredSource) -> None:
    """Nothing of its new log has come, so it has said of nothing that it is complete."""
    source.heard("spoon")
    renewed = source.restored_and_stopped(1)
    source.adopting.adopt("workshop", renewed, order())
    with source.listener.database.writing() as tx:
        tx.execute(update(DECISIONS).values(decided_at=machine_now() - AN_HOUR))

    assert (lag(source) or 0) >= AN_HOUR.total_seconds()


def test_a_source_that_speaks_after_its_log_was_adopted_is_late_by_its_own_word(source: RestoredSource) -> None:
    """It has said of an instant that nothing before it is missing: that alone counts."""
    source.heard("spoon")
    source.adopting.adopt("workshop", source.restored_and_stopped(1), order())
    with source.listener.database.writing() as tx:
        tx.execute(update(DECISIONS).values(decided_at=machine_now() - AN_HOUR))

    source.do(lambda: source.listener.mark().complete_until, lambda told: told is not None)

    assert (lag(source) or 0) < AN_HOUR.total_seconds()
