"""An intake service of its own for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.intake_service import IntakeService, intake_service


@pytest.fixture
def service(databases: None, tmp_path: Path) -> Iterator[IntakeService]:
    """The service with its desk open and its partners known, on 16 January 2023."""
    with intake_service(tmp_path) as service:
        yield service
