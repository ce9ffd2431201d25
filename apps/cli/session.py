"""One run of a command: what its shared options chose, whom it speaks to and how it answers."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from rich.console import Console, RenderableType

from apps.cli.texts import Texts
from apps.connection.asking import A_COMMAND, ask
from apps.connection.clients import Clients
from apps.connection.identity import DEFAULT_IDENTITY, identity_of
from apps.connection.paging import every_page
from apps.connection.stack_file import DEFAULT_STACK, Stack, find_stack, started_by

WIDTH_WITHOUT_TERMINAL = 160


@dataclass
class Choices:
    """What the options every command has were set to; None for what was not given."""

    output: str | None = None
    lang: str | None = None
    identity: str | None = None
    stack: str | None = None
    stack_file: Path | None = None
    request_id: str | None = None
    expected_version: int | None = None

    def take(self, given: dict[str, Any]) -> None:
        """Let what was given later, nearer to the command, stand."""
        for name, value in given.items():
            if value is not None:
                setattr(self, name, value)


@dataclass
class Session:
    """What a command is handed. Close it when done."""

    texts: Texts
    path: str = ""
    """The command, such as "desk open"."""
    choices: Choices = field(default_factory=Choices)
    about_file: str = ""
    """The file a complaint would be about."""
    _opened: ExitStack = field(default_factory=ExitStack)
    _clients: dict[str, Clients] = field(default_factory=dict)

    @property
    def json(self) -> bool:
        """Whether the reader is a machine."""
        return self.choices.output == "json"

    def close(self) -> None:
        """Close what was opened."""
        self._opened.close()

    def stack(self) -> Stack:
        """The stack spoken to. Raises StackNotFound and StackFileWrong."""
        return find_stack(self.choices.stack or DEFAULT_STACK, self.choices.stack_file)

    def start(self) -> str:
        """What starts the stack spoken to, or asked for when none was found."""
        spoken_to = (one.stack.name for one in self._clients.values())
        return started_by(next(spoken_to, self.choices.stack or DEFAULT_STACK))

    def clients(self, natural_identity: str = DEFAULT_IDENTITY) -> Clients:
        """The services as --as may call them; without it as `natural_identity`."""
        name = self.choices.identity or natural_identity
        if name not in self._clients:
            stack = self.stack()
            self._clients[name] = self._opened.enter_context(Clients(stack, identity_of(stack, name)))
        return self._clients[name]

    def send(self, call: Callable[..., Any], command: Any) -> Any:
        """Send a command under one request_id however often it must be repeated; answer its response."""
        self.choices.request_id = self.choices.request_id or str(uuid4())
        command.request_id = self.choices.request_id
        return ask(call, command, A_COMMAND)

    def listed(self, call: Callable[..., Any], request: Any, items: str, limit: int) -> tuple[list[Any], bool]:
        """At most `limit` of the items of a paged answer, and whether there are more."""
        found: list[Any] = []
        for page in every_page(call, request):
            found += getattr(page, items)
            if len(found) > limit:
                return found[:limit], True
        return found, False

    def show(self, data: Any, *tables: RenderableType) -> None:
        """Answer: `data` to a machine, `tables` to a person."""
        if self.json:
            print(json.dumps(data, ensure_ascii=False, indent=2))
            return
        for table in filter(None, tables):  # an empty text is nothing to tell
            console().print(table)

    def show_line(self, data: Any, line: RenderableType) -> None:
        """Answer one thing of a stream at once: a line of JSON to a machine, a line of text to a person."""
        if self.json:
            print(json.dumps(data, ensure_ascii=False), flush=True)
        else:
            console().print(line)

    def remark(self, place: str, **facts: object) -> None:
        """Say something beside the answer, on one line however narrow the terminal; to a machine nothing."""
        if not self.json:
            console(stderr=True).print(self.texts.say("said", place, **facts), style="dim", soft_wrap=True)

    def progress(self, items: list[Any]) -> Iterator[Any]:
        """Go through work that takes a while: a bar on a terminal, nothing elsewhere."""
        from rich.progress import track  # noqa: PLC0415 - half of rich, needed by one command

        bar = console(stderr=True)
        yield from track(items, self.path, console=bar, transient=True, disable=self.json or not bar.is_terminal)


def console(*, stderr: bool = False) -> Console:
    """Where text for people goes; nothing in it is markup, because services and files wrote parts of it."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else WIDTH_WITHOUT_TERMINAL
    return Console(file=stream, width=width, markup=False, highlight=False, emoji=False, soft_wrap=False)
