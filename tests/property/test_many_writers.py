"""Many processes write one log, and nothing is lost on the way to whoever follows it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from chassis.following import Follower, LogFeed
from chassis.foundations import PLUMBING
from chassis.leasing import Lease
from chassis.store import log, recorder
from chassis.store.mapper import NamedMapper
from tests.support.chain import broken_links
from tests.support.databases import opened, url_of
from tests.support.seeing import METADATA, Seeing
from tests.support.things import STORED_NAMES
from tests.support.writers import SHARED, Writer, writing

pytestmark = pytest.mark.slow

WRITERS = 8
SECONDS = {"sqlite": 3.0, "postgresql": 10.0}
"""A server is written by processes that do not wait for one another until the last moment: it has more to go wrong."""


class Store:
    """The database everybody writes, and the follower that reads it meanwhile."""

    def __init__(self, folder: Path) -> None:
        self.url = url_of(folder, "many")
        self.database = opened(folder, "many")
        self.seconds = SECONDS[self.database.engine.dialect.name]
        self.seeing = Seeing()

    def follower(self) -> Follower:
        """The follower, once there is something to follow."""
        recorder.prepare(self.database)
        self.database.create(*PLUMBING, METADATA)
        lease = Lease(self.database, "test")
        lease.hold()
        return Follower(self.database, self.seeing, LogFeed(NamedMapper(STORED_NAMES)), lease)

    def entries(self) -> Sequence[log.Entry]:
        """The whole log."""
        with self.database.reading() as tx:
            return log.after(tx, 0, 1_000_000)


def test_nothing_is_missed_by_a_follower_of_eight_writers(databases: None, tmp_path: Path, seed: int) -> None:
    """All begin at once on a database that does not exist yet; the follower looks all the time."""
    store = Store(tmp_path)
    meetings = 0
    with writing([Writer(number, store.url, store.seconds, seed) for number in range(WRITERS)]) as writers:
        follower = store.follower()
        while not all(writer.done() for writer in writers):
            meetings += follower.step()
        acknowledged = [position for writer in writers for position in writer.result()]
    while follower.step():
        pass

    entries = store.entries()
    print(f"{len(acknowledged)} commands, {len(entries)} events, met {meetings} times")  # noqa: T201
    assert min(len(writer.result()) for writer in writers) > 0, "somebody never came to write"
    assert meetings > WRITERS, "the follower hardly met anybody at work"
    assert [entry.position for entry in entries] == list(range(1, len(entries) + 1))
    assert store.seeing.seen(store.database) == [entry.position for entry in entries]
    assert set(acknowledged) <= {entry.position for entry in entries}
    assert Counter(acknowledged).most_common(1)[0][1] == 1
    assert [entry.recorded_at for entry in entries] == sorted(entry.recorded_at for entry in entries)
    assert every_stream_is_contiguous(entries)
    assert broken_links(store.database) == []


def every_stream_is_contiguous(entries: Sequence[log.Entry]) -> bool:
    """Whether the versions of every stream are 1, 2, 3, … in the order of the log."""
    versions: dict[Any, list[int]] = defaultdict(list)
    for entry in entries:
        versions[entry.stream].append(entry.version)
    assert len(versions[SHARED]) > 2, "nobody contended for the shared thing"
    return all(seen == list(range(1, len(seen) + 1)) for seen in versions.values())
