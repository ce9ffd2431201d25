"""A service's database: connections in transactions, the same code for SQLite and PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, Engine, MetaData, Table, create_engine, event, make_url, text
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.types import TypeDecorator

from chassis.refusals import DatabaseUnavailable

POOL_TIMEOUT_S = 2
CONNECT_TIMEOUT_S = 2
SESSION = "-c statement_timeout=5000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=10000"
"""Milliseconds: no statement, no wait for a lock and no forgotten transaction holds others up for long."""

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
        self._for_reading = _seeing_one_state(self.engine)

    def create(self, *schemas: MetaData) -> None:
        """Make the tables that are missing."""
        with self.writing() as tx:
            for schema in schemas:
                schema.create_all(tx)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database and writes nothing."""
        with _translated(), self._for_reading.connect() as tx, tx.begin():
            yield tx

    @contextmanager
    def writing(self, alone_on: Table | None = None) -> Iterator[Connection]:
        """A transaction that commits at the end; nobody else writes the table `alone_on` meanwhile.

        SQLite lets one transaction write at a time, whatever it writes.
        """
        with _translated(), self._for_writing.begin() as tx:
            if alone_on is not None:
                take(tx, alone_on)
            yield tx

    def ping(self) -> None:
        """Raise DatabaseUnavailable unless the database answers."""
        with self.reading() as tx:
            tx.execute(text("SELECT 1"))

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def take(tx: Connection, table: Table) -> None:
    """Be the only one who writes a table until the transaction ends."""
    # SQLite holds that right from BEGIN IMMEDIATE on.
    if tx.dialect.name == "postgresql":
        tx.execute(text(f"LOCK TABLE {table.name} IN EXCLUSIVE MODE"))


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
    return _sqlite(url) if make_url(url).get_backend_name() == "sqlite" else _postgresql(url)


def _seeing_one_state(engine: Engine) -> Engine:
    # A transaction of SQLite sees one state by itself.
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, pool_size=8, max_overflow=24, pool_timeout=5)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _postgresql(url: str) -> Engine:
    """A small pool, and short time-outs everywhere: who cannot be served is told so within seconds."""
    return create_engine(
        url,
        pool_size=4,
        max_overflow=12,
        pool_timeout=POOL_TIMEOUT_S,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": CONNECT_TIMEOUT_S,
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 2,
            "tcp_user_timeout": 5000,
            "options": SESSION,
        },
    )


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver must not open transactions by itself, or ours could not begin as writers.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that turns writer half-way fails when another wrote meanwhile.
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
