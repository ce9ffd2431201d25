"""Time and chance come in with the command: one module reads a clock, and no domain makes an id."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.checkout import ROOT, sources
from tests.support.references import references

CLOCK = ROOT / "chassis" / "clock.py"
READINGS = {
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "datetime.date.today",
    "time.ctime",
    "time.gmtime",
    "time.localtime",
    "time.time",
    "time.time_ns",
}
CHANCE = ("os.urandom", "random", "secrets", "uuid.uuid1", "uuid.uuid4")


def readings_of_a_clock(source: str) -> list[int]:
    """The lines that read a clock of the machine; durations (`time.monotonic`) are not its time."""
    return [reference.line for reference in references(source) if reference.name in READINGS]


def draws_by_chance(source: str) -> list[int]:
    """The lines that draw something nobody could repeat."""
    return sorted(
        {
            reference.line
            for reference in references(source)
            if any(reference.name == name or reference.name.startswith(f"{name}.") for name in CHANCE)
        }
    )


def domain_files() -> Iterator[Path]:
    """Every module of every domain."""
    return (path for path in sources("services") if "domain" in path.relative_to(ROOT).parts)


def test_only_one_module_reads_a_clock() -> None:
    """A stack on a test clock stands still until it is told otherwise, so nothing may look past it."""
    found = {
        str(path.relative_to(ROOT)): lines
        for path in sources()
        if path != CLOCK and (lines := readings_of_a_clock(path.read_text("utf-8")))
    }

    assert found == {}


def test_a_domain_makes_nothing_up() -> None:
    """Ids come in with the command, so that a command repeated is the same command."""
    found = {
        str(path.relative_to(ROOT)): lines
        for path in domain_files()
        if (lines := draws_by_chance(path.read_text("utf-8")))
    }

    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "import datetime\ndatetime.datetime.now()",
        "from datetime import datetime as moment\nmoment.now(tz)",
        "import datetime as d\nfield(default_factory=d.date.today)",
        "from time import time\ntime()",
        "import time as clock\nclock.time_ns()",
    ],
)
def test_a_reading_of_a_clock_is_found_however_it_is_spelled(source: str) -> None:
    """The guard is seen to fail."""
    assert readings_of_a_clock(source) == [2]


@pytest.mark.parametrize(
    "source",
    ["import uuid\nuuid.uuid4()", "from uuid import uuid4 as fresh\nfresh()", "import random\nrandom.choice(x)"],
)
def test_a_draw_by_chance_is_found_however_it_is_spelled(source: str) -> None:
    """The guard is seen to fail."""
    assert draws_by_chance(source) == [2]


@pytest.mark.parametrize("source", ["import time\ntime.monotonic()", "from uuid import UUID, uuid5\nuuid5(UUID(x), y)"])
def test_a_duration_and_a_derived_id_are_nobodys_clock(source: str) -> None:
    """What can be repeated is free."""
    assert readings_of_a_clock(source) == draws_by_chance(source) == []
