"""What a benchmark found is shown beside what it was measured against, and left for programs."""

import json
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks.measured import Row, table_of, write
from benchmarks.rounds import Scale, alternately, p95

FAST = Row("relay", "/s", 8000.0, {"peer": 500.0, "floor": 9000.0}, 10)
SLOW = Row("relay", "/s", 3000.0, {"peer": 500.0}, 10)


@pytest.mark.parametrize(
    ("row", "met"),
    [
        (FAST, True),
        (SLOW, False),
        (Row("cell", "ms", 12.0, {"short log": 10.0}, 1.5, at_most=True), True),
        (Row("cell", "ms", 16.0, {"short log": 10.0}, 1.5, at_most=True), False),
        (Row("cell", "ms", 49.0, {}, 50, at_most=True), True),
        (Row("cell", "ms", 51.0, {}, 50, at_most=True), False),
    ],
)
def test_a_row_says_whether_it_is_as_good_as_aimed_at(row: Row, met: bool) -> None:  # noqa: FBT001 - it is a fact
    """The first of what stands beside it is what counts; where nothing does, the figure itself."""
    assert row.met is met


def test_the_table_names_what_falls_short(tmp_path: Path) -> None:
    """A reader need not do the sums."""
    console = Console(record=True, width=120, file=(tmp_path / "shown").open("w", encoding="utf-8"))
    console.print(table_of([FAST, SLOW], "a machine"))
    console.file.close()
    lines = [line for line in console.export_text().splitlines() if "relay" in line]

    assert ["falls short" in line for line in lines] == [False, True]
    assert "16.00×" in lines[0]
    assert "≥ 10×" in lines[0]


def test_the_file_has_every_row_and_the_machine(tmp_path: Path) -> None:
    """A figure without its machine says nothing."""
    file = tmp_path / "var" / "bench.json"
    write([FAST, SLOW], "a machine", file)
    told = json.loads(file.read_text("utf-8"))

    assert told["machine"] == "a machine"
    assert [(row["name"], row["ratio"], row["met"]) for row in told["rows"]] == [
        ("relay", 16.0, True),
        ("relay", 6.0, False),
    ]
    assert told["rows"][0]["beside"] == {"peer": 500.0, "floor": 9000.0}


def test_sides_take_turns_and_the_first_turn_does_not_count() -> None:
    """What the machine does besides meets all of them alike."""
    turns: list[str] = []
    figures = iter([900.0, 900.0, 1.0, 10.0, 3.0, 30.0, 2.0, 20.0])

    def side(name: str) -> float:
        turns.append(name)
        return next(figures)

    found = alternately(3, {"ours": lambda: side("ours"), "peer": lambda: side("peer")})

    assert turns == ["ours", "peer"] * 4
    assert found == {"ours": 2.0, "peer": 20.0}


def test_the_95th_of_a_hundred_is_the_limit_of_95() -> None:
    """No interpolation: it is a figure that was measured."""
    assert p95([float(number) for number in range(100, 0, -1)]) == 95.0
    assert p95([7.0]) == 7.0


def test_a_small_run_still_does_something() -> None:
    """Nothing is measured of nothing."""
    assert Scale(0.001).of(100) == 2
    assert Scale().of(100) == 100
