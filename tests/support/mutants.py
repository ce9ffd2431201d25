"""Breaks the matching engine in one place at a time and looks whether a test notices: `make mutants`.

One process reads the engine and its tests. Every test runs once in a fork of it, to see what it comes by; every mutant
is a fork that has the changed code in the place of the code and runs the tests that come by. No file is touched.
"""

import gc
import os
import pickle
import signal
import sys
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType

import pytest

from tests.support.mutants_forks import ends
from tests.support.mutants_lines import Line, Lines
from tests.support.mutants_made import Mutant, mutants
from tests.support.mutants_placed import ReadAtImport, living, put_in_place, read_anew

ROOT = Path(__file__).resolve().parents[2]
ENGINE = ROOT / "services/catalogue/domain"
ENGINE_FILES = ("facts/*.py", "rules/*.py", "verdicts/*.py")
TELLING = ("*words.py", "plain_*.py")
"""Files that put into words, or into a record, what was found: they decide nothing."""
OF_CATALOGUE = "tests/unit/catalogue"
TESTS = (
    *(f"{OF_CATALOGUE}/{folder}" for folder in ("facts", "rules", "verdicts", "lint")),
    *(f"{OF_CATALOGUE}/test_{name}.py" for name in ("measure_document", "scenarios", "editions_on_a_day")),
    "tests/property/test_verdicts.py",
)
OPTIONS = (
    "-q", "-m", "not slow", "-k", "not projects_measures", "--assert=plain", "--tb=no", "--timeout=0",
    "-p", "no:cacheprovider", "-p", "no:randomly",
)  # fmt: skip
SEED = "2"
"""Chance does the same in every run, so that who survives does."""
PATIENCE = 5
"""How many times as long as at first a test may run, in seconds of work; who takes longer is noticed."""
BRIEF = 1.0
"""In seconds of work: a test that takes longer, watched, takes no part."""
AFRESH = 60
"""Within so many seconds of work all is read again and tried."""


class Trial:
    """Takes the place of pytest's own loop: the tests run as often as there are mutants."""

    def __init__(self, paths: Sequence[Path], at_import: Lines, *, step: int) -> None:
        self._paths, self._lines_at_import, self._step = paths, at_import, step

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try every mutant of every file, and tell."""
        sys.settrace(None)
        self._at_import = self._lines_at_import.seen()
        files = {str(path) for path in self._paths}
        self._session, self._living = session, living(files)
        gc.freeze()
        self._tests = dict(sorted(self._recorded(files), key=lambda each: each[1][0]))
        unchanged = Mutant(self._paths[0], 0, _read(self._paths[0]), range(0), "nothing")
        if ends([partial(self._is_unnoticed_afresh, unchanged)]) != [True]:
            sys.exit("There is nothing to be learned from mutants: where nothing is changed, a test fails.")
        for path in self._paths:
            print(self._told(path), flush=True)  # noqa: T201
        return True

    def _recorded(self, files: Collection[str]) -> Iterator[tuple[int, tuple[float, set[Line]]]]:
        """Of every brief test, by its number, how long it works and what it comes by."""
        numbers = range(len(self._session.items))
        with TemporaryDirectory() as name:
            kept = [Path(name) / str(number) for number in numbers]
            ends(partial(self._record, number, files, kept[number]) for number in numbers)
            for number in (number for number in numbers if kept[number].exists()):
                passed, lasts, seen = pickle.loads(kept[number].read_bytes())  # noqa: S301 - our own
                if not passed:
                    sys.exit(f"There is nothing to be learned from mutants: {self._session.items[number].nodeid} fails")
                yield number, (lasts, seen)

    def _record(self, number: int, files: Collection[str], into: Path) -> bool:
        signal.setitimer(signal.ITIMER_PROF, BRIEF)
        with Lines(files) as lines:
            passed = self._passes(number)
        into.write_bytes(pickle.dumps((passed, time.process_time(), lines.seen())))
        return passed

    def _passes(self, number: int) -> bool:
        item = self._session.items[number]
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        return not self._session.testsfailed

    def _told(self, path: Path) -> str:
        original = _read(path)
        made = list(mutants(path))[:: self._step]
        unnoticed = ends(partial(self._is_unnoticed, original, mutant) for mutant in made)
        left = [mutant for mutant, survived in zip(made, unnoticed, strict=True) if survived]
        left.sort(key=lambda mutant: mutant.line)
        said = (f"  line {mutant.line}: {mutant.change}" for mutant in left)
        return "\n".join((f"{path.relative_to(ENGINE)}: {len(made)} mutants, {len(left)} unnoticed", *said))

    def _is_unnoticed(self, original: CodeType, mutant: Mutant) -> bool:
        try:
            put_in_place(original, mutant, self._living)
        except ReadAtImport:
            return self._is_unnoticed_afresh(mutant)
        touched = {(str(mutant.path), line) for line in mutant.lines}
        for number, (lasts, seen) in self._tests.items():
            if touched & seen:
                signal.setitimer(signal.ITIMER_PROF, 1 + PATIENCE * lasts)
                if not self._passes(number):
                    return False
        return not touched & self._at_import or self._is_unnoticed_afresh(mutant)

    def _is_unnoticed_afresh(self, mutant: Mutant) -> bool:
        signal.setitimer(signal.ITIMER_PROF, AFRESH)
        read_anew(".".join(mutant.path.relative_to(ROOT).with_suffix("").parts), mutant)
        order = {self._session.items[number].nodeid: place for place, number in enumerate(self._tests)}
        return pytest.main(["-x", *OPTIONS, *TESTS], [InOrder(order)]) == 0


def _read(path: Path) -> CodeType:
    return compile(path.read_text("utf-8"), str(path), "exec", dont_inherit=True)


class InOrder:
    """The tests that are known to be brief, the briefest first."""

    def __init__(self, order: Mapping[str, int]) -> None:
        self._order = order

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out the others."""
        items[:] = sorted(
            (item for item in items if item.nodeid in self._order), key=lambda item: self._order[item.nodeid]
        )


def main(names: Sequence[str]) -> None:
    """Say of every file how many mutants were made, and which of them nobody noticed.

    A number before the files takes one mutant of so many: a sample, where there is no time for all.
    """
    os.environ["SOMICIS_SEED"] = SEED
    step, files = (int(names[0]), names[1:]) if names and names[0].isdigit() else (1, names)
    paths = [
        path
        for name in files or ENGINE_FILES
        for path in sorted(ENGINE.glob(name))
        if not any(map(path.match, TELLING))
    ]
    with Lines({str(path) for path in paths}) as at_import:
        pytest.main([*OPTIONS, "-s", *TESTS], [Trial(paths, at_import, step=step)])


if __name__ == "__main__":
    main(sys.argv[1:])
