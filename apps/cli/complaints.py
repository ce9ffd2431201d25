"""Why there is no answer, told to a person in whole sentences and to a machine as data; never a stack trace."""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rich.text import Text

from apps.cli.session import Session, console
from apps.cli.spoken_help import argument_name
from apps.cli.texts import Texts
from apps.cli.typed import Mistake
from apps.connection.problems import (
    FileUnreadable,
    FileUnwritable,
    IdentityUnknown,
    NoHistory,
    NoHistoryYet,
    NotSettled,
    Problem,
    StackFileWrong,
    StackNotFound,
    Unavailable,
)
from apps.connection.refusals import FieldViolation, Refused

REFUSED, USAGE, UNAVAILABLE = 1, 2, 3
"""Exit statuses besides 0."""

_STATUS: Mapping[type[Problem], int] = {
    StackNotFound: UNAVAILABLE,
    StackFileWrong: UNAVAILABLE,
    Unavailable: UNAVAILABLE,
    IdentityUnknown: USAGE,
    FileUnreadable: USAGE,
    FileUnwritable: USAGE,
    NotSettled: REFUSED,
    NoHistory: REFUSED,
    NoHistoryYet: REFUSED,
}
# typer tells these three only in English sentences; test_usage.py sees that they are still the ones we know.
_TYPERS_SENTENCES = {
    "no_such_command": re.compile(r"No such command '(?P<name>.*?)'\.(?: Did you mean .*)?", re.DOTALL),
    "extra_argument": re.compile(r"Got unexpected extra argument\(?s?\)? \((?P<names>.*)\)"),
    "value_missing": re.compile(r"Option '?(?P<name>--[\w-]+)'? requires an argument\."),
}


@dataclass(frozen=True)
class Complaint:
    """What is told: `reason` is stable, `sentence` in the reader's language, `hints` what to do."""

    exit_status: int
    reason: str
    sentence: str
    facts: Mapping[str, str] = field(default_factory=dict)
    fields: tuple[FieldViolation, ...] = ()
    hints: tuple[str, ...] = ()
    code: str = ""

    @property
    def more(self) -> int:
        """How much more is wrong than is told of: an answer carries so much and no more."""
        return int(self.facts.get("violations", 0)) - len(self.fields) if self.fields else 0


def complain(session: Session, complaint: Complaint) -> int:
    """Tell it on standard error; answer the exit status."""
    if session.json:
        said = {**_data(complaint), "file": session.about_file or None}
        print(json.dumps({"error": said}, ensure_ascii=False, indent=2), file=sys.stderr)
        return complaint.exit_status
    out = console(stderr=True)
    if session.about_file:
        out.print(Text(session.texts.say("said", "in_file", file=session.about_file)))
    out.print(Text.assemble((complaint.sentence, "bold red"), (f"  [{complaint.reason}]", "dim")))
    for violation in complaint.fields:
        out.print(Text(f"  {_placed(session, violation)}: {session.texts.field_problem(violation.problem)}"))
    if complaint.more:
        out.print(Text(f"  {session.texts.say('said', 'more_problems', count=complaint.more)}"))
    for hint in complaint.hints:
        out.print(Text(hint))
    return complaint.exit_status


def about_refusal(session: Session, refusal: Refused) -> Complaint:
    """A service said no, by a rule, or failed."""
    return Complaint(
        REFUSED,
        refusal.reason,
        sentence_of(session.texts, refusal),
        refusal.facts,
        refusal.field_violations if refusal.reason == "INVALID_FIELD" or refusal.code == "FAILED_PRECONDITION" else (),
        code=refusal.code,
    )


def about_problem(session: Session, problem: Problem) -> Complaint:
    """There is no answer for a reason on this side of the wire, or none came."""
    facts = problem.facts
    hints: list[str] = []
    if isinstance(problem, Unavailable):
        facts = {**facts, "detail": sentence_of(session.texts, problem.said), "start": session.start()}
        hints = [session.texts.say("usage", "detail", **problem.facts), *_how_to_repeat(session)]
    sentence = session.texts.say("problems", problem.code, **facts)
    return Complaint(_STATUS[type(problem)], problem.code, sentence, problem.facts, hints=tuple(hints))


def about_usage(session: Session, error: Any) -> Complaint:
    """The words typed are no command; typer's errors, of which only the names are public."""
    hint = session.texts.say("usage", "hint", command=error.ctx.command_path if error.ctx else "somicis")
    return Complaint(USAGE, "USAGE", _of_usage(session.texts, error), hints=(hint,))


def about_mistake(session: Session, mistake: Mistake) -> Complaint:
    """What was typed reads well by itself and cannot be meant."""
    return Complaint(USAGE, "USAGE", session.texts.say("mistakes", mistake.key, **mistake.facts))


def sentence_of(texts: Texts, refusal: Refused) -> str:
    """A refusal in the reader's language; one that this client does not know, in the service's own words."""
    known = texts.find("refusals", refusal.reason, **refusal.facts) or texts.find("statuses", refusal.reason)
    return known or texts.say("statuses", "other", code=refusal.code, message=refusal.message or refusal.code)


def _placed(session: Session, violation: FieldViolation) -> str:
    field = _field(session.texts, violation.field)
    return f"{session.about_file}:{violation.place}: {field}" if violation.place else field


def _field(texts: Texts, path: str) -> str:
    """A field by its label and its path: "Comune (profile.comune)"."""
    label = texts.find("labels", path.rpartition(".")[2].partition("[")[0])
    # Of the file as a whole nobody wrote a field's name.
    return label if label and path == "document" else f"{label} ({path})" if label else path


def _how_to_repeat(session: Session) -> Iterator[str]:
    request_id, version = session.choices.request_id, session.choices.expected_version
    if request_id:
        again = f"--request-id {request_id}" + (f" --expected-version {version}" if version else "")
        yield session.texts.say("usage", "repeat", options=again)


def _of_usage(texts: Texts, error: Any) -> str:
    # The names of typer's classes, because the classes themselves stand in its private part.
    match type(error).__name__:
        case "MissingParameter":
            return texts.say("usage", "missing", name=_called(texts, error.param))
        case "NoSuchOption":
            return texts.say("usage", "no_such_option", name=error.option_name)
        case "BadParameter":
            return texts.say("usage", "invalid", name=_called(texts, error.param), problem=_problem(texts, error))
    for key, sentence in _TYPERS_SENTENCES.items():
        if match := sentence.fullmatch(error.format_message()):
            return texts.say("usage", key, **match.groupdict())
    return str(error.format_message())


def _called(texts: Texts, parameter: Any) -> str:
    if parameter is None:
        return "?"
    return argument_name(texts, parameter) if parameter.param_type_name == "argument" else str(parameter.opts[0])


def _problem(texts: Texts, error: Any) -> str:
    """What one of our own parsers found, which pydantic carries inside its error; else typer's sentence."""
    for found in error.__cause__.errors() if hasattr(error.__cause__, "errors") else ():
        mistake = found.get("ctx", {}).get("error")
        if isinstance(mistake, Mistake):
            return texts.say("mistakes", mistake.key, **mistake.facts)
    return str(error.message)


def _data(complaint: Complaint) -> dict[str, Any]:
    return {
        "reason": complaint.reason,
        "code": complaint.code,
        "message": complaint.sentence,
        "facts": dict(complaint.facts),
        "fields": [
            {"field": one.field, "problem": one.problem} | ({"place": one.place} if one.place else {})
            for one in complaint.fields
        ],
    }
