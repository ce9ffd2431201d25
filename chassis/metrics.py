"""What Prometheus sees of a service's standing, read anew at every scrape."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from chassis.clock import Clock, machine_now
from chassis.standing import SourceStanding, Standing, Standings

States = Callable[[], Mapping[str, int]]
"""How many aggregates of a kind are in each state."""


class StandingCollector(Collector):
    """The standings of the services a worker process hosts, as metrics."""

    def __init__(self, standings: Sequence[Standings], clock: Clock) -> None:
        self._standings = standings
        self._clock = clock

    def describe(self) -> Iterator[Metric]:
        """Nothing: registering must not ask the databases."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """Every metric of every service."""
        now = [each.now() for each in self._standings]
        yield from self._said(now)
        yield from self._heard(now)
        yield from _handled(now)

    def _said(self, standings: Sequence[Standing]) -> Iterator[Metric]:
        stored = CounterMetricFamily("somicis_events_stored", "Events in the log.", labels=["service"])
        age = GaugeMetricFamily(
            "somicis_relay_oldest_unpublished_age_seconds",
            "Age of the oldest event the relay has not read, 0 when there is none.",
            labels=["service"],
        )
        late = GaugeMetricFamily("somicis_timers_late", "Timers that are due and have not fired.", labels=["service"])
        alive = GaugeMetricFamily(
            "somicis_worker_lease_held", "1 while some worker holds the lease.", labels=["service"]
        )
        for s in standings:
            waited = (self._clock.now() - s.oldest_unpublished) if s.oldest_unpublished else None
            stored.add_metric([s.service], s.events)
            age.add_metric([s.service], waited.total_seconds() if waited else 0)
            late.add_metric([s.service], s.timers_late)
            alive.add_metric([s.service], int(s.worker_alive))
        yield from (stored, age, late, alive)

    def _heard(self, standings: Sequence[Standing]) -> Iterator[Metric]:
        lag = GaugeMetricFamily(
            "somicis_source_lag_seconds",
            "Since when the source has not said that nothing is missing; since its log was adopted, 0 unheard.",
            labels=["service", "source"],
        )
        for s in standings:
            for source in s.sources:
                lag.add_metric([s.service, source.mark.source], self._lag(source).total_seconds())
        yield lag
        yield from _heard(standings)

    def _lag(self, source: SourceStanding) -> timedelta:
        if source.mark.complete_until:
            return self._clock.now() - source.mark.complete_until
        # Decisions are dated by the machine's clock, whichever the stack runs on.
        return machine_now() - source.adopted_at if source.adopted_at else timedelta(0)


def _heard(standings: Sequence[Standing]) -> Iterator[Metric]:
    labels = ["service", "source"]
    mark = GaugeMetricFamily("somicis_source_mark", "Heard up to here without a gap.", labels=labels)
    lag = GaugeMetricFamily("somicis_source_lag_positions", "Positions known of and not yet heard.", labels=labels)
    asked = CounterMetricFamily("somicis_source_replays_asked", "Replays asked for.", labels=labels)
    twice = CounterMetricFamily("somicis_source_duplicates", "Messages heard before.", labels=labels)
    stopped = GaugeMetricFamily("somicis_source_stopped", "1 when nothing is heard.", labels=labels)
    kept = GaugeMetricFamily(
        "somicis_source_quarantined_messages", "Messages that cannot be taken in, kept as they came.", labels=labels
    )
    for s in standings:
        for m in s.marks:
            key = [s.service, m.source]
            kept.add_metric(key, s.quarantined.get(m.source, 0))
            mark.add_metric(key, m.mark)
            lag.add_metric(key, max(m.known - m.mark, 0))
            asked.add_metric(key, m.asked_times)
            twice.add_metric(key, m.duplicates)
            stopped.add_metric(key, int(bool(m.stopped)))
    yield from (mark, lag, asked, twice, stopped, kept)


def _handled(standings: Sequence[Standing]) -> Iterator[Metric]:
    labels = ["service", "follower"]
    position = GaugeMetricFamily("somicis_follower_position", "Handled up to here.", labels=labels)
    lag = GaugeMetricFamily("somicis_follower_lag_positions", "Positions behind.", labels=labels)
    parked = GaugeMetricFamily("somicis_follower_parked_events", "Events set aside.", labels=labels)
    for s in standings:
        for f in s.followers:
            key = [s.service, f.follower]
            position.add_metric(key, f.position)
            lag.add_metric(key, max(f.head - f.position, 0))
            parked.add_metric(key, f.parked)
    yield from (position, lag, parked)


class ReturnedCollector(Collector):
    """What came back to the relays of a worker process; `returned` is by service."""

    def __init__(self, returned: Mapping[str, Callable[[], int]]) -> None:
        self._returned = returned

    def collect(self) -> Iterator[Metric]:
        """One counter, a value a service."""
        counted = CounterMetricFamily(
            "somicis_relay_returned_messages",
            "Messages of this process's relay that came back because nobody listens.",
            labels=["service"],
        )
        for service, returned in self._returned.items():
            counted.add_metric([service], returned())
        yield counted


class StatesCollector(Collector):
    """How many aggregates of one kind are in each state, from a read model."""

    def __init__(self, name: str, description: str, states: States) -> None:
        self._name = name
        self._description = description
        self._states = states

    def describe(self) -> Iterator[Metric]:
        """Nothing: registering must not ask the database."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """One gauge, a value a state."""
        gauge = GaugeMetricFamily(self._name, self._description, labels=["state"])
        for state, count in sorted(self._states().items()):
            gauge.add_metric([state], count)
        yield gauge
