"""Registers commands with the options all of them have, so that each says only what is its own."""

import inspect
from collections.abc import Callable
from typing import Any

import typer

from apps.cli.session import Session
from apps.cli.shared_options import declared, on_commands, on_everything, on_versions
from apps.cli.spoken_help import SpokenCommand, SpokenGroup, path_of

Function = Callable[..., None]


def group(name: str, parent: typer.Typer | None = None) -> typer.Typer:
    """A group of commands; without a parent, the program itself."""
    made = typer.Typer(name=name, cls=SpokenGroup, no_args_is_help=True, add_completion=False)
    made.callback()(_with_shared(_nothing, on_everything))
    if parent is not None:
        parent.add_typer(made)
    return made


def question(inside: typer.Typer, name: str) -> Callable[[Function], Function]:
    """Register what only asks."""
    return _registered(inside, name, on_everything)


def command(inside: typer.Typer, name: str) -> Callable[[Function], Function]:
    """Register what changes something: it can be repeated under its request id."""
    return _registered(inside, name, on_commands, on_everything)


def versioned_command(inside: typer.Typer, name: str) -> Callable[[Function], Function]:
    """Register what changes something that has a version: it is refused when that has moved on."""
    return _registered(inside, name, on_commands, on_versions, on_everything)


def _registered(inside: typer.Typer, name: str, *declarations: Function) -> Callable[[Function], Function]:
    def register(function: Function) -> Function:
        inside.command(name, cls=SpokenCommand)(_with_shared(function, *declarations))
        return function

    return register


def _with_shared(function: Function, *declarations: Function) -> Function:
    """`function` as typer is to see it: its own parameters, then the shared ones, which go to the session."""
    _, *own = inspect.signature(function).parameters.values()
    names = {one.name for one in own}
    # A command may mean something of its own by a shared word, as papers do by --lang.
    shared = [one for one in declared(*declarations) if one.name not in names]

    def called(context: typer.Context, **given: Any) -> None:
        session: Session = context.find_root().obj
        session.path = path_of(context)
        session.choices.take({one.name: given.pop(one.name) for one in shared})
        function(session, **given)

    # typer reads a command's options from its signature, and Python lets a function say its own.
    called.__signature__ = inspect.Signature([_CONTEXT, *map(_by_name, [*own, *shared])])  # type: ignore[attr-defined]
    return called


_CONTEXT = inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)


def _by_name(parameter: inspect.Parameter) -> inspect.Parameter:
    return parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)


def _nothing(session: Session) -> None:
    """What a group does by itself."""
