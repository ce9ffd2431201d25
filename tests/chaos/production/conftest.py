"""One production stack for all its faults; every test finds it at rest and leaves it so."""

from collections.abc import Iterator

import pytest

from tests.support.ledger import Ledger
from tests.support.load import prepare
from tests.support.production_stack import ProductionStack, production_stack


@pytest.fixture(scope="session")
def production(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProductionStack]:
    """The stack that all tests share, with an open desk and two partners."""
    with production_stack(tmp_path_factory.mktemp("production")) as started:
        prepare(started)
        yield started


@pytest.fixture
def ledger(production: ProductionStack) -> Ledger:
    """The ledger of one test."""
    return Ledger(production)
