"""A subject's history as an auditor reads it: every event, and the state it led to."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from somicis.shared.v1.history_pb2 import HistoryEntry

from chassis.database import Database
from chassis.modelling import Root
from chassis.paging import Page
from chassis.store import log
from chassis.store.log import Entry
from chassis.store.mapper import NamedMapper
from chassis.translating import instant

_ANYTHING = TypeAdapter[Any](Any)
_SORTED = json.JSONEncoder(sort_keys=True, ensure_ascii=False)
_LIBRARYS = frozenset({"_id", "_version", "_created_on", "_modified_on", "_pending_events"})


@dataclass
class _Replay:
    """Aggregates as they become while a history is read."""

    mapper: NamedMapper
    states: dict[UUID, Root] = field(default_factory=dict)

    def after(self, entry: Entry) -> tuple[Root.Event, Root]:
        """What happened, and what the aggregate has become."""
        event = self.mapper.to_domain_event(entry.stored)
        became = event.mutate(self.states.get(entry.stream))
        if became is None:
            raise TypeError(f"{entry.name} left no aggregate behind.")
        self.states[entry.stream] = became
        return event, became


class History:
    """Reads the histories of one service."""

    def __init__(self, service: str, database: Database, mapper: NamedMapper) -> None:
        self._service = service
        self._database = database
        self._mapper = mapper

    def page(self, subjects: Sequence[UUID], known_at: str, page: Page) -> tuple[Sequence[HistoryEntry], str]:
        """A page of the entries about some subjects, in order, and the token of the next.

        `known_at`, an instant or a day as in a request, leaves out what was stored later; empty for nothing.
        """
        found = self.of(subjects, int(page.after or 0), page.wanted, instant(known_at))
        return page.cut(found, lambda entry: entry.position)

    def of(self, subjects: Sequence[UUID], beyond: int, limit: int, known_at: datetime | None) -> list[HistoryEntry]:
        """The entries about some subjects beyond a position, at most `limit`, in order.

        `known_at` leaves out what was stored later.
        """
        with self._database.reading() as tx:
            log_id = log.head(tx).log
            # A state needs all events before it, so the history is replayed from its beginning.
            entries = log.about(tx, subjects, known_at)
        return list(islice(self._replayed(log_id, entries, beyond), limit))

    def _replayed(self, log_id: str, entries: Sequence[Entry], beyond: int) -> Iterator[HistoryEntry]:
        replay = _Replay(self._mapper)
        for entry in entries:
            event, became = replay.after(entry)
            if entry.position > beyond:
                yield self._entry(log_id, entry, event, became)

    def _entry(self, log_id: str, entry: Entry, event: Root.Event, became: Root) -> HistoryEntry:
        return HistoryEntry(
            service=self._service,
            log=log_id,
            position=entry.position,
            stream=str(entry.stream),
            version=entry.version,
            name=entry.name,
            recorded_at=entry.recorded_at.isoformat(),
            occurred_on=event.occurred_on.isoformat(),
            actor=entry.origin.actor,
            organisation=entry.origin.organisation,
            role=entry.origin.role,
            correlation=entry.origin.correlation,
            caused_by=entry.origin.caused_by,
            # As it is stored: these are the bytes the hash was taken over.
            data_json=entry.state.decode(),
            state_json=_json(_state(became)),
            hash=entry.hash.hex(),
        )


def _state(aggregate: Root) -> dict[str, Any]:
    return {name: value for name, value in vars(aggregate).items() if name not in _LIBRARYS}


def _json(value: Any) -> str:
    return _SORTED.encode(_ANYTHING.dump_python(value, mode="json"))
