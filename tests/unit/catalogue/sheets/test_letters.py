"""Every letter of a sheet has a glyph in the fonts that come with the project; what has none is refused by name."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.catalogue.adapters.typesetting import Paper, sheet_paper
from services.catalogue.application.measure_files import PROJECT_MEASURES, plain_data
from services.catalogue.domain.facts.vocabulary import VOCABULARY
from services.catalogue.domain.sheet_refusals import LetterNotPrinted
from services.catalogue.domain.sheets import phrases as phrases_module
from services.catalogue.domain.sheets.orientation import Asked, orientation
from services.catalogue.domain.sheets.phrases import LANGUAGES
from services.catalogue.domain.verdicts.judged import judge
from tests.support.judged_measures import MARIA, ORIENTATION, measure, rule, who
from tests.support.measures import ADULT

PHRASES = Path(phrases_module.__file__).parent / "phrases"


def paper_with(text: str) -> Paper:
    """A sheet on which a text stands."""
    profile = who(MARIA)
    judged = judge(measure("A", rule("age", ADULT), summary={"it": text, "en": text}), profile, ORIENTATION)
    return sheet_paper(orientation(Asked([judged], profile, ORIENTATION, 1), "en"), ORIENTATION)


def letters_in(said: Any) -> str:
    """Every letter of what a file says, once."""
    return "".join(sorted({letter for text in _texts(said) for letter in text if letter.isprintable()}))


def _texts(said: Any) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    elif isinstance(said, dict | list):
        for inner in said.values() if isinstance(said, dict) else said:
            yield from _texts(inner)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fonts_have_every_letter_of_the_phrases(language: str) -> None:
    """Also of those that no other test happens to put on a sheet."""
    said = tomllib.loads((PHRASES / f"{language}.toml").read_text("utf-8"))

    assert paper_with(letters_in(said)).pdf


def test_the_fonts_have_every_letter_of_what_facts_are_called() -> None:
    """A sheet names them in Italian and English."""
    assert paper_with(letters_in([str(fact) for fact in VOCABULARY.values()])).pdf


@pytest.mark.parametrize("file", sorted(PROJECT_MEASURES.glob("*.yaml")), ids=lambda file: file.stem)
def test_the_fonts_have_every_letter_of_the_measures_of_the_project(file: Path) -> None:
    """In whatever language it is written, Arabic as well."""
    assert paper_with(letters_in(plain_data(file.read_text("utf-8")))).pdf


@pytest.mark.parametrize("letter", ["\u2264", "\u4e2d", "\U0001f600"])
def test_a_letter_that_no_font_has_is_refused_by_name(letter: str) -> None:
    """An editor may have typed any; a box on the paper would tell a person nothing."""
    with pytest.raises(LetterNotPrinted) as refused:
        paper_with(f"Fino a {letter} 10.000 euro")

    assert refused.value.facts == {"letter": letter}
