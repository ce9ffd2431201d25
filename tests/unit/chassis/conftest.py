"""A workshop of its own for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.workshop import Workshop


@pytest.fixture
def workshop(databases: None, tmp_path: Path) -> Iterator[Workshop]:
    """A service on a new database, on 9 January 2023 at noon."""
    workshop = Workshop(tmp_path)
    yield workshop
    workshop.database.close()
