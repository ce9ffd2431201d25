"""A database whose connection breaks after it has committed, as a server's may: the outcome is unknown."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Table
from sqlalchemy.exc import OperationalError

from chassis.database import Database
from chassis.refusals import OutcomeUnknown


class DoubtfulDatabase(Database):
    """Works like any other until it is told what to lose next: the answer to a commit, or the commit itself."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._loses_answer = False
        self._loses_commit = False

    def lose_the_answer(self) -> None:
        """The next transaction is committed, and whoever asked is not told."""
        self._loses_answer = True

    def lose_the_commit(self) -> None:
        """The next transaction is not committed."""
        self._loses_commit = True

    @contextmanager
    def writing(self, alone_on: Table | None = None) -> Iterator[Connection]:
        """As any other, but for what it was told to lose."""
        with super().writing(alone_on) as tx:
            yield tx
            if self._loses_commit:
                self._loses_commit = False
                raise _broken()
        if self._loses_answer:
            self._loses_answer = False
            raise OutcomeUnknown from _broken()


def _broken() -> OperationalError:
    return OperationalError("COMMIT", None, sqlite3.OperationalError("the connection was closed"))
