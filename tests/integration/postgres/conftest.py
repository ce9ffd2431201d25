"""A database on a real server for every test, and the services that work on it."""

from collections.abc import Iterator

import pytest

from chassis.database import Database
from tests.support.private_postgres import PrivatePostgres


@pytest.fixture
def url(postgres: PrivatePostgres) -> Iterator[str]:
    """Where an empty database is."""
    with postgres.database() as made:
        yield made


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """The same, open."""
    opened = Database(url)
    yield opened
    opened.close()
