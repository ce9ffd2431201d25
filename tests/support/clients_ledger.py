"""Compares what clients were answered with the log, and the log with everything that was made of it."""

from collections.abc import Sequence
from uuid import UUID

from chassis.store.log import Entry
from tests.support.persistent_clients import Clients

Copy = tuple[str, Sequence[int]]
"""Whose it is, and the positions that journal or read model has, in its order."""


def what_does_not_add_up(clients: Clients, entries: Sequence[Entry], *copies: Copy) -> list[str]:
    """In words; nothing when every answered request is in the log and in every copy once and in order."""
    return [
        *_answers(clients, _by_request(entries)),
        *_order_of_answers(clients),
        *_streams(entries),
        *_copies([entry.position for entry in entries], copies),
    ]


def _answers(clients: Clients, by_request: dict[UUID, list[Entry]]) -> list[str]:
    wrong = [f"request {each} was never answered" for each in set(by_request) - set(clients.acknowledged)]
    for request_id, receipt in clients.acknowledged.items():
        stored = [(entry.stream, entry.version, entry.position) for entry in by_request.get(request_id, [])]
        if stored != [(receipt.id, receipt.version, receipt.position)]:
            wrong.append(f"request {request_id} was answered {receipt} and stored as {stored}")
    return wrong


def _by_request(entries: Sequence[Entry]) -> dict[UUID, list[Entry]]:
    found: dict[UUID, list[Entry]] = {}
    for entry in entries:
        found.setdefault(UUID(entry.origin.correlation), []).append(entry)
    return found


def _order_of_answers(clients: Clients) -> list[str]:
    answered = {client.number: [receipt.position for _, receipt in client.acknowledged] for client in clients.each}
    return [
        f"client {number} was not answered in the order it asked"
        for number, positions in answered.items()
        if positions != sorted(positions)
    ]


def _streams(entries: Sequence[Entry]) -> list[str]:
    wrong = [] if [e.position for e in entries] == list(range(1, len(entries) + 1)) else ["the log has a hole"]
    versions: dict[UUID, int] = {}
    for entry in entries:
        before = versions.get(entry.stream, 0)
        if entry.version != before + 1:
            wrong.append(f"{entry.stream} goes from version {before} to {entry.version}")
        versions[entry.stream] = entry.version
    return wrong


def _copies(log: Sequence[int], copies: Sequence[Copy]) -> list[str]:
    return [
        f"{whose} has {len(copy)} of {len(log)} events, or has them in another order"
        for whose, copy in copies
        if list(copy) != log
    ]
