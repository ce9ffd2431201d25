"""What tests anywhere may ask for: chance that can be repeated, a real server, both kinds of database."""

import os
import random
from collections import Counter
from collections.abc import Iterator

import pytest
import structlog

from tests.support.databases import on_server
from tests.support.private_postgres import PrivatePostgres

# A server's program is started as another user, and so by fork; gRPC's own care for forks, under load, kills the child.
os.environ["GRPC_ENABLE_FORK_SUPPORT"] = "false"

# An error is logged as Python tells it: to draw it in colours, with the variables of every frame, takes half a second.
PLAIN = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
structlog.configure([*structlog.get_config()["processors"][:-1], PLAIN])


LAST = "~"
"""After every path."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files of which most tests are slow, or one of them ends long after all others.

    Those of one folder follow each other: the stacks they share end with them. Whatever order chance gave to the
    rest stays as it is.
    """
    tests, slow = Counter(item.path for item in items), Counter(item.path for item in items if is_slow(item))
    mostly = {path for path in tests if slow[path] * 2 > tests[path]}
    items.sort(key=lambda item: str(item.path.parent) if item.path in mostly else LAST)


def is_slow(item: pytest.Item) -> bool:
    """Whether it takes seconds."""
    return item.get_closest_marker("slow") is not None


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """A seed of this run, printed when the test fails; set SOMICIS_SEED to play it again."""
    chosen = int(os.environ.get("SOMICIS_SEED") or random.SystemRandom().randrange(1_000_000))
    print(f"SOMICIS_SEED={chosen} makes {request.node.name} do the same again")  # noqa: T201
    return chosen


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
