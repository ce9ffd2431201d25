"""What a worker process does for a service, as plain objects: speak, hear, follow."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Protocol

import structlog

from chassis.bell import LONGEST_REST_LISTENING, LONGEST_REST_POLLING, Bell, bell_for
from chassis.clock import machine_now
from chassis.database import Database
from chassis.following import Follower, JournalFeed, LogFeed, Projection
from chassis.foundations import Foundations
from chassis.journal import marks
from chassis.leasing import Lease
from chassis.published import Publish
from chassis.receiving import REPEAT_AFTER, Journal
from chassis.refusals import DatabaseUnavailable, LeaseLost
from chassis.relay import Relay
from chassis.store import log
from chassis.timing import Fire, Timekeeper
from chassis.transport.port import Transport
from chassis.transport.topology import control_of, hearing
from chassis.waiting import Waiting

MESSAGES_AT_ONCE = 200
WAITS_S = 0.2
"""Seconds a service waits for one source's next message before it looks at the others."""
HOUSEKEEPING_EVERY_SECONDS = 3600

_log = structlog.get_logger(__name__)


class Pump(Protocol):
    """Something done in slices, again and again."""

    def step(self) -> bool:
        """Do one slice; whether there was anything to do."""


@dataclass(frozen=True)
class Duties:
    """What a service asks of its worker."""

    publish: Publish
    hears: Sequence[str] = ()
    projections: Sequence[Projection] = ()
    fires: Mapping[str, Fire] = field(default_factory=dict)


def _every(steps: Sequence[Callable[[], bool]]) -> bool:
    """One slice of each; what fails keeps no other from its slice, and is raised when all have had theirs."""
    progress, failures = False, list[Exception]()
    for step in steps:
        try:
            progress |= step()
        except (LeaseLost, DatabaseUnavailable):
            raise
        except Exception as failure:  # noqa: BLE001 - raised below
            failures.append(failure)
    if failures:
        raise failures[0] if len(failures) == 1 else ExceptionGroup("Several pumps failed.", failures)
    return progress


class Round(Pump, Protocol):
    """A pump that runs by itself; it rests at most so many seconds when it had nothing to do."""

    longest_rest: float


class Leased:
    """Steps its pumps, but only while this process holds the service's lease."""

    longest_rest = LONGEST_REST_LISTENING

    def __init__(self, lease: Lease, pumps: Sequence[Pump]) -> None:
        self._lease = lease
        self._pumps = pumps

    def step(self) -> bool:
        """One slice of every pump."""
        if not self._lease.hold():
            return False
        try:
            return _every([pump.step for pump in self._pumps])
        except LeaseLost:
            # Another process has taken over; nothing of the slice was written.
            return False


class Hearing:
    """Takes what the broker holds into the journals and asks for what is missing."""

    longest_rest = LONGEST_REST_POLLING
    """It has waited at the broker already, which rings no bell."""

    def __init__(
        self,
        service: str,
        database: Database,
        sources: Sequence[str],
        transport: Transport,
        repeat_after: timedelta = REPEAT_AFTER,
    ) -> None:
        self._service = service
        self._transport = transport
        self._journals = {source: Journal(database, service, source, repeat_after) for source in sources}

    def step(self) -> bool:
        """One batch of every source."""
        return _every([partial(self._hear, source) for source in self._journals])

    def _hear(self, source: str) -> bool:
        batch = self._transport.consume(hearing(self._service, source), MESSAGES_AT_ONCE, WAITS_S)
        if batch is None:
            return False
        request = self._journals[source].receive(batch.messages)
        # Only what is committed is acknowledged; a crash in between brings it again.
        batch.done()
        if request is not None:
            self._transport.send(control_of(source), [request.message()])
        return True


class OnNews:
    """Steps the followers, but not while log and journals are as they were when nobody had anything to do."""

    def __init__(self, database: Database, followers: Sequence[Pump]) -> None:
        self._database = database
        self._followers = followers
        self._seen: object = None

    def step(self) -> bool:
        """One slice of every follower, if there is news."""
        news = self._news()
        if news == self._seen:
            return False
        progress = _every([follower.step for follower in self._followers])
        if not progress:
            self._seen = news
        return progress

    def _news(self) -> object:
        with self._database.reading() as tx:
            return log.head(tx).position, [(mark.source, mark.log, mark.mark) for mark in marks(tx)]


class Housekeeping:
    """Deletes, once an hour, the requests nobody can repeat any more."""

    def __init__(self, forget: Callable[[], int]) -> None:
        self._forget = forget
        self._next = machine_now().timestamp()

    def step(self) -> bool:
        """Nothing waits for this, so it never reports work."""
        if machine_now().timestamp() >= self._next:
            self._forget()
            self._next = machine_now().timestamp() + HOUSEKEEPING_EVERY_SECONDS
        return False


@dataclass(frozen=True)
class Work:
    """A service's pumps by what they do, and how to leave so that nobody waits for the lease.

    `returned` is how many of the relay's messages came back because they were for nobody;
    `waiting` is told how each run of a pump ended.
    """

    service: str
    pumps: Mapping[str, Round]
    bell: Bell
    leave: Callable[[], None]
    returned: Callable[[], int]
    waiting: Waiting = field(default_factory=Waiting)


def work_of(foundations: Foundations, duties: Duties, connect: Callable[[], Transport], holder: str) -> Work:
    """What a worker does for one service; `holder` names the process in the lease."""
    database = foundations.database
    lease = Lease(database, holder)
    said_by, heard_by = connect(), connect()
    speaking = Relay(
        foundations.service,
        database,
        foundations.commander.mapper,
        duties.publish,
        said_by,
        lease,
        foundations.clock,
    )
    followers = [_follower(foundations, each, lease) for each in duties.projections]
    timers = Timekeeper(database, duties.fires, lease, foundations.clock)
    housekeeping = Housekeeping(foundations.commander.forget_old_requests)
    pumps: dict[str, Round] = {
        "speak": Leased(lease, [speaking]),
        "hear": Hearing(foundations.service, database, duties.hears, heard_by),
        "follow": Leased(lease, [OnNews(database, followers), timers, housekeeping]),
    }
    bell = bell_for(foundations.settings.database_url)
    leave = _Leaving(lease, bell, (said_by, heard_by))
    return Work(foundations.service, pumps, bell, leave, returned=lambda: said_by.returned)


class _Leaving:
    """What a worker does last: nobody is to wait for its lease, and the broker is to know that it went."""

    def __init__(self, lease: Lease, bell: Bell, transports: Sequence[Transport]) -> None:
        self._lease = lease
        self._bell = bell
        self._transports = transports

    def __call__(self) -> None:
        self._bell.close()
        for transport in self._transports:
            transport.close()
        try:
            self._lease.give_up()
        except DatabaseUnavailable:
            _log.warning("the lease was not given up; it runs out by itself")


def _follower(foundations: Foundations, projection: Projection, lease: Lease) -> Follower:
    mapper = foundations.commander.mapper
    feed = JournalFeed(projection.source) if projection.source else LogFeed(mapper)
    return Follower(foundations.database, projection, feed, lease)
