"""The fixed phrases: complete in every language, and read in one way only."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.catalogue.domain.facts.vocabulary import VOCABULARY
from services.catalogue.domain.sheets import phrases as phrases_module
from services.catalogue.domain.sheets.phrases import ITALIAN, LANGUAGES, phrases
from services.catalogue.domain.sheets.said import own
from services.catalogue.domain.text import Text

FILES = Path(phrases_module.__file__).parent / "phrases"
OTHERS = [language for language in LANGUAGES if language != ITALIAN]
NAMED_BY_THE_VOCABULARY = ("it", "en")
SIGNS = {"written.day", "written.first_day", "written.thousands", "written.decimal", "written.percent", "amount.flat"}
ARABIC = re.compile("[\u0600-\u06ff]")


def written(language: str) -> dict[str, str]:
    """Every phrase of a language by its place; what facts are called is no phrase of its own."""
    return dict(_flat(tomllib.loads((FILES / f"{language}.toml").read_text("utf-8"))))


def _flat(place: dict[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for name, inner in place.items():
        if isinstance(inner, dict) and name != "facts":
            yield from _flat(inner, f"{path}{name}.")
        elif isinstance(inner, str):
            yield f"{path}{name}", inner


def blanks(phrase: str) -> set[str]:
    """What is filled into a phrase."""
    return {blank.partition(":")[0] for blank in re.findall(r"\{([^}]*)\}", phrase)}


@pytest.mark.parametrize("language", OTHERS)
def test_no_phrase_is_missing_in_any_language(language: str) -> None:
    """Nor is there one too many, which nobody would ever read."""
    assert written(language).keys() == written(ITALIAN).keys()


@pytest.mark.parametrize("language", OTHERS)
def test_a_phrase_tells_the_same_facts_in_every_language(language: str) -> None:
    """A day left out by a translator would be a deadline missed."""
    theirs = written(language)
    told = {place: (blanks(phrase), blanks(theirs[place])) for place, phrase in written(ITALIAN).items()}

    assert {place: both for place, both in told.items() if both[0] != both[1]} == {}


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one not in NAMED_BY_THE_VOCABULARY])
def test_every_fact_has_a_name_in_the_languages_the_vocabulary_does_not_speak(language: str) -> None:
    """A person is told what is still to be asked in words they read."""
    assert phrases(language).section("facts").keys() == VOCABULARY.keys()


def test_arabic_is_written_in_arabic() -> None:
    """All of it, but for what is digits and signs alone."""
    latin = {place: phrase for place, phrase in written("ar").items() if not ARABIC.search(phrase)}

    assert set(latin) <= SIGNS
    assert phrases("ar").rtl


def test_a_day_and_a_sum_are_read_in_one_way_only() -> None:
    """The fourth of March is nowhere taken for the third of April."""
    day = {language: phrases(language).day(date(2026, 3, 4)) for language in LANGUAGES}

    assert day == {"it": "4 marzo 2026", "en": "4 March 2026", "fr": "4 mars 2026", "ar": "04/03/2026"}
    first = {language: phrases(language).day(date(2026, 5, 1)) for language in LANGUAGES}
    assert first == {"it": "1 maggio 2026", "en": "1 May 2026", "fr": "1er mai 2026", "ar": "01/05/2026"}
    assert phrases("it").money(40000) == "40.000 euro"
    assert phrases("en").money(40000) == "40,000 euros"
    assert phrases("fr").money(1250000) == "1\u00a0250\u00a0000 euros"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_breaks_within_a_number(language: str) -> None:
    """A lone % at the beginning of a line is read as nothing."""
    text = Text(dict.fromkeys(LANGUAGES, "De 25 000 à 30 % en 2018 et 300 mois"))

    assert own(phrases(language), text).text == "De 25\u00a0000 à 30\u00a0% en 2018 et 300 mois"


def test_a_language_nobody_has_written_is_refused() -> None:
    """There is no file to look for."""
    with pytest.raises(KeyError):
        phrases("../it")
