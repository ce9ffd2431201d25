"""What a person reads, in Italian or in English; what a machine reads stays as the services say it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

LANGUAGES = ("it", "en")
PAPER_LANGUAGES = ("it", "en", "fr", "ar")
"""Of what is handed to people; the program itself speaks to operators."""
_MAKES_PAPERS = frozenset({"sheet", "compare", "publish"})
DEFAULT_LANGUAGE = "it"
LANGUAGE_VARIABLE = "SOMICIS_LANG"

_ROME = ZoneInfo("Europe/Rome")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Texts:
    """Everything the command line says in one language, by its place in texts/<language>.yaml."""

    def __init__(self, language: str) -> None:
        self.language = language
        written = (Path(__file__).parent / f"{language}.yaml").read_text("utf-8")
        self._entries: Mapping[str, Any] = yaml.load(written, _LOADER)  # noqa: S506 - both loaders are safe ones

    def say(self, *place: str, **facts: object) -> str:
        """The text at a place, with the facts put in; a fact nobody gave stays visible as its name.

        Raises:
            KeyError: there is no such text, which is a mistake of ours.

        """
        found = self.find(*place, **facts)
        if found is None:
            raise KeyError(f"texts/{self.language}.yaml has no text {'/'.join(place)}")
        return found

    def find(self, *place: str, **facts: object) -> str | None:
        """The text at a place, or None when there is none: for names that come from a service."""
        entry: Any = self._entries
        for step in place:
            entry = entry.get(step) if isinstance(entry, Mapping) else None
        return entry.format_map(_Facts(self, facts)) if isinstance(entry, str) else None

    def entries(self, *place: str) -> Mapping[str, Any]:
        """The texts below a place, as they are written."""
        entry: Any = self._entries
        for step in place:
            entry = entry[step]
        return dict(entry)

    def code(self, enum: str, code: str | None) -> str:
        """The words for a code of an enum; a code this client does not know stays as it is."""
        return self.find("enums", enum, code or "unspecified") or str(code)

    def of(self, text: Mapping[str, Any]) -> str:
        """What an editor wrote in several languages, in this one, else in Italian."""
        return str(text.get(self.language) or text[DEFAULT_LANGUAGE])

    def number(self, number: int) -> str:
        """A whole number with its thousands set off as in this language."""
        return f"{number:,}".replace(",", self.say("formats", "thousands"))

    def day(self, day: str) -> str:
        """A day, YYYY-MM-DD, as it is written in this language; anything else stays as it is."""
        try:
            return date.fromisoformat(day).strftime(self.say("formats", "day"))
        except ValueError:
            return day

    def day_or_instant(self, moment: str) -> str:
        """A day as a day, an instant as the clocks in Rome show it."""
        return self.instant(self.day(moment))

    def word(self, word: str) -> str:
        """A word that stands among codes of others' making, such as "unknown" for a comune; a code stays as it is."""
        return self.find("words", word) or word

    def instant(self, instant: str) -> str:
        """An RFC 3339 instant as the clocks in Rome show it; anything else stays as it is."""
        try:
            moment = datetime.fromisoformat(instant).astimezone(_ROME)
        except ValueError:
            return instant
        return moment.strftime(self.say("formats", "instant"))

    def either(self, wanted: str) -> str:
        """What may stand somewhere, as a library lists it: "',' or '}'"."""
        for theirs, ours in self.entries("listed").items():
            wanted = wanted.replace(theirs, ours)
        return wanted

    def field_problem(self, problem: str) -> str:
        """What a service says is wrong with a field, in this language; an unknown sentence stays as it is.

        There may be several, a line each, and one may begin with the field it is about.
        """
        for template, ours in self.entries("field_problems").items():
            if match := re.fullmatch(_pattern_of(template), problem):
                return str(ours).format_map(_Facts(self, match.groupdict()))
        if "\n" in problem:
            return "\n".join(map(self.field_problem, problem.split("\n")))
        field, colon, said = problem.partition(": ")
        return f"{field}: {self.field_problem(said)}" if colon and " " not in field else problem


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language asked for by --lang, else by SOMICIS_LANG, else Italian; not checked.

    It is needed before the arguments are parsed, because help and usage errors are spoken too. A command that
    makes papers takes more languages than the program speaks: those are left to it.
    """
    asked = next(_given(arguments), "")
    of_paper = asked not in LANGUAGES and set(asked.split(",")) <= set(PAPER_LANGUAGES)
    left_to_it = of_paper and languages_for(arguments) == PAPER_LANGUAGES
    return (not left_to_it and asked) or environment.get(LANGUAGE_VARIABLE) or DEFAULT_LANGUAGE


def languages_for(arguments: Sequence[str]) -> Sequence[str]:
    """What --lang may be set to: a command that makes papers takes more than the program speaks."""
    of_paper = "catalogue" in arguments and not _MAKES_PAPERS.isdisjoint(arguments)
    return PAPER_LANGUAGES if of_paper else LANGUAGES


def _given(arguments: Sequence[str]) -> Iterator[str]:
    """What --lang was set to, each time it was."""
    for argument, following in pairwise([*arguments, ""]):
        if argument.startswith("--lang="):
            yield argument.removeprefix("--lang=")
        elif argument == "--lang":
            yield following


@dataclass(frozen=True)
class _Fact:
    """A fact that is read as the sentence says after a colon: {on:day}, {state:CaseState}, {was:Level/Kind}."""

    texts: Texts
    fact: str

    def __format__(self, reading: str) -> str:
        match reading:
            case "":
                return self.fact
            case "day" | "instant" | "field_problem" | "either":
                return str(getattr(self.texts, reading)(self.fact))
            case "speakers":
                return "; ".join(self.texts.find("speakers", one) or one for one in self.fact.split(", "))
            case "label" | "pattern" | "role":
                return self.texts.find(f"{reading}s", self.fact) or self.fact
        return ", ".join(self._code(reading.split("/"), code) for code in self.fact.split(", "))

    def _code(self, enums: Sequence[str], code: str) -> str:
        found = (self.texts.find("enums", enum, code) for enum in enums)
        return next(filter(None, found), code)


class _Facts(dict[str, _Fact]):
    """The facts of a sentence; one nobody gave stays visible as its name."""

    def __init__(self, texts: Texts, facts: Mapping[str, object]) -> None:
        super().__init__({name: _Fact(texts, str(fact)) for name, fact in facts.items()})
        self._texts = texts

    def __missing__(self, name: str) -> _Fact:
        return _Fact(self._texts, f"{{{name}}}")


def _pattern_of(template: str) -> str:
    pieces = re.split(r"\{(\w+)\}", template)
    return "".join(_group_of(piece) if index % 2 else re.escape(piece) for index, piece in enumerate(pieces))


def _group_of(name: str) -> str:
    # What is wrong within what is wrong may be several things, a line each.
    return f"(?P<{name}>{'(?s:.)' if name == 'problem' else '.'}*?)"
