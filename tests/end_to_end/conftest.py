"""Two stacks of real processes: one that nobody disturbs, and one to do harm to; they end with this folder's tests."""

import os
import random
from collections.abc import Iterator

import pytest

from apps.connection.health import examine
from tests.support.desk_at_work import DeskAtWork
from tests.support.eventually import eventually
from tests.support.running_stack import RunningStack, running_stack


@pytest.fixture(scope="package")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    """The stack that all tests share."""
    with running_stack(tmp_path_factory.mktemp("stack")) as started:
        yield started


@pytest.fixture(scope="package")
def desk(running: RunningStack) -> DeskAtWork:
    """Its desk, open, with partners and measures."""
    return DeskAtWork(running).prepare()


@pytest.fixture(scope="package")
def harmed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskAtWork]:
    """The desk of a stack whose processes are stopped and killed, and whose clock moves."""
    with running_stack(tmp_path_factory.mktemp("harmed")) as started:
        yield DeskAtWork(started).prepare()


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """A seed of this run, printed when the test fails; set SOMICIS_SEED to play it again."""
    chosen = int(os.environ.get("SOMICIS_SEED") or random.SystemRandom().randrange(1_000_000))
    print(f"SOMICIS_SEED={chosen} makes {request.node.name} do the same again")  # noqa: T201
    return chosen


@pytest.fixture
def breakable(harmed: DeskAtWork) -> DeskAtWork:
    """The same, healed from what the test before has done to it."""
    eventually(lambda: examine(harmed.running.clients("operator")).all_answer, wanted=True, within=30)
    harmed.running.settled()
    return harmed
