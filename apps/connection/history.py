"""Puts the histories of several services into the one order an auditor reads (design D6)."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby, pairwise

from somicis.catalogue.v1 import catalogue_service_pb2 as catalogue
from somicis.intake.v1 import intake_service_pb2 as intake
from somicis.referral.v1 import referral_service_pb2 as referral
from somicis.shared.v1.history_pb2 import HistoryEntry

from apps.connection.asking import A_QUESTION, Patience
from apps.connection.clients import Clients
from apps.connection.paging import every_page


def history_of(
    clients: Clients, subject_id: str, known_at: str = "", patience: Patience = A_QUESTION
) -> list[HistoryEntry]:
    """Everything the services stored about a case, in order; with `known_at`, only what was stored by then."""
    questions = (
        (clients.intake.ListHistory, intake.ListHistoryRequest),
        (clients.referral.ListHistory, referral.ListHistoryRequest),
        (clients.catalogue.ListHistory, catalogue.ListHistoryRequest),
    )
    return merged(
        entry
        for call, request in questions
        for page in every_page(call, request(subject_id=subject_id, known_at=known_at), patience)
        for entry in page.entries
    )


def merged(entries: Iterable[HistoryEntry]) -> list[HistoryEntry]:
    """The entries by recorded_at, then cause before effect, then service and position.

    A log's own order is kept within an instant as well: what a service stored later never comes first.
    """
    in_time = sorted(entries, key=lambda entry: (_instant(entry), *_place(entry)))
    return [entry for _, moment in groupby(in_time, key=_instant) for entry in _causes_first(list(moment))]


def event_id(entry: HistoryEntry) -> str:
    """The id under which other events name this one as their cause."""
    return f"{entry.log}/{entry.position}"


def _causes_first(moment: Sequence[HistoryEntry]) -> Iterator[HistoryEntry]:
    """One instant's entries, given by place: the first by place of those whose predecessors have all been given."""
    entries = {event_id(entry): entry for entry in moment}
    waits_for = _predecessors(entries)
    releases: defaultdict[str, list[str]] = defaultdict(list)
    for effect, causes in waits_for.items():
        for cause in causes:
            releases[cause].append(effect)
    free = [(_place(entry), name) for name, entry in entries.items() if not waits_for[name]]
    heapq.heapify(free)
    while free:
        _, name = heapq.heappop(free)
        yield entries.pop(name)
        for effect in releases[name]:
            waits_for[effect].discard(name)
            if not waits_for[effect]:
                heapq.heappush(free, (_place(entries[effect]), effect))
    # Causes that go in a circle cannot be: whoever looks at a damaged log still sees every entry.
    yield from sorted(entries.values(), key=_place)


def _predecessors(entries: Mapping[str, HistoryEntry]) -> dict[str, set[str]]:
    """For each entry those of the same instant that come before it: its cause, and the one before it in its log."""
    before = {name: {entry.caused_by} & entries.keys() - {name} for name, entry in entries.items()}
    logs: defaultdict[str, list[HistoryEntry]] = defaultdict(list)
    for entry in entries.values():
        logs[entry.log].append(entry)
    for log in logs.values():
        for earlier, later in pairwise(sorted(log, key=lambda entry: entry.position)):
            before[event_id(later)].add(event_id(earlier))
    return before


def _instant(entry: HistoryEntry) -> datetime:
    return datetime.fromisoformat(entry.recorded_at)


def _place(entry: HistoryEntry) -> tuple[str, int]:
    return entry.service, entry.position
