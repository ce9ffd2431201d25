"""Writes contracts/ from proto/, so that a checkout works without tools and a diff shows what callers will see."""

import argparse
import filecmp
import re
import shutil
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from grpc_tools import protoc

HERE = Path(__file__).resolve().parent
CONTRACTS = HERE.parent / "contracts"
DECLARES_A_SERVICE = re.compile(r"^service\s", re.MULTILINE)
PACKAGE_DOCSTRING = '"""Generated from proto/ by `make contracts`; never edited."""\n'


def main() -> int:
    """Generate into contracts/, or with --check say what is not current and exit with 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when contracts/ is stale")
    if parser.parse_args().check:
        return report(stale_files(CONTRACTS))
    replace(CONTRACTS)
    return 0


def report(stale: list[str]) -> int:
    """Name the stale files and answer the exit status."""
    for name in stale:
        print(f"contracts/{name} is not what proto/ makes: run `make contracts`.", file=sys.stderr)
    return 1 if stale else 0


def stale_files(contracts: Path) -> list[str]:
    """Files of `contracts` that differ from what proto/ makes now, are missing or are left over."""
    with tempfile.TemporaryDirectory() as directory:
        fresh = Path(directory)
        generate(fresh)
        names = sorted(tree(fresh) | tree(contracts))
        _, different, unreadable = filecmp.cmpfiles(fresh, contracts, names, shallow=False)
        return sorted([*different, *unreadable])


def tree(root: Path) -> set[str]:
    """Every generated file below `root`, as a relative path."""
    return {str(path.relative_to(root)) for path in root.rglob("*.py*") if path.suffix in {".py", ".pyi"}}


def replace(contracts: Path) -> None:
    """Swap what stands in `contracts` for a fresh tree; a .proto file with a mistake leaves it untouched."""
    contracts.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=contracts) as directory:
        fresh = Path(directory)
        generate(fresh)
        shutil.rmtree(contracts / "somicis", ignore_errors=True)
        (fresh / "somicis").rename(contracts / "somicis")


def generate(fresh: Path) -> None:
    """Write messages, their stubs, and the calls of the files that declare a service, into an empty folder."""
    everything = sorted(HERE.rglob("*.proto"))
    with_calls = [path for path in everything if DECLARES_A_SERVICE.search(path.read_text("utf-8"))]
    compile_files(everything, f"--python_out={fresh}", f"--mypy_out=quiet:{fresh}")
    compile_files(with_calls, f"--grpc_python_out={fresh}", f"--mypy_grpc_out=quiet:{fresh}")
    for module in (fresh / "somicis").rglob("*.py"):
        mark_packages(module.parent, fresh)


def compile_files(sources: list[Path], *outputs: str) -> None:
    """Run protoc on `sources`; google's own files come from the installed packages, not from a network."""
    roots = [HERE, installed("grpc_tools") / "_proto", installed("google.rpc.status_pb2").parents[1]]
    includes = [f"--proto_path={root}" for root in roots]
    tools = Path(sys.executable).parent
    plugins = [f"--plugin={name}={tools / name}" for name in ("protoc-gen-mypy", "protoc-gen-mypy_grpc")]
    status = protoc.main(["protoc", *includes, *plugins, *outputs, *map(str, sources)])
    if status:
        raise SystemExit(status)


def installed(module: str) -> Path:
    """The folder in which an installed module stands."""
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{module} is not installed: run `make setup`.")
    return Path(spec.origin).parent


def mark_packages(package: Path, root: Path) -> None:
    """Give `package` and each folder above it an __init__.py, so that all our tools see a package alike."""
    while package != root:
        (package / "__init__.py").write_text(PACKAGE_DOCSTRING, "utf-8")
        package = package.parent


if __name__ == "__main__":
    raise SystemExit(main())
