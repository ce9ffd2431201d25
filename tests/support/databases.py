"""Where the databases of a test are: files in its folder, unless it is run on a server."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Protocol

from chassis.database import Database
from tests.support.private_postgres import PrivatePostgres


class Place(Protocol):
    """Has a database for every folder and name."""

    def url(self, folder: Path, name: str) -> str:
        """The URL of the database, which is empty when it is asked for first."""

    def open(self, folder: Path, name: str) -> Database:
        """The database, open until the test ends."""


class Files:
    """A file of SQLite each."""

    def url(self, folder: Path, name: str) -> str:
        """A file in the folder."""
        return f"sqlite:///{folder / f'{name}.db'}"

    def open(self, folder: Path, name: str) -> Database:
        """Open until nobody holds it any more."""
        return Database(self.url(folder, name))


class OnServer:
    """A database of a server each, gone when the test is over."""

    def __init__(self, server: PrivatePostgres, over: ExitStack) -> None:
        self._server = server
        self._over = over
        self._urls: dict[tuple[Path, str], str] = {}

    def url(self, folder: Path, name: str) -> str:
        """Made when it is asked for first."""
        if (folder, name) not in self._urls:
            self._urls[folder, name] = self._over.enter_context(self._server.database())
        return self._urls[folder, name]

    def open(self, folder: Path, name: str) -> Database:
        """Closed before the server deletes it."""
        database = Database(self.url(folder, name))
        self._over.callback(database.close)
        return database


_place: ContextVar[Place] = ContextVar("place", default=Files())  # noqa: B039 - it never changes


def url_of(folder: Path, name: str) -> str:
    """The URL of one of the test's databases."""
    return _place.get().url(folder, name)


def opened(folder: Path, name: str) -> Database:
    """One of the test's databases."""
    return _place.get().open(folder, name)


@contextmanager
def on_server(server: PrivatePostgres) -> Iterator[None]:
    """Let every database made meanwhile be the server's."""
    with ExitStack() as over:
        before = _place.set(OnServer(server, over))
        try:
            yield
        finally:
            _place.reset(before)
