"""Servers for the tests of the gRPC edge."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from chassis.serving import Limits, ServedService
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


@pytest.fixture
def start(identities: Identities) -> Iterator[Start]:
    """Starts servers, with limits and further services if wished; stops them after the test."""
    with ExitStack() as stopping:

        def started(limits: Limits = Limits(), *more: ServedService) -> Running:  # noqa: B008 - never changed
            running = small_server(identities, limits, more)
            running.server.start()
            stopping.callback(running.server.drain, 0)
            stopping.push(running.closing)
            return running

        yield started


@pytest.fixture
def running(start: Start) -> Running:
    """A server with the usual limits."""
    return start()
