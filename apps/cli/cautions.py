"""Tells what is doubtful in a command that was done: below the answer, and in the reader's language."""

from collections.abc import Iterator
from typing import Any

from rich.console import RenderableType
from rich.text import Text
from somicis.intake.v1.caution_pb2 import Caution, CautionKind

from apps.cli.measure_tables import window_on
from apps.cli.texts import Texts
from apps.connection.plain import code_of


def cautions_below(texts: Texts, answer: Any) -> Iterator[RenderableType]:
    """A line for each caution of a response; none for a response that has none."""
    for caution in getattr(answer, "cautions", ()):
        heading = texts.say("said", "caution")
        yield Text.assemble((heading, "yellow"), " ", sentence_of(texts, caution))


def sentence_of(texts: Texts, caution: Caution) -> str:
    """What to look at again; of a kind that this client does not know, its code."""
    code = str(code_of(CautionKind.DESCRIPTOR, caution.kind))
    facts = {"measure_id": caution.measure_id, "recipient": caution.recipient, "window": window_on(texts, caution)}
    return texts.find("enums", "CautionKind", code, **facts) or code
