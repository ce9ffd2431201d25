"""Who takes part in the story: each speaks as themselves, through their own door."""

from contextlib import ExitStack
from typing import Any, Self
from uuid import uuid4

from google.protobuf.message import Message

from apps.connection.asking import Patience, ask
from apps.connection.clients import Clients
from apps.connection.identity import identity_of
from apps.connection.settling import Snapshot, move_clock
from apps.connection.stack_file import Stack

PATIENCE = Patience(limit_s=60.0)
"""A process that was killed under the story is waited for, and asked the same again."""

CHAMBER, JOB_CENTRE, AUDITOR = "CCIAA_MARCHE", "CPI_FERMO", "AUTORITA_AUDIT"


class People:
    """The story's clients. A context manager: on leaving, every channel is closed."""

    def __init__(self, stack: Stack) -> None:
        self._opened = ExitStack()
        self.operator, self.supervisor, self.editor, self.second_editor, self.ops = (
            self._enter(stack, name) for name in ("operator", "supervisor", "editor", "editor-2", "ops")
        )
        self.chamber, self.job_centre, self.auditor = (
            self._enter(stack, name) for name in (CHAMBER, JOB_CENTRE, AUDITOR)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def set_clock(self, instant: str) -> Snapshot:
        """Let everything come to rest, move the clock, let everything come to rest again."""
        return move_clock(self.ops, instant, patience=PATIENCE)

    def _enter(self, stack: Stack, name: str) -> Clients:
        return self._opened.enter_context(Clients(stack, identity_of(stack, name)))


def do(call: Any, request: Message) -> Any:
    """Send a command under a request id of its own, patiently."""
    command: Any = request
    command.request_id = str(uuid4())
    return ask(call, command, PATIENCE)


def tell(call: Any, request: Message) -> Any:
    """Ask a question, patiently."""
    return ask(call, request, PATIENCE)
