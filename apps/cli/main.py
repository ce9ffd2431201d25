"""The program `somicis`: it reads the language first, then the command, and answers with an exit status."""

import os
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import typer
from typer.main import get_command

from apps.cli import audit, catalogue, desk, dev, ops, partner, report, status
from apps.cli.complaints import USAGE, Complaint, about_mistake, about_problem, about_refusal, about_usage, complain
from apps.cli.door import group
from apps.cli.session import Session
from apps.cli.texts import DEFAULT_LANGUAGE, LANGUAGES, Texts, language_of, languages_for
from apps.cli.typed import Mistake
from apps.connection.problems import Problem
from apps.connection.refusals import Refused


def main() -> int:
    """Run the command on the command line; answer its exit status."""
    return run(sys.argv[1:], os.environ)


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run a command given as words; answer its exit status: 0 done, 1 refused, 2 usage, 3 unavailable."""
    language = language_of(arguments, environment)
    if language not in LANGUAGES:
        session = Session(Texts(DEFAULT_LANGUAGE))
        known = ", ".join(languages_for(arguments))
        sentence = session.texts.say("usage", "language", typed=language, known=known)
        return complain(session, Complaint(USAGE, "USAGE", sentence))
    session = Session(Texts(language))
    try:
        return _run(session, arguments)
    finally:
        session.close()


def program() -> Any:
    """The whole tree of commands."""
    somicis = group("somicis")
    for part in (desk, catalogue, partner, report, audit, status, ops, dev):
        part.add_to(somicis)
    return get_command(somicis)


def _run(session: Session, arguments: Sequence[str]) -> int:
    try:
        answered = program().main(list(arguments), prog_name="somicis", standalone_mode=False, obj=session)
    except Refused as refusal:
        return complain(session, about_refusal(session, refusal))
    except Problem as problem:
        return complain(session, about_problem(session, problem))
    except Mistake as mistake:
        return complain(session, about_mistake(session, mistake))
    except typer.TyperException as error:
        return _misused(session, arguments, error)
    return answered if isinstance(answered, int) else 0


def _misused(session: Session, arguments: Sequence[str], error: Any) -> int:
    if type(error).__name__ == "NoArgsIsHelpError":  # the help has been printed
        return USAGE
    # The options have not been read when the words are wrong, so this one is looked for by hand.
    if "--output=json" in arguments or ("--output", "json") in pairwise(arguments):
        session.choices.output = "json"
    return complain(session, about_usage(session, error))
