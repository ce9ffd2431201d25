"""A PostgreSQL of the tests' own, which they may crash, with a database for whoever asks."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import MetaData, make_url

from chassis.postgresql import server_of
from stacks.ports import HOST, free_ports
from stacks.servers import databases
from stacks.servers.postgres import Postgres
from tests.support.spare_databases import SpareDatabases

PASSWORD = "of no importance: 100 %"
"""With all that has a meaning of its own in the address of a database."""
GONE_WITHIN_MS = 2000


class PrivatePostgres:
    """One server on a free port, its data in a folder, gone with `remove`."""

    def __init__(self, folder: Path) -> None:
        self.port = free_ports(1)[0]
        self._server = Postgres(folder, self.port, PASSWORD)
        self._numbers = count(1)
        self._spare = SpareDatabases(self._server.url, PASSWORD)

    @property
    def url(self) -> str:
        """How its administrator connects."""
        return self._server.url

    def start(self) -> None:
        """Start it, for the first time or again; return when it lets clients in."""
        self._server.start()

    def hurry(self) -> None:
        """Let it leave the writing to the machine: a crash of the server loses nothing all the same."""
        self.do("ALTER SYSTEM SET fsync = off")
        self.do("SELECT pg_reload_conf()")

    def crash(self) -> None:
        """Stop it as a power cut would: nobody is told, nothing is finished."""
        self._server.stop("immediate")

    def remove(self) -> None:
        """Stop it and delete all it holds."""
        self._server.remove()

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of an empty database, which is gone afterwards."""
        name = f"test_{next(self._numbers)}"
        databases.provide(self._server.url, name, PASSWORD)
        try:
            yield databases.service_url(self._server.url, name, PASSWORD)
        finally:
            databases.remove(self._server.url, name)

    def database_having(self, *schemas: MetaData) -> AbstractContextManager[str]:
        """The URL of a database with these tables and nothing in them, which nobody reaches by it afterwards."""
        return self._spare.having(*schemas)

    def do(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """What a statement of the administrator's answers."""
        with psycopg.connect(**server_of(self._server.url), autocommit=True, connect_timeout=5) as connection:
            answer = connection.execute(statement.encode(), values or None)
            return answer.fetchall() if answer.description else []

    def cut(self, which: str = "true") -> int:
        """End every connection but this one of which something is true in pg_stat_activity; answer how many.

        They are gone by then: a server that is busy would else end them while somebody already uses them again.
        """
        others = "backend_type = 'client backend' AND pid <> pg_backend_pid()"
        ended = f"pg_terminate_backend(pid, {GONE_WITHIN_MS})"
        return len(self.do(f"SELECT {ended} FROM pg_stat_activity WHERE {others} AND {which}"))  # noqa: S608

    def connections(self, which: str) -> int:
        """How many there are of which something is true in pg_stat_activity."""
        [(count,)] = self.do(f"SELECT count(*) FROM pg_stat_activity WHERE {which}")  # noqa: S608
        return int(str(count))


def behind(url: str, port: int) -> str:
    """The same database, reached through another port and without encryption."""
    changed = make_url(url).set(host=HOST, port=port)
    return changed.update_query_dict({"sslmode": "disable"}).render_as_string(hide_password=False)
