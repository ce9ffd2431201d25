"""What only PostgreSQL needs: short time-outs, texts in the order of their bytes, a driver that gives way."""

import selectors
import sys
import time
from typing import Any

import psycopg
from psycopg import waiting
from sqlalchemy import Connection, Engine, String, create_engine, event, func, make_url, select, text
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateColumn

CONNECTIONS = 16
"""The most a process has at once for one service; made when needed, and kept: one costs more than a command."""
POOL_TIMEOUT_S = 2
ASKED_AFTER_S = 1.0
"""A connection nobody used for so long is asked whether it is still there; to ask always is a tenth of a command."""
SESSION = "-c statement_timeout=5000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=5000"
"""Milliseconds: no statement, no wait for a lock and no forgotten transaction holds others up for long."""
CONNECTING: dict[str, Any] = {
    "connect_timeout": 2,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "tcp_user_timeout": 5000,
}
"""Seconds, and milliseconds in the last: a server that is gone without a word is not waited for either."""
WAIT_FUNCTION = {"PSYCOPG_WAIT_FUNC": "wait_selector"}
"""The environment in which psycopg waits as eventlet can see; its own way, in C, stops the whole worker."""

_TABLES = 0x736F6D69
"""Number of the lock under which tables are made; any would do, as long as it stays the same."""


class DriverBlocks(Exception):
    """The process is a worker whose database driver would stop all of it at every wait."""


def engine_of(url: str) -> Engine:
    """A small pool: who cannot be served is told so within seconds. Raises DriverBlocks."""
    refuse_a_driver_that_blocks()
    engine = create_engine(
        url,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=POOL_TIMEOUT_S,
        isolation_level="READ COMMITTED",
        connect_args={**CONNECTING, "options": SESSION},
    )
    event.listen(engine, "checkin", _note_its_use)
    event.listen(engine, "checkout", _replace_it_if_it_is_gone)
    return engine


def plan_for_each_question(tx: Connection) -> None:
    """Have every statement of the transaction planned for the values it is given; elsewhere it always is.

    PostgreSQL tires of that after a few times and takes one plan for all values from then on. Where a
    period may hold three facts or half of the table, that plan is wrong for one of them. Nor is it to
    compile what it is asked, or to start processes for it: both take longer than the answer. Nor to
    collect rows before it looks at the first of them, which pays only where there are as few as it
    believes, and it believes what it last counted: on a new server nothing.
    """
    if tx.dialect.name == "postgresql":
        tx.execute(_PLANNED_ANEW)


_SETTINGS = {
    "plan_cache_mode": "force_custom_plan",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "enable_bitmapscan": "off",
    "enable_material": "off",
}
_PLANNED_ANEW = select(*(func.set_config(setting, value, True) for setting, value in _SETTINGS.items()))  # noqa: FBT003


def _note_its_use(_connection: Any, record: Any) -> None:
    record.info["used"] = time.monotonic()


def _replace_it_if_it_is_gone(connection: psycopg.Connection, record: Any, _checkout: Any) -> None:
    rested = time.monotonic() - record.info.get("used", time.monotonic())
    if rested < ASKED_AFTER_S and not _was_spoken_to(connection):
        return
    try:
        connection.execute("")
        connection.rollback()
    except psycopg.Error as gone:
        raise DisconnectionError from gone


def _was_spoken_to(connection: psycopg.Connection) -> bool:
    """Whether an idle server has said something all the same, which is mostly that it goes."""
    with selectors.DefaultSelector() as selector:
        selector.register(connection, selectors.EVENT_READ)
        return bool(selector.select(0))


def listener_on(url: str, channel: str) -> psycopg.Connection:
    """A connection of its own that hears the notifications of a channel. Raises DriverBlocks."""
    refuse_a_driver_that_blocks()
    connection = psycopg.connect(**server_of(url), **CONNECTING, autocommit=True)
    connection.execute(f"LISTEN {channel}".encode())
    return connection


def server_of(url: str) -> dict[str, Any]:
    """What psycopg is to be told of a database's address; its own reading of one stumbles over a password's signs."""
    parsed = make_url(url)
    _, server = parsed.get_dialect()().create_connect_args(parsed)
    return dict(server)


def alone_in_making_tables(tx: Connection) -> None:
    """Wait for every other process that makes tables here, until the transaction ends."""
    # A minute each: a process that starts may wait longer than one that serves.
    tx.execute(text("SET LOCAL lock_timeout = 60000"))
    tx.execute(text("SET LOCAL statement_timeout = 60000"))
    tx.execute(text(f"SELECT pg_advisory_xact_lock({_TABLES})"))


def refuse_a_driver_that_blocks() -> None:
    """Raise DriverBlocks when eventlet runs this process and psycopg waits in a way of its own."""
    patcher = sys.modules.get("eventlet.patcher")
    if patcher is None or not patcher.is_monkey_patched("select"):
        return
    if waiting.wait is not waiting.wait_selector:
        [(variable, value)] = WAIT_FUNCTION.items()
        raise DriverBlocks(f"A worker on PostgreSQL is started with {variable}={value} in its environment.")


@compiles(CreateColumn, "postgresql")
def _in_the_order_of_bytes(column: CreateColumn, compiler: Any, **options: Any) -> str:
    """A text column as SQLite has it, whatever order the database was made with."""
    made: str = compiler.visit_create_column(column, **options)
    return f'{made} COLLATE "C"' if isinstance(column.element.type, String) else made
