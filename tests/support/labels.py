"""A read model of the tests' own: what was said of labels, and a handler that can be told to fail."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from google.protobuf.wrappers_pb2 import Int64Value, StringValue
from sqlalchemy import BigInteger, Column, Connection, Integer, MetaData, String, Table, insert, select

from chassis.database import Database
from chassis.following import Handler, Heard
from tests.support.things import Thing

METADATA = MetaData()
LABELS = Table(
    "labels",
    METADATA,
    Column("order", Integer, primary_key=True),
    Column("reader", String(40), nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("label", String(40), nullable=False),
)


class Killed(BaseException):
    """The process is gone in the middle of a transaction; nothing in it may catch this."""


class Labels:
    """Notes every label it is told of, in a row of its own each time."""

    def __init__(self, name: str = "labels", source: str = "") -> None:
        self.name = name
        self.source = source
        self.before: Callable[[str], None] = lambda _: None
        self.after: Callable[[str], None] = lambda _: None

    def handlers(self) -> Mapping[type, Handler]:
        """The labels of the own log, or those another service speaks of."""
        if self.source:
            return {StringValue: lambda event, heard, tx: self._note(event.value, heard, tx), Int64Value: _pass_over}
        return dict.fromkeys((Thing.Made, Thing.Renamed), lambda event, heard, tx: self._note(event.label, heard, tx))

    def seen(self, database: Database) -> Sequence[tuple[int, str]]:
        """(position, label) in the order in which they were noted."""
        wanted = select(LABELS.c.position, LABELS.c.label).where(LABELS.c.reader == self.name)
        with database.reading() as tx:
            return [(row.position, row.label) for row in tx.execute(wanted.order_by(LABELS.c.order))]

    def _note(self, label: str, heard: Heard, tx: Connection) -> None:
        self.before(label)
        tx.execute(insert(LABELS), {"reader": self.name, "position": heard.position, "label": label})
        self.after(label)


def _pass_over(_event: Any, _heard: Heard, _tx: Connection) -> None:
    pass


def failing_at(*labels: str, error: type[BaseException] = RuntimeError) -> Callable[[str], None]:
    """Raise an error at some labels, every time."""

    def fail(label: str) -> None:
        if label in labels:
            raise error

    return fail


def failing_once_at(label: str, error: type[BaseException] = RuntimeError) -> Callable[[str], None]:
    """Raise an error at a label the first time it comes."""
    left = [label]

    def fail(seen: str) -> None:
        if seen in left:
            left.remove(seen)
            raise error

    return fail
