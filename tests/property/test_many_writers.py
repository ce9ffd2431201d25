"""Many processes write one log, and nothing is lost on the way to whoever follows it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import BigInteger, Column, Connection, Integer, MetaData, Table, insert, select

from chassis.database import Database
from chassis.following import Follower, Handler, Heard, LogFeed
from chassis.foundations import PLUMBING
from chassis.leasing import Lease
from chassis.store import log, recorder
from chassis.store.mapper import NamedMapper
from tests.support.chain import broken_links
from tests.support.things import STORED_NAMES, Thing
from tests.support.writers import SHARED, Writer, writing

pytestmark = pytest.mark.slow

WRITERS, SECONDS = 8, 3.0
METADATA = MetaData()
SEEN = Table(
    "seen",
    METADATA,
    Column("order", Integer, primary_key=True),
    Column("position", BigInteger, nullable=False),
)


class Seeing:
    """A read model that notes every event it is shown, twice if it is shown twice."""

    name = "seeing"
    source = ""

    def handlers(self) -> Mapping[type, Handler]:
        """It notes whatever comes."""
        return dict.fromkeys((Thing.Made, Thing.Shown), self._see)

    def _see(self, _event: Any, heard: Heard, tx: Connection) -> None:
        tx.execute(insert(SEEN), {"position": heard.position})


class Store:
    """The database everybody writes, and the follower that reads it meanwhile."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'many.db'}"
        self.database = Database(self.url)

    def follower(self) -> Follower:
        """The follower, once there is something to follow."""
        recorder.prepare(self.database)
        self.database.create(*PLUMBING, METADATA)
        lease = Lease(self.database, "test")
        lease.hold()
        return Follower(self.database, Seeing(), LogFeed(NamedMapper(STORED_NAMES)), lease)

    def seen(self) -> Sequence[int]:
        """The positions the follower has seen, in the order in which it saw them."""
        with self.database.reading() as tx:
            return tx.execute(select(SEEN.c.position).order_by(SEEN.c.order)).scalars().all()

    def entries(self) -> Sequence[log.Entry]:
        """The whole log."""
        with self.database.reading() as tx:
            return log.after(tx, 0, 1_000_000)


def test_nothing_is_missed_by_a_follower_of_eight_writers(tmp_path: Path, seed: int) -> None:
    """All begin at once on a database that does not exist yet; the follower looks all the time."""
    store = Store(tmp_path)
    with writing([Writer(number, store.url, SECONDS, seed) for number in range(WRITERS)]) as writers:
        follower = store.follower()
        while not all(writer.done() for writer in writers):
            follower.step()
        acknowledged = [position for writer in writers for position in writer.result()]
    while follower.step():
        pass

    entries = store.entries()
    assert min(len(writer.result()) for writer in writers) > 0, "somebody never came to write"
    assert [entry.position for entry in entries] == list(range(1, len(entries) + 1))
    assert store.seen() == [entry.position for entry in entries]
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
