"""The options that many commands have alike, declared once as the parameters of functions that do nothing."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from apps.cli.texts import LANGUAGES
from apps.cli.typed import Identifier, Number, OneOf


def on_everything(
    output: Annotated[str | None, typer.Option("--output", parser=OneOf("table", "json"))] = None,
    lang: Annotated[str | None, typer.Option("--lang", parser=OneOf(*LANGUAGES))] = None,
    identity: Annotated[str | None, typer.Option("--as")] = None,
    stack: Annotated[str | None, typer.Option("--stack", envvar="SOMICIS_STACK")] = None,
    stack_file: Annotated[Path | None, typer.Option("--stack-file", envvar="SOMICIS_STACK_FILE")] = None,
) -> None:
    """Of every command and every group."""


def on_commands(
    request_id: Annotated[str | None, typer.Option("--request-id", parser=Identifier())] = None,
) -> None:
    """Of what changes something."""


def on_versions(
    expected_version: Annotated[int | None, typer.Option("--expected-version", parser=Number(1))] = None,
) -> None:
    """Of what changes something that has a version."""


def declared(*declarations: Callable[..., None]) -> list[inspect.Parameter]:
    """The parameters of the declarations, in order."""
    return [one for each in declarations for one in inspect.signature(each).parameters.values()]


SHARED = frozenset(parameter.name for parameter in declared(on_everything))
"""Names of the options of every command."""
