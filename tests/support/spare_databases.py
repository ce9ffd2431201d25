"""Databases a test has done with, emptied for the next that wants the same tables: making tables takes longest."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count

import psycopg
from psycopg import sql
from sqlalchemy import MetaData, make_url

from chassis.database import Database
from chassis.postgresql import server_of
from stacks.servers import databases

GONE_WITHIN_MS = 2000
_SHAPE = """
    SELECT relname, attnum, 'column', pg_attribute.xmin::text
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT conname, 0, 'constraint', xmin::text FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT relname, 0, 'rights', relacl::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
    ORDER BY 1, 2, 3
"""
"""Every column of every table and index, with the transaction that last changed what it is; every right on them."""
_WRITTEN = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
"""
_NUMBER_ANEW = """
    SELECT setval(quote_ident(sequencename)::regclass, 1, false)
    FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL
"""
_SEND_AWAY = "SELECT pg_terminate_backend(pid, %s) FROM pg_stat_activity WHERE datname = %s"

Shape = list[tuple[object, ...]]


@dataclass(frozen=True)
class _Furnished:
    """A database with tables in it, and what they are."""

    name: str
    shape: Shape


class SpareDatabases:
    """Hands them out on the server of an administrator. Nobody who had one reaches it in its next life."""

    def __init__(self, administrator: str, password: str) -> None:
        self._administrator = administrator
        self._password = password
        self._names = (f"spare_{number}" for number in count(1))
        self._spare: dict[tuple[MetaData, ...], list[_Furnished]] = defaultdict(list)

    @contextmanager
    def having(self, *schemas: MetaData) -> Iterator[str]:
        """The URL of a database that has these tables and nothing in them."""
        spare = self._spare[schemas]
        furnished = spare.pop() if spare else self._made(schemas)
        try:
            yield self._url(furnished.name)
        except BaseException:
            databases.remove(self._administrator, furnished.name)
            raise
        furnished = self._renamed(furnished)
        if self._emptied(furnished):
            spare.append(furnished)
        else:
            databases.remove(self._administrator, furnished.name)

    def _made(self, schemas: tuple[MetaData, ...]) -> _Furnished:
        name = next(self._names)
        databases.provide(self._administrator, name, self._password)
        with closing(Database(self._url(name))) as database:
            database.create(*schemas)
        with self._inside(name) as tx:
            return _Furnished(name, _shape(tx))

    def _renamed(self, furnished: _Furnished) -> _Furnished:
        """Another name for database and role, once everybody who uses the one before is sent away."""
        before, after = furnished.name, next(self._names)
        with self._inside("postgres") as tx:
            tx.execute(_SEND_AWAY, [GONE_WITHIN_MS, before])
            for kind in ("DATABASE", "ROLE"):
                renaming = sql.SQL(f"ALTER {kind} {{}} RENAME TO {{}}")
                tx.execute(renaming.format(sql.Identifier(before), sql.Identifier(after)))
        return _Furnished(after, furnished.shape)

    def _emptied(self, furnished: _Furnished) -> bool:
        """Whether its tables are still as they were made; then there is nothing in them any more."""
        with self._inside(furnished.name) as tx:
            if _shape(tx) != furnished.shape:
                return False
            for (name,) in tx.execute(_WRITTEN).fetchall():
                # To truncate it takes ten times as long, and who looks at it sees the same.
                tx.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
            tx.execute(_NUMBER_ANEW)
        return True

    def _inside(self, name: str) -> psycopg.Connection:
        within = make_url(self._administrator).set(database=name).render_as_string(hide_password=False)
        return psycopg.connect(**server_of(within), autocommit=True, connect_timeout=5)

    def _url(self, name: str) -> str:
        return databases.service_url(self._administrator, name, self._password)


def _shape(tx: psycopg.Connection) -> Shape:
    return tx.execute(_SHAPE).fetchall()
