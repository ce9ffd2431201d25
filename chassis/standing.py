"""How a service stands, read from its database: what is stored, said, heard, handled, late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from chassis import journal, leasing, timing
from chassis.adopting import Adopting
from chassis.clock import Clock, machine_now
from chassis.comparing import Comparison, comparison_of
from chassis.database import Database
from chassis.following import Projection, parked_count, position_of
from chassis.journal import Mark, MetLog, met_logs
from chassis.log_decisions import Decision, DecisionKind, decisions, left
from chassis.presence import WorkerStanding, workers
from chassis.relay import Relayed, relayed
from chassis.store import log
from chassis.store.log import LogHead
from chassis.taking_back import ways_back


@dataclass(frozen=True)
class FollowerStanding:
    """How far one follower has come with what it reads, and what it has set aside."""

    follower: str
    source: str
    position: int
    head: int
    parked: int


@dataclass(frozen=True)
class SourceStanding:
    """How far one source has been heard, and what is known and was decided of its logs."""

    mark: Mark
    met: Sequence[MetLog]
    comparison: Comparison | None
    decisions: Sequence[Decision]

    @property
    def adoptable(self) -> MetLog | None:
        """Of the logs it was stopped for, the last that was not left before; None when none may be adopted."""
        return next((each for each in reversed(self.met) if each.log not in left(self.decisions)), None)

    @property
    def adopted_at(self) -> datetime | None:
        """When the log that is heard was adopted; None for a source of which none ever was."""
        adopted = [each.decided_at for each in self.decisions if each.kind is DecisionKind.ADOPTED]
        return adopted[-1] if adopted else None


@dataclass(frozen=True)
class Standing:
    """One service at one moment."""

    service: str
    head: LogHead
    events: int
    relayed: Relayed
    oldest_unpublished: datetime | None
    worker_alive: bool
    workers: Sequence[WorkerStanding]
    sources: Sequence[SourceStanding]
    quarantined: Mapping[str, int]
    followers: Sequence[FollowerStanding]
    timers_late: int

    @property
    def marks(self) -> Sequence[Mark]:
        """How far each source has been heard."""
        return [source.mark for source in self.sources]


class Standings:
    """Reads the standing of one service; `projections` are those its worker keeps."""

    def __init__(
        self,
        service: str,
        database: Database,
        clock: Clock,
        hears: Sequence[str],
        projections: Sequence[Projection],
    ) -> None:
        self.service = service
        self._database = database
        self._clock = clock
        self._hears = hears
        self._projections = projections

    def now(self) -> Standing:
        """The standing, all read in one transaction."""
        with self._database.reading() as tx:
            done = relayed(tx)
            marks = {mark.source: mark for mark in journal.marks(tx)}
            return Standing(
                service=self.service,
                head=log.head(tx),
                events=log.count(tx),
                relayed=done,
                oldest_unpublished=log.oldest_beyond(tx, done.scanned),
                worker_alive=leasing.held(tx),
                workers=workers(tx, machine_now()),
                sources=[_source(tx, marks.get(source, journal.unheard(source))) for source in self._hears],
                quarantined=journal.quarantined(tx),
                followers=[self._follower(tx, each, marks) for each in self._projections],
                timers_late=timing.late(tx, self._clock.now()),
            )

    def adopting(self) -> Adopting:
        """What decides for this service when one of its sources speaks of another log."""
        readers = {source: [each.name for each in self._projections if each.source == source] for source in self._hears}
        return Adopting(self.service, self._database, readers, ways_back(self._projections))

    def _follower(self, tx: Connection, projection: Projection, marks: Mapping[str, Mark]) -> FollowerStanding:
        heads = {source: mark.mark for source, mark in marks.items()} | {"": log.head(tx).position}
        name = projection.name
        return FollowerStanding(
            follower=name,
            source=projection.source,
            position=position_of(tx, name),
            head=heads.get(projection.source, 0),
            parked=parked_count(tx, name),
        )


def _source(tx: Connection, mark: Mark) -> SourceStanding:
    source = mark.source
    return SourceStanding(mark, met_logs(tx, source), comparison_of(tx, source), decisions(tx, source))
