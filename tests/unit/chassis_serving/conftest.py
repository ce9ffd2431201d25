"""Servers for the tests of the gRPC edge."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from chassis.serving import Limits, ServedService
from tests.support.captured_log import CapturedLog, captured_log
from tests.support.running_server import Identities, Running, small_server

Start = Callable[..., Running]


@pytest.fixture(scope="session")
def identities(tmp_path_factory: pytest.TempPathFactory) -> Identities:
    """Those the server trusts."""
    return Identities.made_in(tmp_path_factory.mktemp("identities"))


@pytest.fixture(scope="session")
def strangers(tmp_path_factory: pytest.TempPathFactory) -> Identities:
    """Those another authority and another issuer vouch for, under the same names."""
    return Identities.made_in(tmp_path_factory.mktemp("strangers"))


@pytest.fixture(autouse=True)
def log() -> Iterator[CapturedLog]:
    """What the process writes to its log meanwhile."""
    with captured_log() as captured:
        yield captured


@pytest.fixture
def start(identities: Identities, log: CapturedLog) -> Iterator[Start]:
    """Starts servers, with limits and further services if wished; stops them after the test."""
    with ExitStack() as stopping:

        def started(
            limits: Limits = Limits(),  # noqa: B008 - it never changes
            *more: ServedService,
            addresses: tuple[int, int] = (0, 0),
        ) -> Running:
            running = small_server(identities, limits, more, addresses)
            running.server.start()
            stopping.callback(running.server.drain, 0)
            stopping.push(running.closing)
            return running

        yield started


@pytest.fixture
def running(start: Start) -> Running:
    """A server with the usual limits."""
    return start()
