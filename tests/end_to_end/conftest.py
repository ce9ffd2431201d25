"""Stacks of real processes: one that all tests share and leave as it was, and one for each test that breaks things."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.desk_at_work import DeskAtWork
from tests.support.running_stack import RunningStack, running_stack


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    """The stack that all tests share."""
    with running_stack(tmp_path_factory.mktemp("stack")) as started:
        yield started


@pytest.fixture(scope="session")
def desk(running: RunningStack) -> DeskAtWork:
    """Its desk, open, with partners and measures."""
    return DeskAtWork(running).prepare()


@pytest.fixture
def breakable(tmp_path: Path) -> Iterator[RunningStack]:
    """A stack of this test alone, to do harm to."""
    with running_stack(tmp_path / "stack") as started:
        yield started


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """A seed of this run, printed when the test fails; set SOMICIS_SEED to play it again."""
    chosen = int(os.environ.get("SOMICIS_SEED") or random.SystemRandom().randrange(1_000_000))
    print(f"SOMICIS_SEED={chosen} makes {request.node.name} do the same again")  # noqa: T201
    return chosen


@pytest.fixture
def breakable_desk(breakable: RunningStack) -> DeskAtWork:
    """Its desk, open, with partners and measures."""
    return DeskAtWork(breakable).prepare()
