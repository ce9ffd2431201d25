"""PostgreSQL says when something was stored: a hint that wakes whoever rests, and that may be lost."""

import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from chassis.bell import CHANNEL, Listening
from chassis.database import Database
from chassis.modelling import Refusal
from chassis.postgresql import listener_on
from chassis.published import Heartbeat, PublicEvent
from chassis.receiving import Journal
from tests.support.eventually import eventually
from tests.support.idle_follower import IdleFollower, idle
from tests.support.postgres_proxy import PostgresProxy, proxy_to
from tests.support.private_postgres import PrivatePostgres, behind
from tests.support.seeing import METADATA, Seeing
from tests.support.workshop import NOON, Workshop

pytestmark = pytest.mark.slow

A_LONG_TIME = 60.0
SOONER = 5.0
"""Whoever rests for a long time and is there sooner was woken."""
A_SECOND = 1.0
A_LOG = "66666666-6666-5666-8666-666666666666"
LISTENERS = "query LIKE 'LISTEN%'"


@pytest.fixture
def workshop(database: Database, tmp_path: Path) -> Workshop:
    """A service with a read model."""
    database.create(METADATA)
    return Workshop(tmp_path, database=database)


@pytest.fixture
def seeing() -> Seeing:
    """What the follower keeps."""
    return Seeing()


@pytest.fixture
def way(postgres: PrivatePostgres) -> Iterator[PostgresProxy]:
    """The way on which notifications come."""
    with proxy_to(postgres.port) as proxy:
        yield proxy


@pytest.fixture
def bell(url: str, way: PostgresProxy, postgres: PrivatePostgres) -> Iterator[Listening]:
    """What rings at the end of it."""
    listening = Listening(behind(url, way.port))
    eventually(lambda: postgres.connections(LISTENERS), 1)
    yield listening
    listening.close()


def at_rest(follower: IdleFollower) -> None:
    """Wait until it has done what there was, and lain down again."""
    before = follower.rests
    follower.bell.ring()
    eventually(lambda: follower.rests > before, wanted=True)


def seen_after(workshop: Workshop, seeing: Seeing) -> float:
    """Make something; answer after how many seconds the follower had seen it."""
    position = workshop.make("spoon").position
    stored = time.monotonic()
    eventually(lambda: seeing.seen(workshop.database)[-1:], [position], within=A_LONG_TIME / 2)
    return time.monotonic() - stored


def test_an_idle_follower_is_woken(workshop: Workshop, seeing: Seeing, bell: Listening) -> None:
    """By every commit of another process, long before it would have looked by itself."""
    with idle(workshop.follower(seeing).step, bell, A_LONG_TIME) as follower:
        at_rest(follower)
        latencies = sorted(seen_after(workshop, seeing) for _ in range(20))

    print(f"seen after {latencies[10] * 1000:.0f} ms, {latencies[-1] * 1000:.0f} ms at most")  # noqa: T201
    assert latencies[-1] < SOONER


def test_what_is_heard_wakes_those_who_follow_it(workshop: Workshop, url: str) -> None:
    """A journal may be written by another process than the one that follows it; what is not new wakes nobody."""
    journal = Journal(workshop.database, workshop.name, "source")
    event = PublicEvent("source", A_LOG, 1, 0, "a.type", "spoon", NOON, "c", "", "", b"").message()
    beat = Heartbeat("source", A_LOG, 1, NOON).message()

    with listener_on(url, CHANNEL) as listening:
        journal.receive([event, beat])
        assert rung(listening) == 1
        journal.receive([event, beat])
        assert rung(listening) == 0


def test_a_lost_notification_costs_a_second_at_most(
    workshop: Workshop, seeing: Seeing, bell: Listening, way: PostgresProxy
) -> None:
    """Swallowed on the way, it leaves the follower to look by itself, as often as it always does."""
    way.swallows_notifications = True
    with idle(workshop.follower(seeing).step, bell, bell.longest_rest) as follower:
        at_rest(follower)
        latencies = [seen_after(workshop, seeing) for _ in range(5)]

    assert way.notifications_swallowed >= 5
    assert max(latencies) < A_SECOND


def test_without_a_listener_it_costs_a_second_at_most_and_not_for_long(
    workshop: Workshop, seeing: Seeing, bell: Listening, postgres: PrivatePostgres
) -> None:
    """The connection that listens is cut; it is made anew by itself, and commits ring again."""
    with idle(workshop.follower(seeing).step, bell, bell.longest_rest) as follower:
        at_rest(follower)
        assert postgres.cut(LISTENERS) == 1
        assert seen_after(workshop, seeing) < A_SECOND

    eventually(lambda: postgres.connections(LISTENERS), 1)
    with idle(workshop.follower(seeing).step, bell, A_LONG_TIME) as follower:
        at_rest(follower)
        assert seen_after(workshop, seeing) < SOONER


def test_what_was_stored_while_nobody_listened_rings_late(
    workshop: Workshop, seeing: Seeing, bell: Listening, way: PostgresProxy
) -> None:
    """Whoever listens again looks at once at what it may have missed."""
    with idle(workshop.follower(seeing).step, bell, A_LONG_TIME) as follower:
        at_rest(follower)
        way.cut()
        position = workshop.make("spoon").position
        at_rest_still = seeing.seen(workshop.database)
        way.mend()

        eventually(lambda: seeing.seen(workshop.database), [position], within=A_LONG_TIME / 2)
    assert at_rest_still == []


def test_a_transaction_rings_once(workshop: Workshop, url: str) -> None:
    """However many commands it carries out; and one that comes to nothing does not ring."""
    with listener_on(url, CHANNEL) as listening:
        with workshop.database.writing() as tx:
            for number in range(5):
                workshop.make(f"spoon {number}", tx)
        assert rung(listening) == 1

        with pytest.raises(ZeroDivisionError), workshop.database.writing() as tx:
            _ = workshop.make("fork", tx).version / 0
        with pytest.raises(Refusal):
            workshop.make("")
        workshop.entries()
        assert rung(listening) == 0


def rung(listening: psycopg.Connection) -> int:
    """How often it has rung since the last look."""
    return sum(1 for _ in listening.notifies(timeout=0.3))


@pytest.mark.parametrize("away", [False, True])
def test_who_listens_stops_within_a_second(url: str, way: PostgresProxy, away: bool) -> None:  # noqa: FBT001
    """Also when the server is not there."""
    if away:
        way.cut()
    listening = Listening(behind(url, way.port))
    began = time.monotonic()

    listening.close()

    assert time.monotonic() - began < A_SECOND
