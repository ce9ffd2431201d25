"""A workshop of its own for every test, and a broker."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from chassis.adopting import Adopting
from chassis.transport.memory import MemoryTransport
from tests.support.listener import Listener
from tests.support.memory_broker import HEARD, forget_everything
from tests.support.restored_source import RestoredSource
from tests.support.workshop import Workshop


@pytest.fixture
def workshop(databases: None, tmp_path: Path) -> Iterator[Workshop]:
    """A service on a new database, on 9 January 2023 at noon."""
    workshop = Workshop(tmp_path)
    yield workshop
    workshop.database.close()


@pytest.fixture
def broker() -> Iterator[MemoryTransport]:
    """An empty broker in which somebody listens."""
    forget_everything()
    transport = MemoryTransport(HEARD)
    yield transport
    transport.close()


@pytest.fixture
def listener(databases: None, tmp_path: Path) -> Listener:
    """A service that has heard nothing yet."""
    return Listener(tmp_path)


@pytest.fixture
def source(workshop: Workshop, tmp_path: Path) -> Iterator[RestoredSource]:
    """A workshop somebody hears."""
    forget_everything()
    yield RestoredSource(workshop, tmp_path)
    forget_everything()


@pytest.fixture
def adopting(listener: Listener) -> Adopting:
    """Decides for a listener to whom all is said by hand."""
    return Adopting("listener", listener.database, {"workshop": []})
