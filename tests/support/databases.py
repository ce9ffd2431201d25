"""Where the databases of a test are: files in its folder, unless it is run on a server."""

import atexit
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Protocol

import pytest
from sqlalchemy import MetaData

from chassis.database import Database
from tests.support.private_postgres import PrivatePostgres

IN_FILES = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
"""A test that takes long and says nothing of databases: in files alone."""


class Place(Protocol):
    """Has a database for every folder and name."""

    def url(self, folder: Path, name: str, *schemas: MetaData) -> str:
        """The URL of the database; when it is asked for first it has at most these tables, and nothing in them."""

    def open(self, folder: Path, name: str, *schemas: MetaData) -> Database:
        """The database with these tables, open until the test ends."""


class Files:
    """A file of SQLite each."""

    def url(self, folder: Path, name: str, *schemas: MetaData) -> str:
        """A file in the folder: to copy one that has the tables takes less than to make them."""
        file = folder / f"{name}.db"
        if schemas and not file.exists():
            copyfile(_having(*schemas), file)
        return f"sqlite:///{file}"

    def open(self, folder: Path, name: str, *schemas: MetaData) -> Database:
        """Open until nobody holds it any more."""
        known = (folder / f"{name}.db").exists()
        database = Database(self.url(folder, name, *schemas))
        if known and schemas:
            database.create(*schemas)
        return database


@cache
def _having(*schemas: MetaData) -> Path:
    """A file with these tables, and nothing in them, that nobody opens."""
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    file = Path(folder.name) / "tables.db"
    with closing(Database(f"sqlite:///{file}")) as database:
        database.create(*schemas)
    return file


class OnServer:
    """A database of a server each, out of reach when the test is over."""

    def __init__(self, server: PrivatePostgres, over: ExitStack) -> None:
        self._server = server
        self._over = over
        self._urls: dict[tuple[Path, str], str] = {}

    def url(self, folder: Path, name: str, *schemas: MetaData) -> str:
        """Made when it is asked for first, or a spare one that has these tables."""
        if (folder, name) not in self._urls:
            made = self._server.database_having(*schemas) if schemas else self._server.database()
            self._urls[folder, name] = self._over.enter_context(made)
        return self._urls[folder, name]

    def open(self, folder: Path, name: str, *schemas: MetaData) -> Database:
        """Closed before the server takes it back."""
        known = (folder, name) in self._urls
        database = Database(self.url(folder, name, *schemas))
        self._over.callback(database.close)
        if known and schemas:
            database.create(*schemas)
        return database


_place: ContextVar[Place] = ContextVar("place", default=Files())  # noqa: B039 - it never changes


def url_of(folder: Path, name: str, *schemas: MetaData) -> str:
    """The URL of one of the test's databases, in which these tables may be."""
    return _place.get().url(folder, name, *schemas)


def opened(folder: Path, name: str, *schemas: MetaData) -> Database:
    """One of the test's databases, in which these tables are."""
    return _place.get().open(folder, name, *schemas)


@contextmanager
def on_server(server: PrivatePostgres) -> Iterator[None]:
    """Let every database made meanwhile be the server's."""
    with ExitStack() as over:
        before = _place.set(OnServer(server, over))
        try:
            yield
        finally:
            _place.reset(before)
