"""The program explains itself, in Italian first."""

from collections.abc import Iterator
from typing import Any

import pytest

from apps.cli.main import program
from apps.cli.texts import LANGUAGES, Texts
from tests.unit.cli.conftest import Somicis


def commands(command: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every command and group of the program with the words that call it."""
    yield path, command
    for name, inside in getattr(command, "commands", {}).items():
        yield from commands(inside, f"{path} {name}".strip())


PATHS = [path for path, _ in commands(program())]


def test_help_is_italian_by_default_and_english_when_asked_for(somicis: Somicis) -> None:
    """An operator in Fermo asks for no language."""
    italian, english = somicis("desk", "--help"), somicis("desk", "--help", "--lang", "en")

    assert (italian.status, english.status) == (0, 0)
    assert "Uso: somicis desk COMANDO" in italian.out
    assert "Registra il bisogno" in italian.out
    assert "Usage: somicis desk COMMAND" in english.out
    assert "Record the need" in english.out


def test_the_environment_chooses_the_language_and_the_option_overrules_it(somicis: Somicis) -> None:
    """Somebody who always wants English says so once."""
    assert "Usage:" in somicis("--help", SOMICIS_LANG="en").out
    assert "Uso:" in somicis("--help", "--lang=it", SOMICIS_LANG="en").out


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_every_command_says_what_it_is_for_and_what_it_takes(path: str, language: str, somicis: Somicis) -> None:
    """No command, argument or option is left without words, and none is typer's own English."""
    ran = somicis(*path.split(), "--help", "--lang", language)

    assert ran.status == 0, ran.err
    assert Texts(language).say("help", "commands", path or "somicis").split("\n")[0] in ran.out
    assert "--output" in ran.out
    assert "Show this message" not in ran.out


def test_codes_are_listed_with_their_words(somicis: Somicis) -> None:
    """One types the code and reads what it means."""
    ran = somicis("desk", "contact", "--help")

    assert "walk_in = di persona, senza appuntamento" in " ".join(ran.out.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_texts_explain_nothing_that_is_not_there(language: str) -> None:
    """A command or an option that is gone takes its words with it."""
    everything = dict(commands(program()))
    texts = Texts(language)
    named = {name for one in everything.values() for name in names_of(one)}
    own = {f"{path} {name}" for path, one in everything.items() for name in names_of(one)}

    assert set(texts.entries("help", "commands")) == {path or "somicis" for path in everything}
    assert set(texts.entries("help", "options")) <= named | own


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_of_commands_says_whole_sentences_of_each(language: str, somicis: Somicis) -> None:
    """Where a sentence goes over two lines of the texts, both are there."""
    told = Texts(language).entries("help", "commands")
    listed = " ".join(somicis("catalogue", "--help", "--lang", language).out.split())

    for path in ("catalogue advise", "catalogue rehearse"):
        first, second = " ".join(told[path].split()).split(". ")[:2]
        assert f"{first}." in listed, second


def test_what_may_be_left_out_stands_in_brackets(somicis: Somicis) -> None:
    """A draft of the catalogue is named by an option, and a file is then not there."""
    assert "rehearse [BOZZA] " in somicis("catalogue", "rehearse", "--help").out
    assert "show MISURA " in somicis("catalogue", "show", "--help").out


def test_a_measure_is_explained_as_its_command_takes_it(somicis: Somicis) -> None:
    """Drafts are reviewed and published of as many measures as one likes; at most five are proposed."""
    for command in ("review", "publish"):
        assert "da una a cinque" not in somicis("catalogue", command, "--help").out
    assert "da una a cinque" in somicis("desk", "propose", "--help").out


def names_of(command: Any) -> set[str]:
    """The options of a command by their first spelling, its arguments by name."""
    return {one.opts[0] if one.param_type_name == "option" else one.name for one in command.params}
