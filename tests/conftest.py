"""Real servers for every test that asks, and one suite for both kinds of database."""

from collections.abc import Iterator

import pytest

from tests.support.databases import on_server
from tests.support.private_postgres import PrivatePostgres


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivatePostgres]:
    """A PostgreSQL of this run's own."""
    server = PrivatePostgres(tmp_path_factory.mktemp("postgres"))
    try:
        server.start()
        server.hurry()
        yield server
    finally:
        server.remove()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def databases(request: pytest.FixtureRequest) -> Iterator[None]:
    """The test runs twice: with its databases in files, and on a server."""
    if request.param == "sqlite":
        yield
        return
    with on_server(request.getfixturevalue("postgres")):
        yield
