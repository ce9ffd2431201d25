"""Breaks the matching engine in one place at a time and looks whether a test notices: `make mutants`.

Each mutant lives in a process of its own that reads the changed source in the place of the file; no file is touched.
"""

import ast
import multiprocessing
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

from services.catalogue.domain.reference import ateco, comuni, countries, legal_forms, permits

READ_ONCE = (ateco, comuni, countries, legal_forms, permits)
"""What every mutant needs and none changes."""

ROOT = Path(__file__).resolve().parents[2]
ENGINE = "services/catalogue/domain"
ENGINE_FILES = (
    "facts/*.py", "rules/*.py", "verdicts/judged.py", "verdicts/coverage.py", "verdicts/amounts_for.py",
    "verdicts/edition_for.py", "verdicts/of_*.py", "verdicts/title.py", "verdicts/todo.py", "verdicts/reason.py",
)  # fmt: skip
TESTS = (
    "tests/unit/catalogue/rules",
    "tests/unit/catalogue/facts",
    "tests/unit/catalogue/verdicts/test_judged.py",
    "tests/property/test_verdicts.py",
)
PATIENCE = 60
"""Seconds after which a mutant that has not come to an end is counted as noticed."""
Change = Callable[[], Callable[[], None]]
"""Makes a change, and answers how to take it back."""
_OTHERWISE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip


def mutants(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every change there is to make in turn: its line, and the source with it. The tree is as it was in between."""
    for node in ast.walk(tree):
        for change in _changes(node):
            put_back = change()
            yield getattr(node, "lineno", 0), ast.unparse(tree)
            put_back()


def _changes(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Compare(ops=[only]) if type(only) in _OTHERWISE:
            yield _setting(node, "ops", [_OTHERWISE[type(only)]()])
        case ast.BoolOp():
            yield _setting(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
        case ast.UnaryOp(op=ast.Not()):
            yield _setting(node, "operand", ast.UnaryOp(ast.Not(), node.operand))
        case ast.BinOp(op=ast.Add()):
            yield _setting(node, "op", ast.Sub())
        case ast.Constant(value=bool(value)):
            yield _setting(node, "value", not value)
        case ast.Constant(value=int(value)):
            yield _setting(node, "value", value + 1)
        case ast.IfExp():
            yield _setting(node, "test", ast.Constant(value=True))
            yield _setting(node, "test", ast.Constant(value=False))
        case ast.If():
            yield _setting(node, "test", ast.Constant(value=False))
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield _setting(node, "value", ast.Constant(value=None))


def _setting(node: ast.AST, name: str, value: object) -> Change:
    def change() -> Callable[[], None]:
        before = getattr(node, name)
        setattr(node, name, value)
        ast.fix_missing_locations(node)
        return lambda: setattr(node, name, before)

    return change


class _Changed(MetaPathFinder, Loader):
    """Finds one module with its source changed."""

    def __init__(self, module: str, source: str, origin: str) -> None:
        self._module, self._source, self._origin = module, source, origin

    def find_spec(self, fullname: str, _path: object, _target: object = None) -> ModuleSpec | None:
        return spec_from_loader(fullname, self, origin=self._origin) if fullname == self._module else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._source, self._origin, "exec"), module.__dict__)  # noqa: S102 - our own source, changed


def _judge(module: str, source: str, origin: str) -> None:
    sys.meta_path.insert(0, _Changed(module, source, origin))
    with Path("/dev/null").open("w") as nowhere:
        sys.stdout = sys.stderr = nowhere
        options = ["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:randomly"]
        sys.exit(int(pytest.main([*options, *TESTS])))


def survives(module: str, source: str, origin: str) -> bool:
    """Whether every test holds for a mutant."""
    process = multiprocessing.get_context("fork").Process(target=_judge, args=(module, source, origin))
    process.start()
    process.join(PATIENCE)
    if process.is_alive():
        process.kill()
        process.join()
    return process.exitcode == 0


def main(names: Sequence[str]) -> None:
    """Say of every file how many mutants were made, and which of them nobody noticed.

    A number before the files takes one mutant of so many: a sample, where there is no time for all.
    """
    step, files = (int(names[0]), names[1:]) if names and names[0].isdigit() else (1, names)
    whole = ROOT / ENGINE / "facts/truth.py"
    if not survives("services.catalogue.domain.facts.truth", whole.read_text("utf-8"), str(whole)):
        sys.exit("The tests fail on the engine as it is: there is nothing to be learned from mutants.")
    for path in (path for name in files or ENGINE_FILES for path in sorted((ROOT / ENGINE).glob(name))):
        print(_told(path, step), flush=True)  # noqa: T201


def _told(path: Path, step: int) -> str:
    origin, text = str(path.relative_to(ROOT)), path.read_text("utf-8")
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    made = list(mutants(ast.parse(text)))[::step]
    left = [(line, source) for line, source in made if survives(module, source, origin)]
    original = ast.unparse(ast.parse(text)).splitlines()
    said = (f"  line {line}: {_first_change(original, source.splitlines())}" for line, source in left)
    return "\n".join((f"{origin}: {len(made)} mutants, {len(left)} unnoticed", *said))


def _first_change(before: Sequence[str], after: Sequence[str]) -> str:
    changed = (new.strip() for old, new in zip(before, after, strict=False) if old != new)
    return next(changed, "a line less")


if __name__ == "__main__":
    main(sys.argv[1:])
