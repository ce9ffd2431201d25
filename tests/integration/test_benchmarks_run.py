"""Every benchmark still runs: a figure nobody can take any more is noticed here, and no figure is judged."""

from collections.abc import Iterator

import pytest

from benchmarks.__main__ import ROWS
from benchmarks.place import Place, place_in
from benchmarks.rounds import Scale

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

TINY = Scale(0.004)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """One place for all of them, as whoever measures has it."""
    with place_in(tmp_path_factory.mktemp("place"), TINY) as place:
        yield place


@pytest.mark.parametrize("name", [name for name in ROWS if name != "end-to-end"])
def test_a_benchmark_runs(name: str, place: Place) -> None:
    """With almost nothing to do; that whole stacks start and answer is shown by other tests."""
    found = list(ROWS[name](place))

    assert found
    assert all(row.ours > 0 and all(figure > 0 for figure in row.beside.values()) for row in found)
