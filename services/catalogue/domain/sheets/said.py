"""What one reader is told: in their language, or in Italian with a mark where nobody has translated it."""

import re
from dataclasses import dataclass

from services.catalogue.domain.sheets.phrases import ITALIAN, Phrases
from services.catalogue.domain.text import Text

_WITHIN_NUMBERS = re.compile(r"(?<=\d) (?=%|\d{3}(?!\d))")
"""The spaces within 30 % and 25 000, where no line may break."""
NO_LANGUAGE = ""
"""Of names of acts and addresses: they are the same in every language."""
WRITTEN_ALWAYS = (ITALIAN, "en")
"""The languages in which an editor writes every text."""


@dataclass(frozen=True, slots=True)
class Said:
    """`text` in `language`, between what the reader's own language says around it.

    `unverified`: no official source confirms it yet.
    """

    text: str
    language: str
    unverified: bool = False
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said about one thing, such as the cost; `code` is its name in every language."""

    code: str
    heading: str
    lines: tuple[Said, ...]


def fixed(phrases: Phrases, text: str, *, unverified: bool = False) -> Said:
    """What is made of phrases, and so is always in the reader's language."""
    return Said(text, phrases.language, unverified)


def own(phrases: Phrases, text: Text, *, unverified: bool = False) -> Said:
    """What an editor wrote of a measure: in the reader's language where it is, else in Italian."""
    language = phrases.language if phrases.language in text.root else ITALIAN
    return Said(_WITHIN_NUMBERS.sub("\u00a0", text.root[language]), language, unverified)


def named(text: str) -> Said:
    """The name of an office, of an act, an address."""
    return Said(text, NO_LANGUAGE)


def office(phrases: Phrases, text: str) -> Said:
    """What an office is called, and often does: in Italian, so with a mark in the languages an editor may leave out."""
    return Said(text, NO_LANGUAGE if phrases.language in WRITTEN_ALWAYS else ITALIAN)


def is_untranslated(said: Said, language: str) -> bool:
    """Whether a reader of this language meets another one."""
    return said.language not in (language, NO_LANGUAGE)


def around(said: Said, phrase: str) -> Said:
    """The same within a phrase, which has {} in its place."""
    before, _, after = phrase.partition("{}")
    return Said(said.text, said.language, said.unverified, before + said.before, said.after + after)


def isolated(phrases: Phrases, text: str) -> str:
    """A name from left to right within a sentence that may go the other way."""
    return f"\u2066{text}\u2069" if phrases.rtl else text
