"""In which language whoever starts a stack, or the demo, is spoken to: as the command line is asked for it."""

import argparse
import os

from apps.cli.texts import DEFAULT_LANGUAGE, LANGUAGE_VARIABLE, LANGUAGES, Texts


def ask_for_a_language(parser: argparse.ArgumentParser) -> None:
    """Let the parser take --lang; without it SOMICIS_LANG counts, else it is Italian."""
    usual = os.environ.get(LANGUAGE_VARIABLE) or DEFAULT_LANGUAGE
    # A default is not held against the choices.
    if usual not in LANGUAGES:
        parser.error(f"{LANGUAGE_VARIABLE} is {usual!r}: it takes {' or '.join(LANGUAGES)}")
    parser.add_argument("--lang", choices=LANGUAGES, default=usual, help="in which language it is told (%(default)s)")


def asked_texts(said: argparse.Namespace) -> Texts:
    """What is said, in the language that was asked for."""
    return Texts(said.lang)
