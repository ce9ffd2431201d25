"""Importing does nothing: no setting is read, nothing is opened, until a process composes itself."""

import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from tests.support.checkout import PACKAGES, ROOT, module_name, sources

pytestmark = pytest.mark.slow

IMPORT_ALL = """
import importlib, sys

REFUSED = ("socket.connect", "socket.bind", "sqlite3.connect", "subprocess.Popen", "os.mkdir")

def watch(event, arguments):
    if event in REFUSED or event == "open" and arguments[1] not in (None, "r", "rb"):
        raise AssertionError(f"{event}{arguments}")

sys.addaudithook(watch)
for module in sys.argv[1:]:
    try:
        importlib.import_module(module)
    except BaseException as error:
        print(f"{module}: {error!r}")
"""


def import_in_an_empty_environment(modules: list[str], folder: Path) -> str:
    """Import the modules in one interpreter without environment or files; answer what went wrong."""
    places = f"import sys; sys.path[:0] = {[str(folder), str(ROOT), str(ROOT / 'contracts')]!r}\n"
    answer = subprocess.run(
        [sys.executable, "-B", "-W", "ignore", "-c", places + IMPORT_ALL, *modules],
        cwd=folder,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )
    return answer.stdout + answer.stderr


def patching_modules() -> list[str]:
    """The modules that make their process eventlet's: each must be the first to be imported."""
    return [module_name(path) for path in sources() if "eventlet.monkey_patch()" in path.read_text("utf-8")]


def modules_by_world() -> dict[str, list[str]]:
    """Our other modules in two lots, since those that reach eventlet may not stand beside grpc."""
    imports = grimp.build_graph(*PACKAGES, "somicis", include_external_packages=True, cache_dir=None)
    worker = imports.find_downstream_modules("nameko") if "nameko" in imports.modules else set()
    everything = {module_name(path) for path in sources()} - set(patching_modules())
    return {"worker": sorted(everything & worker), "the rest": sorted(everything - worker)}


@pytest.mark.parametrize("world", ["worker", "the rest"])
def test_every_module_is_imported_without_settings_and_touches_nothing(world: str, tmp_path: Path) -> None:
    """A setting is an argument of `compose`; a connection is made by the process that needs it."""
    assert import_in_an_empty_environment(modules_by_world()[world], tmp_path) == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("module", patching_modules())
def test_a_module_that_patches_its_process_touches_nothing_else(module: str, tmp_path: Path) -> None:
    """It comes first, as it does when the process starts."""
    assert import_in_an_empty_environment([module], tmp_path) == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("import os\nHOST = os.environ['SOMICIS_HOST']", "KeyError"),
        ("import sqlite3\nDATABASE = sqlite3.connect(':memory:')", "sqlite3.connect"),
        ("open('notes.txt', 'w')", "notes.txt"),
    ],
)
def test_a_module_that_does_something_on_import_is_named(source: str, complaint: str, tmp_path: Path) -> None:
    """The guard is seen to fail."""
    (tmp_path / "eager.py").write_text(source, "utf-8")

    answer = import_in_an_empty_environment(["eager"], tmp_path)

    assert answer.startswith("eager: ")
    assert complaint in answer
