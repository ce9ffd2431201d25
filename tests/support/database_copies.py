"""Copies of a service's whole database on PostgreSQL, and what it is to go back to one while everything runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy import make_url, update

from chassis.store.tables import LOG
from tests.support.production_stack import ProductionStack

COPY = "copy_of_{}"


def copied(stack: ProductionStack, service: str) -> None:
    """Copy the database of a service as it is."""
    database = _name(stack, service)
    with _left_alone(stack, service) as administrator:
        made = sql.SQL("CREATE DATABASE {copy} OWNER {owner} TEMPLATE {database}")
        administrator.execute(made.format(copy=_copy(database), owner=_named(database), database=_named(database)))


def restored(stack: ProductionStack, service: str) -> str:
    """Put the copy in the place of the database, and renew its log as whoever restores one does. Answers the log."""
    database = _name(stack, service)
    with _left_alone(stack, service) as administrator:
        administrator.execute(sql.SQL("DROP DATABASE {}").format(_named(database)))
        renamed = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        administrator.execute(renamed.format(_copy(database), _named(database)))
        # Nobody but the administrator is let in yet: no word is said of the old log any more.
        with stack.asking(service) as restoring:
            [log] = restoring.execute("UPDATE log SET log = gen_random_uuid()::text RETURNING log").fetchone() or [""]
    return str(log)


def log_renewed(stack: ProductionStack, service: str) -> str:
    """Make the log of a service another one, as after a restore of all there was. Answers it."""
    renewed = str(uuid4())
    with stack.databases[service].writing(alone_on=LOG) as tx:
        tx.execute(update(LOG).values(log=renewed))
    return renewed


@contextmanager
def _left_alone(stack: ProductionStack, service: str) -> Iterator[psycopg.Connection]:
    """Send everybody away from a database, the test too, and let nobody but the administrator in meanwhile."""
    stack.databases[service].close()
    database = _name(stack, service)
    with stack.asking() as administrator:
        limited = sql.SQL("ALTER ROLE {} CONNECTION LIMIT {}")
        administrator.execute(limited.format(_named(database), sql.Literal(0)))
        administrator.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [database])
        try:
            yield administrator
        finally:
            administrator.execute(limited.format(_named(database), sql.Literal(-1)))


def _name(stack: ProductionStack, service: str) -> str:
    return str(make_url(stack.servers.database_url(service)).database)


def _named(name: str) -> sql.Identifier:
    return sql.Identifier(name)


def _copy(database: str) -> sql.Identifier:
    return sql.Identifier(COPY.format(database))
