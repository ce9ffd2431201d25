"""What the engine has read and found is kept for all who ask: nothing of it can be written to."""

import pkgutil
from dataclasses import is_dataclass
from importlib import import_module
from types import ModuleType

import pytest

from services.catalogue.domain import facts, rules, verdicts

MODULES = [
    import_module(each.name) for engine in (facts, rules, verdicts)
    for each in pkgutil.iter_modules(engine.__path__, f"{engine.__name__}.")
]  # fmt: skip
TOLD_TO_ONE = {"Judged"}
"""An answer about one person: what follows from it is worked out as it is read, and never kept for somebody else."""


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition("domain.")[2])
def test_what_is_kept_for_all_cannot_be_written_to(module: ModuleType) -> None:
    """A finding changed for one person would be told to the next."""
    own = [each for each in vars(module).values() if is_dataclass(each) and each.__module__ == module.__name__]
    writable = {each.__name__ for each in own if not each.__dataclass_params__.frozen}  # type: ignore[union-attr]

    assert writable <= TOLD_TO_ONE
