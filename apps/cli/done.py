"""Says that a command was done: what it left behind, and what a repeat of it would name."""

from typing import Any

from rich.console import RenderableType
from rich.text import Text

from apps.cli.cautions import cautions_below
from apps.cli.session import Session
from apps.cli.spoken import cell, pairs
from apps.connection.plain import plain


def done(session: Session, answer: Any, id_name: str, *tables: RenderableType) -> None:
    """Tell of a command's response; `id_name` is what its receipt's id is an id of, as "case_id"."""
    repeat = {"request_id": session.choices.request_id, "expected_version": session.choices.expected_version}
    words = {id_name: answer.receipt.id, "version": str(answer.receipt.version), **_words(session, answer)}
    sentence = Text(session.texts.say("done", session.path), style="bold green")
    below = [*tables, *cautions_below(session.texts, answer)]
    session.show({**outcome(answer, id_name), **repeat}, sentence, pairs(session.texts, words), *below)


def outcome(answer: Any, id_name: str) -> dict[str, Any]:
    """A command's response as data: its receipt laid open, the id under the name of what it is an id of."""
    said = plain(answer)
    receipt = said.pop("receipt")
    return {id_name: receipt["id"], "version": receipt["version"], "position": receipt["position"], **said}


def _words(session: Session, answer: Any) -> dict[str, str]:
    """What a response says besides its receipt and its lists."""
    fields = [field.name for field in answer.DESCRIPTOR.fields if not field.message_type]
    return {name: cell(session.texts, answer, name) for name in fields}
