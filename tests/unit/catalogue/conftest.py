"""A catalogue of its own for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.catalogue_service import CatalogueService, catalogue_in


@pytest.fixture
def service(tmp_path: Path) -> Iterator[CatalogueService]:
    """The service with nothing in it, at noon of 9 January 2023."""
    with catalogue_in(tmp_path) as service:
        yield service
