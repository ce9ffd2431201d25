"""Restored from whatever copy, over whatever line: who does what the status says comes to what the source holds now."""

import random
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from chassis.adopting import Adopting
from chassis.comparing import comparison_of
from chassis.following import Follower, JournalFeed, position_of
from chassis.journal import met_logs
from chassis.leasing import Lease
from chassis.log_decisions import GONE, DecisionKind, decisions
from chassis.pumping import Leased
from chassis.refusals import LogLeftBefore, LogsDiffer
from chassis.relay import RELAY, relayed
from tests.property.test_convergence import work
from tests.support.eventually import eventually
from tests.support.listener import Listener
from tests.support.memory_broker import forget_everything
from tests.support.restored_source import order, restore
from tests.support.seeing import METADATA, Seeing
from tests.support.things import published
from tests.support.unsafe_line import UnsafeLine
from tests.support.workshop import Workshop

pytestmark = pytest.mark.slow

EVENTS, RESTORES, BACK = 300, 4, 120
LOST, DISORDERLY = 0.1, 0.2


@pytest.fixture(autouse=True)
def broker() -> Iterator[None]:
    """An empty broker before, nothing left behind."""
    forget_everything()
    yield
    forget_everything()


class Subscriber:
    """A service that hears the workshop over an unsafe line, and whoever decides for it."""

    def __init__(self, folder: Path, workshop: Workshop, seed: int) -> None:
        self.workshop = workshop
        self.listener = Listener(folder, repeat_after=timedelta(milliseconds=100))
        self.listener.database.create(METADATA)
        self.seeing = Seeing("there", "workshop")
        self._adopting = Adopting("listener", self.listener.database, {"workshop": ["there"]})
        self._line = UnsafeLine(workshop, self.listener, seed, LOST, DISORDERLY)
        lease = Lease(self.listener.database, "test", taken_over_after=timedelta(milliseconds=100))
        follower = Follower(self.listener.database, self.seeing, JournalFeed("workshop"), lease)
        self._following = Leased(lease, [follower])

    def step(self, times: int = 1) -> None:
        """Speak, hear, follow, and do what the status says if it says something."""
        for _ in range(times):
            self._line.step(times=3)
            self._following.step()
            if self.listener.journal.stopped():
                self._decide()

    def is_at_rest(self) -> bool:
        """Whether all that the workshop says is heard, of its present log, and handled."""
        with self.workshop.database.reading() as tx:
            done, head = relayed(tx), self.workshop.entries()[-1].position
        mark = self.listener.mark()
        with self.listener.database.reading() as tx:
            handled, comparison = position_of(tx, "there"), comparison_of(tx, "workshop")
        heard = (mark.log, mark.mark, mark.stopped) == (self.workshop.log_id(), done.last_public, "")
        return heard and done.scanned == head and comparison is None and handled == mark.mark

    def adopted(self) -> int:
        """How often another log was adopted."""
        with self.listener.database.reading() as tx:
            return sum(each.kind is DecisionKind.ADOPTED for each in decisions(tx, "workshop"))

    def gone(self) -> set[int]:
        """The positions of what was heard and is gone."""
        with self.listener.database.reading() as tx:
            return set(tx.execute(select(GONE.c.position)).scalars())

    def _decide(self) -> None:
        with self.listener.database.reading() as tx:
            met = [each.log for each in met_logs(tx, "workshop")]
        present = self.workshop.log_id()
        try:
            self._adopting.adopt("workshop", present if present in met else met[-1] if met else "", order())
        except LogLeftBefore:
            self._adopting.keep("workshop", order("a late word of the old copy"))
        except LogsDiffer as differing:
            self._adopting.accept("workshop", int(differing.facts["common"]), order("there is no later copy"))


def restored_from_some_copy(workshop: Workshop, chance: random.Random) -> None:
    """A copy of some moment not long ago, at which the relay had come to somewhere before it."""
    workshop.pass_time()
    position = chance.randint(max(0, workshop.entries()[-1].position - BACK), workshop.entries()[-1].position)
    scanned = chance.randint(0, position)
    restore(workshop.database, position)
    last_public = max((one for one in public(workshop) if one <= scanned), default=0)
    with workshop.database.writing() as tx:
        tx.execute(update(RELAY).values(scanned=scanned, last_public=last_public))


def public(workshop: Workshop) -> Sequence[int]:
    """The positions of the log of which something is said."""
    mapper, entries = workshop.commander.mapper, workshop.entries()
    return [one.position for one in entries if published(mapper.to_domain_event(one.stored)) is not None]


def gone_back_over(seen: Sequence[int]) -> tuple[Sequence[int], set[int]]:
    """What a read model would hold that forgets what was gone back over, and which positions that was."""
    kept: list[int] = []
    forgotten: set[int] = set()
    for position in seen:
        while kept and kept[-1] >= position:
            forgotten.add(kept.pop())
        kept.append(position)
    return kept, forgotten


@pytest.mark.parametrize("run", range(3))
def test_whoever_does_what_the_status_says_comes_to_what_the_source_holds(tmp_path: Path, seed: int, run: int) -> None:
    """However often it is restored: journal and follower have its present log, whole, in order, nothing twice."""
    chance, workshop = random.Random(seed + run), Workshop(tmp_path)
    subscriber = Subscriber(tmp_path, workshop, seed + run)
    work(workshop, chance, EVENTS)
    for _ in range(RESTORES):
        subscriber.step(times=chance.randint(0, 30))
        restored_from_some_copy(workshop, chance)
        subscriber.step(times=chance.randint(0, 5))
        work(workshop, chance, chance.randint(0, 60))

    def see() -> bool:
        subscriber.step()
        return subscriber.is_at_rest()

    eventually(see, wanted=True, within=60)

    rows = [row for row in subscriber.listener.rows() if row["log"] == workshop.log_id()]
    assert [row["position"] for row in rows] == public(workshop)
    held, forgotten = gone_back_over(subscriber.seeing.seen(subscriber.listener.database))
    assert held == public(workshop)
    assert forgotten <= subscriber.gone(), "what is not gone was handled twice"
    assert subscriber.adopted() > 0, "it was never stopped, so nothing was shown"
