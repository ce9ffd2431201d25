"""What docs/ tells of the events is made from what is said, so that who builds on it builds on the truth."""

import pytest

from tests.support.checkout import ROOT, Copy

PAPERS = ("docs/events.md", "docs/asyncapi.yaml")


@pytest.fixture
def copy(copy_of_the_checkout: Copy) -> Copy:
    """A copy of the checkout that has the papers too."""
    for paper in PAPERS:
        copy_of_the_checkout.write(paper, (ROOT / paper).read_text("utf-8"))
    return copy_of_the_checkout


def test_what_is_told_of_the_events_is_current(copy: Copy) -> None:
    """The papers are what `make contracts` makes of proto/ and the code."""
    result = copy.run("python", "-m", "proto.papers", "--check")

    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_that_was_edited_is_named(copy: Copy, paper: str) -> None:
    """The guard is seen to fail on an edit by hand."""
    copy.append(paper, "A quick remark.\n")

    result = copy.run("python", "-m", "proto.papers", "--check")

    assert result.returncode == 1
    assert [line.split()[0] for line in result.stdout.splitlines()] == [paper]


def test_papers_fall_behind_when_an_event_is_told_otherwise(copy: Copy) -> None:
    """A sentence changed in proto/ is noticed, and `make contracts` brings it into every paper."""
    events = copy.root / "proto/somicis/referral/v1/events.proto"
    copy.write(str(events.relative_to(copy.root)), events.read_text("utf-8").replace("went to a partner", "left us"))

    result = copy.run("python", "-m", "proto.papers", "--check")
    assert result.returncode == 1
    assert [line.split()[0] for line in result.stdout.splitlines()] == list(PAPERS)

    assert copy.run("python", "-m", "proto.papers").returncode == 0
    assert copy.run("python", "-m", "proto.papers", "--check").returncode == 0
