"""A service's database: connections in transactions, the same code for SQLite and PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, Engine, MetaData, create_engine, event, text
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.types import TypeDecorator

from chassis.refusals import DatabaseUnavailable

_WRITES = "somicis_writes"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept as whole microseconds since 1970 so that every database agrees."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Microseconds of an aware instant."""
        del dialect
        if value is None:
            return None
        since = value - _EPOCH
        return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """The aware instant, in UTC."""
        del dialect
        if value is None:
            return None
        return datetime.fromtimestamp(value // 1_000_000, UTC).replace(microsecond=value % 1_000_000)


class Database:
    """Opens transactions. A driver's failure leaves here as DatabaseUnavailable and nothing else."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self._for_writing = self.engine.execution_options(**{_WRITES: True})

    def create(self, *schemas: MetaData) -> None:
        """Make the tables that are missing."""
        with self.writing() as tx:
            for schema in schemas:
                schema.create_all(tx)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database and writes nothing."""
        with _translated(), self.engine.connect() as tx, tx.begin():
            yield tx

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the right to write from its start; commits at the end."""
        with _translated(), self._for_writing.begin() as tx:
            yield tx

    def ping(self) -> None:
        """Raise DatabaseUnavailable unless the database answers."""
        with self.reading() as tx:
            tx.execute(text("SELECT 1"))

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except PoolTimeout as failure:
        raise DatabaseUnavailable from failure
    except OperationalError as failure:
        # SQLite calls a wrong statement operational too; that is a bug, and trying again does not help.
        if getattr(failure.orig, "sqlite_errorname", "") == "SQLITE_ERROR":
            raise
        raise DatabaseUnavailable from failure


def _engine(url: str) -> Engine:
    engine = create_engine(url, pool_size=8, max_overflow=24, pool_timeout=5)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver must not open transactions by itself, or ours could not begin as writers.
    connection.isolation_level = None
    # The patience comes first: several processes may make a new database at once.
    for pragma in ("busy_timeout=5000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that turns writer half-way fails when another wrote meanwhile.
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
