"""A service's database: connections in transactions, the same code for SQLite and PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, Engine, MetaData, Table, create_engine, event, make_url, text
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.types import TypeDecorator

from chassis import postgresql
from chassis.refusals import DatabaseUnavailable, OutcomeUnknown
from chassis.schema import make_missing

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
        self._for_reading = _seeing_one_state(self.engine)

    def create(self, *schemas: MetaData) -> None:
        """Make the tables and columns that are missing; several processes may do so at once. Raises TableTooOld."""
        with self.writing() as tx:
            if tx.dialect.name == "postgresql":
                postgresql.alone_in_making_tables(tx)
            make_missing(tx, *schemas)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database and writes nothing."""
        with _Translating(), self._for_reading.connect() as tx, tx.begin():
            _begin(tx, "BEGIN")
            yield tx

    @contextmanager
    def writing(self, alone_on: Table | None = None) -> Iterator[Connection]:
        """A transaction that commits at the end; nobody else writes the table `alone_on` meanwhile.

        SQLite lets one transaction write at a time, whatever it writes. Raises OutcomeUnknown when
        the database stops answering while it commits.
        """
        with _Translating() as translating, self.engine.begin() as tx:
            # A transaction that turns writer half-way fails when another wrote meanwhile.
            _begin(tx, "BEGIN IMMEDIATE")
            if alone_on is not None:
                take(tx, alone_on)
            yield tx
            translating.committing()

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


class _Translating(AbstractContextManager["_Translating"]):
    """Makes a driver's failure one of ours."""

    def __init__(self) -> None:
        self._ours: type[DatabaseUnavailable] = DatabaseUnavailable

    def committing(self) -> None:
        """From here on a failure does not tell whether anything happened."""
        self._ours = OutcomeUnknown

    def __exit__(self, _kind: object, failure: BaseException | None, _trace: object) -> None:
        if isinstance(failure, PoolTimeout | sqlite3.OperationalError) or _is_an_outage(failure):
            raise self._ours from failure


def _is_an_outage(failure: BaseException | None) -> bool:
    if not isinstance(failure, DBAPIError):
        return False
    # SQLite calls a wrong statement operational too; that is a bug, and trying again does not help.
    wrong = getattr(failure.orig, "sqlite_errorname", "") == "SQLITE_ERROR"
    return failure.connection_invalidated or (isinstance(failure, OperationalError) and not wrong)


def _engine(url: str) -> Engine:
    return _sqlite(url) if make_url(url).get_backend_name() == "sqlite" else postgresql.engine_of(url)


def _seeing_one_state(engine: Engine) -> Engine:
    # A transaction of SQLite sees one state by itself.
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, pool_size=8, max_overflow=24, pool_timeout=5)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver must not open transactions by itself, or ours could not begin as writers.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(tx: Connection, how: str) -> None:
    # Said to the driver itself: a listener to every transaction slows down every statement in it.
    driver = tx.connection.driver_connection
    if isinstance(driver, sqlite3.Connection):
        driver.execute(how)
