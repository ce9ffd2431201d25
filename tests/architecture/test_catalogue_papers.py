"""The pages made from the vocabulary and the measure files are what they make today."""

from services.catalogue.papers.__main__ import DOCS, PAGES


def test_the_pages_are_current() -> None:
    """A fact somebody may type, and a record that is written whole, are looked up there."""
    stale = [name for name, page in PAGES.items() if (DOCS / name).read_text("utf-8") != page()]
    assert stale == [], "run `make contracts`"
