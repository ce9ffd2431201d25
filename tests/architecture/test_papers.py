"""What surrounds the code speaks of the project alone, agrees with itself, and is fit to be reused."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.support.checkout import ROOT

OF_A_MACHINE = re.compile(r"/(?:work|root|home|Users)/|\.\./shared|pypi\.org|files\.pythonhosted")
"""A path of somebody's machine, or the host of a registry."""

LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
"""A link to a place in the checkout."""
EXTRAS = re.compile(r"\[[^]]*\]")
"""The part of a requirement that the lock resolves into packages of their own."""


def text_files() -> Iterator[Path]:
    """Every text file under version control or about to be, the licence's own words left out."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listing.stdout.split("\0"):
        path = ROOT / name
        if path.is_file() and path.suffix not in {".binpb", ".png"} and path.name != "LICENSE":
            yield path


def project() -> dict[str, str]:
    """The project table of pyproject.toml."""
    table: dict[str, str] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return table


def test_nothing_here_tells_of_a_machine() -> None:
    """A checkout is the same wherever it lies."""
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in text_files()
        if path != Path(__file__) and (match := OF_A_MACHINE.search(path.read_text("utf-8")))
    ]

    assert found == []


@pytest.mark.parametrize("text", ["see /home/ada/notes", "cd /work/main", "as in ../shared/design.md"])
def test_a_path_of_a_machine_is_found(text: str) -> None:
    """The guard is seen to fail."""
    assert OF_A_MACHINE.search(text)


def test_the_description_for_reuse_keeps_its_limits() -> None:
    """The catalogue of reusable software shows a description of at most 150 characters, and wants a long one."""
    description = yaml.safe_load((ROOT / "publiccode.yml").read_text("utf-8"))["description"]

    assert set(description) == {"it", "en"}
    for texts in description.values():
        assert len(texts["shortDescription"]) <= 150
        assert 150 <= len(texts["longDescription"]) <= 10_000
        assert texts["features"]


def test_version_and_licence_are_said_once() -> None:
    """Whoever finds the software in the catalogue finds the one that is here."""
    published = yaml.safe_load((ROOT / "publiccode.yml").read_text("utf-8"))

    assert published["softwareVersion"] == project()["version"]
    assert published["legal"]["license"] == project()["license"]


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    """A change that somebody outside would notice is written down with the change."""
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_decision_is_in_the_list() -> None:
    """A decision that is not listed is not found."""
    listed = (ROOT / "docs" / "adr" / "README.md").read_text("utf-8")

    assert [path.name for path in (ROOT / "docs" / "adr").glob("0*.md") if f"({path.name})" not in listed] == []


def test_every_link_between_papers_leads_somewhere() -> None:
    """A paper that points to what has moved on is worse than none."""
    papers = [path for path in text_files() if path.suffix == ".md"]

    assert [
        f"{paper.relative_to(ROOT)}: {target}"
        for paper in papers
        for target in LINK.findall(paper.read_text("utf-8"))
        if not (paper.parent / target).exists()
    ] == []


def test_the_lock_has_every_dependency_with_its_hash() -> None:
    """What is installed is what was tested: `make lock` was run after the last change."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pins = {line.split(" ")[0] for line in lock.splitlines() if "==" in line and not line.startswith(" ")}
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*configuration["project"]["dependencies"], *configuration["dependency-groups"]["dev"]]

    assert [pin for pin in wanted if EXTRAS.sub("", pin) not in pins] == []
    assert lock.count("==") <= lock.count("--hash=sha256:")
