"""Every benchmark still runs: a figure nobody can take any more is noticed here, and no figure is judged."""

from pathlib import Path

import pytest

from benchmarks.__main__ import ROWS
from benchmarks.place import place_in
from benchmarks.rounds import Scale

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

TINY = Scale(0.004)


@pytest.mark.parametrize("name", [name for name in ROWS if name != "end-to-end"])
def test_a_benchmark_runs(name: str, tmp_path: Path) -> None:
    """With almost nothing to do; that whole stacks start and answer is shown by other tests."""
    with place_in(tmp_path, TINY) as place:
        found = list(ROWS[name](place))

    assert found
    assert all(row.ours > 0 and all(figure > 0 for figure in row.beside.values()) for row in found)
