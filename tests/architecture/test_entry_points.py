"""No process holds grpcio and eventlet at once: a patched process hangs in grpc's first lock."""

import subprocess
import sys

import grimp
import pytest

from tests.support.checkout import PACKAGES, ROOT, module_name, sources

EVENTLET = {"eventlet", "nameko"}
GRPC = {"grpc", "grpc_health", "grpc_reflection", "grpc_status"}


def graph() -> grimp.ImportGraph:
    """What imports what, other people's packages included."""
    return grimp.build_graph(*PACKAGES, "somicis", include_external_packages=True, cache_dir=None)


def mixed_modules(imports: grimp.ImportGraph) -> list[str]:
    """The modules of ours from which both worlds can be reached."""
    reaching_grpc = importers_of(GRPC, imports)
    reaching_eventlet = importers_of(EVENTLET, imports)
    return sorted(reaching_grpc & reaching_eventlet)


def importers_of(packages: set[str], imports: grimp.ImportGraph) -> set[str]:
    """Every module that imports one of the packages, directly or through others."""
    present = packages & imports.modules
    return set().union(*(imports.find_downstream_modules(package) for package in present))


def entry_points() -> list[str]:
    """The modules a process starts from."""
    services = [path for path in sources("services") if "entrypoints" in path.parts]
    stacks = [path for path in sources("stacks") if '__name__ == "__main__"' in path.read_text("utf-8")]
    return [module_name(path) for path in (*services, *stacks) if path.name != "__init__.py"]


def loaded_by(module: str) -> set[str]:
    """Which of the two worlds stand in memory once a fresh interpreter has imported the module."""
    program = f"import sys, {module}; print(*sorted({{'grpc', 'eventlet'}} & sys.modules.keys()))"
    answer = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    return set(answer.stdout.split())


def test_nothing_we_wrote_reaches_both_worlds() -> None:
    """Read from the imports alone, so that a module nobody starts yet is guarded too."""
    assert mixed_modules(graph()) == []


def test_a_module_that_reaches_both_worlds_is_named() -> None:
    """The guard is seen to fail, also when each world is reached through another module."""
    imports = grimp.ImportGraph()
    for importer, imported in [("a.worker", "a.edge"), ("a.worker", "nameko"), ("a.edge", "grpc")]:
        imports.add_import(importer=importer, imported=imported)

    assert mixed_modules(imports) == ["a.worker"]


@pytest.mark.slow
@pytest.mark.parametrize("module", entry_points())
def test_a_process_starts_in_one_world(module: str) -> None:
    """What a library imports by itself is seen here and nowhere else."""
    assert loaded_by(module) != {"grpc", "eventlet"}
