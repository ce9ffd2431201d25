"""A seed for every test that leaves something to chance."""

import os
import random

import pytest


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """A seed of this run, printed when the test fails; set SOMICIS_SEED to play it again."""
    chosen = int(os.environ.get("SOMICIS_SEED") or random.SystemRandom().randrange(1_000_000))
    print(f"SOMICIS_SEED={chosen} makes {request.node.name} do the same again")  # noqa: T201
    return chosen
