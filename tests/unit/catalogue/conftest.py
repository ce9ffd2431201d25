"""A catalogue of its own for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.catalogue_server import Doors, doors_of
from tests.support.catalogue_service import CatalogueService, catalogue_in
from tests.support.running_server import Identities


@pytest.fixture
def service(databases: None, tmp_path: Path) -> Iterator[CatalogueService]:
    """The service with nothing in it, at noon of 9 January 2023."""
    with catalogue_in(tmp_path) as service:
        yield service


@pytest.fixture(scope="session")
def identities(tmp_path_factory: pytest.TempPathFactory) -> Identities:
    """Those the catalogue's server trusts."""
    return Identities.made_in(tmp_path_factory.mktemp("identities"))


@pytest.fixture
def doors(service: CatalogueService, identities: Identities) -> Iterator[Doors]:
    """The service behind a real server."""
    with doors_of(service, identities) as doors:
        yield doors
