"""The fixed phrases of sheets and public pages, in every language they are made in."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("it", "en", "fr", "ar")
"""Italian first: it is the language of whoever the sheet is shown to."""
ITALIAN = "it"


class Phrases:
    """One language's phrases. Raises KeyError for a phrase that is not there: a test finds them all."""

    def __init__(self, language: str, written: Mapping[str, Any]) -> None:
        self.language = language
        self.name: str = written["name"]
        self.rtl: bool = written["rtl"]
        self._written = written

    def say(self, section: str, name: str, **facts: object) -> str:
        """A phrase with its facts."""
        phrase: str = self._written[section][name]
        return phrase.format(**facts)

    def section(self, section: str) -> Mapping[str, str]:
        """The phrases of a section by name; of one this language does not have, none."""
        found: Mapping[str, str] = self._written.get(section, {})
        return found

    def day(self, day: date) -> str:
        """A day, so that no reader takes the month for the day."""
        written = "first_day" if day.day == 1 else "day"
        return self.say("written", written, day=day.day, month=self._written["months"][day.month - 1], year=day.year)

    def money(self, euros: float) -> str:
        """A sum in whole euros."""
        return self.say("written", "money", sum=f"{euros:,.0f}".replace(",", self.say("written", "thousands")))

    def percent(self, number: float) -> str:
        """A share, or a rate."""
        return self.say("written", "percent", number=f"{number:g}".replace(".", self.say("written", "decimal")))

    def joined(self, *said: str) -> str:
        """One after the other, without what is empty."""
        return self.say("written", "and").join(filter(None, said))


@cache
def phrases(language: str) -> Phrases:
    """The phrases of one of LANGUAGES. Raises KeyError for another language."""
    if language not in LANGUAGES:
        raise KeyError(language)
    file = resources.files(__package__) / "phrases" / f"{language}.toml"
    return Phrases(language, tomllib.loads(file.read_text("utf-8")))
