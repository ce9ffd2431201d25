"""A stack that answers, and the command line speaking to it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from apps.cli.main import run
from tests.support.answering_catalogue import catalogue_behind
from tests.support.answering_stack import AnsweringStack, answering_stack
from tests.support.catalogue_service import CatalogueService


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit status and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What a machine reads."""
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """What a machine reads of a complaint."""
        return json.loads(self.err)["error"]


Somicis = Callable[..., Ran]


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[AnsweringStack]:
    """A stack that answers what the test says."""
    with answering_stack(tmp_path) as started:
        yield started


@pytest.fixture
def somicis(capsys: pytest.CaptureFixture[str]) -> Somicis:
    """Runs the program as from a shell, without a stack unless its file is named."""

    def ran(*words: str, **environment: str) -> Ran:
        capsys.readouterr()
        status = run(words, environment)
        return Ran(status, *capsys.readouterr())

    return ran


@pytest.fixture
def at_stack(stack: AnsweringStack, somicis: Somicis) -> Somicis:
    """Runs the program against the stack that answers."""
    return lambda *words, **environment: somicis(*words, "--stack-file", str(stack.file), **environment)


@pytest.fixture
def service(stack: AnsweringStack, tmp_path: Path) -> Iterator[CatalogueService]:
    """A catalogue with one measure, behind the stack."""
    (tmp_path / "catalogue").mkdir()
    with catalogue_behind(stack, tmp_path / "catalogue") as service:
        yield service
