"""A read model of the tests' own: it notes every event it is shown, twice if it is shown twice."""

from collections.abc import Mapping, Sequence
from typing import Any

from google.protobuf.wrappers_pb2 import Int64Value, StringValue
from sqlalchemy import BigInteger, Column, Connection, Integer, MetaData, String, Table, insert, select

from chassis.database import Database
from chassis.following import Handler, Heard
from tests.support.things import Thing

METADATA = MetaData()
SEEN = Table(
    "seen",
    METADATA,
    Column("order", Integer, primary_key=True),
    Column("reader", String(40), nullable=False),
    Column("position", BigInteger, nullable=False),
)


class Seeing:
    """Sees what is made and shown: in the own log, or what another service says of it."""

    def __init__(self, name: str = "seeing", source: str = "") -> None:
        self.name = name
        self.source = source

    def handlers(self) -> Mapping[type, Handler]:
        """It notes whatever comes."""
        return dict.fromkeys((StringValue, Int64Value) if self.source else (Thing.Made, Thing.Shown), self._see)

    def seen(self, database: Database) -> Sequence[int]:
        """The positions in the order in which they were seen."""
        wanted = select(SEEN.c.position).where(SEEN.c.reader == self.name)
        with database.reading() as tx:
            return tx.execute(wanted.order_by(SEEN.c.order)).scalars().all()

    def _see(self, _event: Any, heard: Heard, tx: Connection) -> None:
        tx.execute(insert(SEEN), {"reader": self.name, "position": heard.position})
