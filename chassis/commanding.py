"""Commands: one aggregate decides, its events and the request are stored together, once."""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

import structlog
from eventsourcing.application import AggregateNotFoundError, Repository
from eventsourcing.persistence import EventStore, IntegrityError
from sqlalchemy import Connection, Select, bindparam, delete, func, select

from chassis.clock import Clock
from chassis.database import Database
from chassis.modelling import Command, Refusal, Root
from chassis.refusals import OutcomeUnknown, RequestIdReused, StaleVersion
from chassis.store import log
from chassis.store.mapper import NamedMapper
from chassis.store.occasion import Asked, Occasion
from chassis.store.recorder import Recorder, take_the_log
from chassis.store.tables import REQUESTS
from chassis.traceparent import trace_id_of

R = TypeVar("R", bound=Root)

REQUESTS_ARE_KEPT = timedelta(days=30)
FORGOTTEN_AT_ONCE = 500

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Receipt:
    """What a command left: the aggregate, its version, the log position of its last event."""

    id: UUID
    version: int
    position: int


class Aggregates:
    """Reads aggregates from their events; given a command, checks the version it was decided on."""

    def __init__(self, mapper: NamedMapper, recorder: Recorder, command: Command | None = None) -> None:
        self._repository = Repository(EventStore(mapper, recorder))
        self._recorder = recorder
        self._command = command

    def find(self, kind: type[R], id: UUID, version: int | None = None) -> R | None:
        """The aggregate, now or at a version; None when no such stream exists."""
        try:
            found: Root = self._repository.get(id, version=version)
        except AggregateNotFoundError:
            return None
        return found if isinstance(found, kind) else None

    def get(self, kind: type[R], id: UUID, missing: type[Refusal], version: int | None = None) -> R:
        """The aggregate; raises `missing` with the fact `id` when there is none."""
        found = self.find(kind, id, version)
        if found is None:
            raise missing(id=id)
        return found

    def changing(self, kind: type[R], id: UUID, missing: type[Refusal]) -> R:
        """The aggregate the command changes; raises StaleVersion when it has moved on."""
        found = self.get(kind, id, missing)
        self.check_version(found)
        return found

    def check_version(self, found: Root) -> None:
        """Raise StaleVersion when an aggregate that was read has moved on since the command was decided on."""
        expected = self._command.expected_version if self._command else None
        if expected is not None and expected != found.version:
            raise self._stale(found.id, expected, found.version)

    def _stale(self, id: UUID, expected: int, actual: int) -> StaleVersion:
        with self._recorder.reading() as tx:
            since = log.of_stream(tx, id, min(expected, actual))
        changed = ", ".join(f"{e.version} {e.name} ({e.origin.actor})" for e in since)
        return StaleVersion(expected=expected, actual=actual, changed=changed or "nothing")


Decide = Callable[[Aggregates], Root]
"""Loads or makes one aggregate and acts on it. It may be asked twice, so it does nothing else."""


class Commander:
    """Executes commands on one service's store."""

    def __init__(self, database: Database, names: Mapping[str, type], digest_key: bytes, clock: Clock) -> None:
        self._database = database
        self._recorder = Recorder(database)
        self._mapper = NamedMapper(names)
        self._digest_key = digest_key
        self._clock = clock

    @property
    def mapper(self) -> NamedMapper:
        """How this service's events are named."""
        return self._mapper

    def read(self, command: Command | None = None) -> Aggregates:
        """The aggregates, for questions; with a command, for what it would do."""
        return Aggregates(self._mapper, self._recorder, command)

    def execute(
        self,
        command: Command,
        decide: Decide,
        tx: Connection | None = None,
    ) -> Receipt:
        """Let `decide` load or make one aggregate and act on it; store what it recorded.

        A repeat of the request gets the first answer and stores nothing. Raises what the domain
        refuses, StaleVersion, RequestIdReused, DatabaseUnavailable. With `tx` everything happens
        inside that transaction, which its owner commits.
        """
        if tx is not None:
            receipt = self._carried_out(command, decide, tx)
            _tell(command, receipt)
            return receipt
        try:
            return self._first_come(command, decide)
        except OutcomeUnknown:
            # The commit may have happened all the same; only the request row can tell.
            answered = self.repeated(command)
            if answered is None:
                raise
            return answered

    def repeated(self, command: Command, tx: Connection | None = None) -> Receipt | None:
        """The first answer to this request, None when it is new.

        Raises RequestIdReused when the id came with another request before.
        """
        asked = self._asked(command)
        with self._recorder.joining(tx).reading() as reading:
            row = reading.execute(_ANSWERED, asked.key).one_or_none()
        if row is None:
            return None
        if not hmac.compare_digest(row.digest, asked.digest):
            raise RequestIdReused(request_id=command.request_id)
        return Receipt(row.stream, row.version, row.position)

    def recorded_by(self, receipt: Receipt) -> list[Root.Event]:
        """The events the command of a receipt stored, in order."""
        with self._database.reading() as tx:
            before = tx.execute(_version_before(receipt)).scalar_one()
            entries = [e for e in log.of_stream(tx, receipt.id, before) if e.version <= receipt.version]
        # The request before may be forgotten by now, and then only the correlation tells the two apart.
        return [
            self._mapper.to_domain_event(e.stored)
            for e in entries
            if e.origin.correlation == entries[-1].origin.correlation
        ]

    def forget_old_requests(self) -> int:
        """Delete the requests older than they are kept; answer how many."""
        forgotten = 0
        while keys := self._old_requests():
            with self._database.writing() as tx:
                tx.execute(_FORGET, keys)
            forgotten += len(keys)
        return forgotten

    def _old_requests(self) -> list[dict[str, Any]]:
        # A slice at a time, found before the right to write is taken: nobody waits for housekeeping.
        before = self._clock.now() - REQUESTS_ARE_KEPT
        wanted = select(*REQUESTS.primary_key).where(REQUESTS.c.recorded_at < before).limit(FORGOTTEN_AT_ONCE)
        with self._database.reading() as tx:
            return [{f"old_{name}": value for name, value in row._mapping.items()} for row in tx.execute(wanted)]

    def _first_come(self, command: Command, decide: Decide) -> Receipt:
        try:
            with self._database.reading() as tx:
                if (answered := self.repeated(command, tx)) is not None:
                    return answered
                aggregate = self._decided(command, decide, tx)
            return self._stored(command, aggregate, None)
        except IntegrityError:
            # Another command was faster: this one is decided anew while nobody else can write.
            with self._database.writing() as tx:
                return self._carried_out(command, decide, tx)

    def _carried_out(self, command: Command, decide: Decide, tx: Connection) -> Receipt:
        # Taken before the aggregate is read, or another command could be faster in between.
        take_the_log(tx)
        return self.repeated(command, tx) or self._stored(command, self._decided(command, decide, tx), tx)

    def _decided(self, command: Command, decide: Decide, tx: Connection) -> Root:
        return decide(Aggregates(self._mapper, self._recorder.joining(tx), command))

    def _stored(self, command: Command, aggregate: Root, tx: Connection | None) -> Receipt:
        events = aggregate.collect_events()
        if not events:
            raise AssertionError(f"{type(command).__name__} was neither refused nor recorded.")
        occasion = Occasion(command.origin, command.now, self._asked(command))
        stored = [self._mapper.to_stored_event(event) for event in events]
        positions = self._recorder.joining(tx).insert_events(stored, occasion=occasion)
        return Receipt(aggregate.id, aggregate.version, positions[-1])

    def _asked(self, command: Command) -> Asked:
        digest = hmac.new(self._digest_key, command.meaning(), hashlib.sha256).digest()
        method = type(command).__name__
        return Asked(command.origin.organisation, method, command.request_id, digest)


def _tell(command: Command, receipt: Receipt) -> None:
    """Leave a line of a command no person waits for: a process answers events, and nothing is answered to it.

    The transaction is its owner's: when it is taken back the line stays, and another follows it.
    """
    _log.info(
        "a process asked",
        command=type(command).__name__,
        actor=command.origin.actor,
        correlation=command.origin.correlation,
        trace_id=trace_id_of(command.origin.traceparent),
        caused_by=command.origin.caused_by,
        position=receipt.position,
    )


_ANSWERED = select(REQUESTS).where(*[column == bindparam(column.name) for column in REQUESTS.primary_key])
_FORGET = delete(REQUESTS).where(*[key == bindparam(f"old_{key.name}") for key in REQUESTS.primary_key])


def _version_before(receipt: Receipt) -> Select[int]:
    """At which version the last request before that of a receipt left the aggregate; 0 for none."""
    earlier = (REQUESTS.c.stream == receipt.id) & (REQUESTS.c.version < receipt.version)
    return select(func.coalesce(func.max(REQUESTS.c.version), 0)).where(earlier)
