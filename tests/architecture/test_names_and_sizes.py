"""A file is named after the thing in it, and holds one thing."""

from pathlib import Path

import pytest

from tests.support.checkout import PACKAGES, ROOT, sources

REFUSED_NAMES = {"base", "common", "helper", "helpers", "misc", "util", "utils"}
LINES = 250
LINES_OF_A_DOMAIN_MODULE = 120

LONGER_FOR_A_REASON: dict[str, str] = {
    "services/catalogue/domain/measure.py": "nine events and what may be asked of a measure; the rules have files",
    "services/intake/domain/case.py": "ten events and what may be asked of a case read as one story; rules have files",
    "services/referral/domain/referral.py": "seven events and the state machine that tells which may follow which",
    "tests/end_to_end/test_command_line.py": "one story for all commands; a second file would start a second stack",
}
"""Path of a longer file → one sentence that says why it is still one thing."""


def is_refused(path: Path) -> bool:
    """Whether the file or a folder above it has a name that says nothing."""
    return any(part in REFUSED_NAMES for part in path.with_suffix("").parts)


def limit(path: Path) -> int:
    """How many lines the file may have."""
    return LINES_OF_A_DOMAIN_MODULE if path.parts[0] == "services" and "domain" in path.parts else LINES


def too_long(files: dict[Path, int]) -> list[str]:
    """The files with more lines than they may have and no reason for it."""
    return [
        f"{path} has {lines} lines, {limit(path)} is the limit"
        for path, lines in files.items()
        if lines > limit(path) and str(path) not in LONGER_FOR_A_REASON
    ]


def ours() -> dict[Path, int]:
    """Every hand-written Python file, relative to the checkout, and its number of lines."""
    return {
        path.relative_to(ROOT): len(path.read_text("utf-8").splitlines())
        for path in sources(*PACKAGES, "tests", "proto")
    }


def test_every_file_is_named_after_its_subject() -> None:
    """A name that says nothing invites everything."""
    assert [str(path) for path in ours() if is_refused(path)] == []


@pytest.mark.parametrize("path", ["chassis/utils.py", "services/intake/common/ids.py", "tests/support/helpers.py"])
def test_a_name_that_says_nothing_is_refused(path: str) -> None:
    """The guard is seen to fail."""
    assert is_refused(Path(path))


def test_no_file_is_longer_than_one_thing() -> None:
    """Beyond the limit a file gives its reason here, or is two things."""
    assert too_long(ours()) == []


def test_a_long_file_is_named_with_its_limit() -> None:
    """The guard is seen to fail, and a domain has the shorter limit."""
    files = {Path("services/intake/domain/new.py"): 121, Path("chassis/relay.py"): 250, Path("chassis/log.py"): 251}

    assert too_long(files) == [
        "services/intake/domain/new.py has 121 lines, 120 is the limit",
        "chassis/log.py has 251 lines, 250 is the limit",
    ]


def test_every_reason_is_still_needed() -> None:
    """A file that has become short loses its exception."""
    files = ours()

    assert [name for name in LONGER_FOR_A_REASON if files.get(Path(name), 0) <= limit(Path(name))] == []
