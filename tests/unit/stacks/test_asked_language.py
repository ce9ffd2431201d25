"""Whoever starts a stack or the demo is spoken to in the language they ask for."""

from argparse import ArgumentParser

import pytest

from apps.cli.texts import LANGUAGE_VARIABLE, LANGUAGES, Texts
from stacks.asked_language import ask_for_a_language, asked_texts
from stacks.demo.scenes import SCENES


def language(*words: str) -> str:
    """The one a program speaks that was started with these words."""
    parser = ArgumentParser()
    ask_for_a_language(parser)
    return asked_texts(parser.parse_args(words)).language


@pytest.mark.parametrize(
    ("words", "usual", "spoken"),
    [((), "", "it"), ((), "en", "en"), (("--lang", "en"), "", "en"), (("--lang", "it"), "en", "it")],
)
def test_what_is_asked_for_counts_before_what_is_usual(
    monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], usual: str, spoken: str
) -> None:
    """Italian for whoever asks for none, as on the command line."""
    monkeypatch.setenv(LANGUAGE_VARIABLE, usual)

    assert language(*words) == spoken


def test_a_language_that_is_not_spoken_is_refused_by_the_name_of_what_asked_for_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Papers are made in French, but no program speaks it."""
    monkeypatch.setenv(LANGUAGE_VARIABLE, "fr")

    with pytest.raises(SystemExit):
        language()

    assert "SOMICIS_LANG is 'fr': it takes it or en" in capsys.readouterr().err


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_scene_of_the_demo_has_its_title(spoken: str) -> None:
    """And no title is left over."""
    assert list(Texts(spoken).entries("demo", "scenes")) == [act.__name__ for _, act in SCENES]
