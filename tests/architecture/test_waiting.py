"""A test waits for a condition, never for a while."""

from tests.support.checkout import ROOT, sources
from tests.support.references import references

WAITING = ROOT / "tests" / "support" / "eventually.py"
SLEEPS = {"time.sleep", "eventlet.sleep", "asyncio.sleep"}


def sleeps(source: str) -> list[int]:
    """The lines that wait for a while."""
    return [reference.line for reference in references(source) if reference.name in SLEEPS]


def test_no_test_sleeps() -> None:
    """A pause is too short on a slow machine and too long on every other."""
    found = {
        str(path.relative_to(ROOT)): lines
        for path in sources("tests")
        if path != WAITING and (lines := sleeps(path.read_text("utf-8")))
    }

    assert found == {}


def test_a_sleep_is_found() -> None:
    """The guard is seen to fail."""
    assert sleeps("from time import sleep as rest\nrest(1)") == [2]
