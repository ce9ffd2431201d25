"""The catalogue as it is composed, on a real database in a folder, with a clock that tests move."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from somicis.catalogue.v1 import catalogue_service_pb2 as pb
from sqlalchemy import Connection, delete, select

from chassis import following
from chassis.clock import TestClock
from chassis.following import Feed, Follower, Heard, LogFeed
from chassis.foundations import PLUMBING
from chassis.leasing import Lease
from chassis.modelling import Origin
from chassis.serving import Call, Identity, Method, Role, ServedService
from chassis.store import log
from chassis.store.tables import METADATA as STORE
from services.catalogue.application.drafts import Done, PublishDrafts, ReviewDrafts
from services.catalogue.application.importing import Imported, ImportMeasure
from services.catalogue.composition import Catalogue, compose
from services.catalogue.entrypoints.grpc import served
from services.catalogue.grpc_edge.servicer import CatalogueServicer
from services.catalogue.projections.tables import METADATA
from services.catalogue.settings import Settings
from tests.support.databases import url_of
from tests.support.measures import Written

REQUESTS = UUID("33333333-3333-5333-8333-333333333333")
NOON = datetime(2023, 1, 9, 11, tzinfo=UTC)


class CatalogueService:
    """Both processes of the service in one object: `settle` is what the worker does."""

    def __init__(self, folder: Path) -> None:
        secret, clock_file = folder / "secret", folder / "clock.json"
        secret.write_bytes(b"k" * 32)
        self.clock = TestClock(clock_file)
        self.clock.set(NOON)
        url = url_of(folder, "catalogue", STORE, *PLUMBING, METADATA)
        self.composed: Catalogue = compose(Settings(database_url=url, secret_file=secret, test_clock_file=clock_file))
        self.database = self.composed.foundations.database
        self.mapper = self.composed.foundations.commander.mapper
        self._lease = Lease(self.database, "test")
        self._requests = 0

    def close(self) -> None:
        """Close the database."""
        self.composed.foundations.close()

    def command(
        self, document: Written | str, *, request_id: UUID | None = None, correlation: str = "", by: str = "ED_1"
    ) -> ImportMeasure:
        """An editor's wish to import; a request of its own unless one is named."""
        text = document if isinstance(document, str) else text_of(document)
        return ImportMeasure(**self.asked(by, request_id=request_id, correlation=correlation), document=text)

    def asked(self, by: str = "ED_2", *, request_id: UUID | None = None, correlation: str = "") -> dict[str, Any]:
        """What every command of an editor says; a request of its own unless one is named."""
        self._requests += 1
        origin = Origin(
            actor=by, organisation="SOMICIS", role="editor", correlation=correlation or f"c{self._requests}"
        )
        request = request_id or uuid5(REQUESTS, str(self._requests))
        return {"request_id": request, "origin": origin, "now": self.clock.now()}

    def imported(self, document: Written | str, **asked: Any) -> Imported:
        """Take a file in: its news are drafts."""
        return self.composed.importing.import_measure(self.command(document, **asked))

    def published(self, document: Written | str, on: date | None = None) -> Done | None:
        """Take a file in and have another editor review and publish what it brings; None when that is nothing."""
        imported = self.imported(document)
        if not imported.drafted:
            return None
        about: dict[str, Any] = {"measure": imported.code}
        self.composed.drafts.review(ReviewDrafts(**self.asked(), **about))
        return self.composed.drafts.publish(PublishDrafts(**self.asked(), **about, published_on=on))

    def stock(self, *files: Written | str) -> "CatalogueService":
        """Publish what is in files and let the read models follow."""
        for file in files:
            self.published(file)
        self.settle()
        return self

    def recorded(self) -> list[str]:
        """The names of everything in the log, in order."""
        with self.database.reading() as tx:
            return [entry.name for entry in log.after(tx, 0, 10_000)]

    def settle(self) -> None:
        """Let the read models come up to the log."""
        while any(follower.step() for follower in self._followers(LogFeed(self.mapper))):
            pass

    def follow_one_event(self) -> bool:
        """Let the read models handle the next event and no other; whether there was one."""
        return any(follower.step() for follower in self._followers(_OneByOne(LogFeed(self.mapper))))

    def shelf_rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything in the tables of the read models."""
        with self.database.reading() as tx:
            return {table.name: sorted(map(tuple, tx.execute(select(table))), key=repr) for table in _tables()}

    def forget_read_models(self) -> None:
        """Empty the read models and send their followers back to the start of the log."""
        with self.database.writing() as tx:
            for table in (*_tables(), following.POSITIONS):
                tx.execute(delete(table))

    def served(self) -> ServedService:
        """What a server takes."""
        return served(self.composed)

    def servicer(self) -> CatalogueServicer:
        """What answers its calls."""
        servicer = self.served().servicer
        assert isinstance(servicer, CatalogueServicer)
        return servicer

    def listed(self, **asked: Any) -> pb.ListMeasuresResponse:
        """A page of the list, for an operator."""
        return self.servicer().ListMeasures(pb.ListMeasuresRequest(**asked), self.call())

    def matched(self, as_of: str = "", role: Role = Role.OPERATOR, **asked: Any) -> pb.MatchResponse:
        """What is answered for a day, to an operator unless another role is named."""
        return self.servicer().Match(pb.MatchRequest(as_of=as_of, **asked), self.call(role))

    def call(self, role: Role = Role.OPERATOR, organisation: str = "PREF_FERMO", patience: float = 30) -> Call:
        """A call by somebody of an organisation who waits some seconds."""
        return Call(
            identity=Identity("OP_1", organisation, role, Method.TOKEN),
            clock=self.clock,
            correlation=str(REQUESTS),
            traceparent="",
            ends_at=time.monotonic() + patience,
        )

    def _followers(self, feed: Feed) -> list[Follower]:
        self._lease.hold()
        return [Follower(self.database, each, feed, self._lease) for each in self.composed.projections]


class _OneByOne:
    """A feed that gives one event at a time: the smallest batch there can be."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed

    def head(self, tx: Connection) -> int:
        return self._feed.head(tx)

    def after(self, tx: Connection, position: int, limit: int) -> Sequence[Heard]:
        return self._feed.after(tx, position, min(limit, 1))


@contextmanager
def catalogue_in(folder: Path) -> Iterator[CatalogueService]:
    """The service in a folder, closed at the end."""
    service = CatalogueService(folder)
    try:
        yield service
    finally:
        service.close()


def text_of(document: Written) -> str:
    """A measure as the text of a file; JSON is YAML too."""
    return json.dumps(document, ensure_ascii=False, indent=1)


def _tables() -> Sequence[Any]:
    return METADATA.sorted_tables
