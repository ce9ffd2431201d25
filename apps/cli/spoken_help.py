"""Help in the reader's language: what a command does, what it takes, which codes it knows."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from apps.cli.session import Session, console
from apps.cli.shared_options import SHARED
from apps.cli.texts import Texts
from apps.cli.typed import Code, OneOf


class SpokenCommand(TyperCommand):
    """A command that explains itself in the session's language."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help; nothing is left to typer's own, which speaks English."""
        del formatter
        print_help(self, ctx)


class SpokenGroup(TyperGroup):
    """A group of commands that explains itself in the session's language."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help; nothing is left to typer's own, which speaks English."""
        del formatter
        print_help(self, ctx)


def print_help(command: Any, ctx: Any) -> None:
    """Usage, purpose, then what can follow: arguments, options, commands, and what every command takes."""
    session: Session = ctx.find_root().obj
    texts, path, out = session.texts, path_of(ctx), console()
    arguments = [one for one in command.params if isinstance(one, TyperArgument)]
    own, shared = _options(command)
    out.print(_usage(texts, ctx, arguments, command))
    out.print(Text(f"\n{texts.say('help', 'commands', path or 'somicis')}\n"))
    _section(texts, "arguments", [(argument_name(texts, one), option_help(texts, path, one)) for one in arguments])
    _section(texts, "options", [(_spelled(texts, one), option_help(texts, path, one)) for one in own])
    _section(texts, "commands", list(_commands(texts, command, ctx, path)))
    _section(texts, "everywhere", [(_spelled(texts, one), option_help(texts, path, one)) for one in shared])


def path_of(ctx: Any) -> str:
    """The words that call a command, without the program's name."""
    return " ".join(str(ctx.command_path).split()[1:])


def option_help(texts: Texts, path: str, parameter: Any) -> str:
    """What an argument or an option is for, with the codes it takes; a command may have words of its own for it."""
    spelled = parameter.opts[0] if isinstance(parameter, TyperOption) else parameter.name
    own = texts.find("help", "options", f"{path} {spelled}")
    said = [own or texts.say("help", "options", spelled)]
    if isinstance(parameter, TyperOption) and parameter.required:
        said.append(texts.say("help", "words", "required"))
    return " ".join([*said, *_choices(texts, parser_of(parameter))])


def argument_name(texts: Texts, argument: Any) -> str:
    """How an argument is called where it stands in a usage line."""
    name = texts.say("help", "arguments", argument.name)
    return f"{name}…" if argument.nargs == -1 else name


def parser_of(parameter: Any) -> Any:
    """What reads the word typed for a parameter; None when it is taken as it is."""
    return parameter.type_descriptor.parameter_info.parser


def _options(command: Any) -> tuple[list[Any], list[Any]]:
    options = [one for one in command.params if isinstance(one, TyperOption) and not one.hidden]
    return [one for one in options if one.name not in SHARED], [one for one in options if one.name in SHARED]


def _usage(texts: Texts, ctx: Any, arguments: Sequence[Any], command: Any) -> Text:
    named = [(argument_name(texts, one), one.required) for one in arguments]
    words = [name if required else f"[{name}]" for name, required in named]
    if isinstance(command, TyperGroup):
        words.append(texts.say("help", "words", "command"))
    words.append(texts.say("help", "words", "options"))
    line = Text.assemble((texts.say("help", "words", "usage"), "bold"), " ", ctx.command_path)
    return line.append(" " + " ".join(words))


def _spelled(texts: Texts, option: Any) -> str:
    spelled = " / ".join([*option.opts, *option.secondary_opts])
    if option.is_flag:
        return spelled
    kind = getattr(parser_of(option), "kind", "path" if option.type_descriptor.is_path else "text")
    return f"{spelled} {texts.say('help', 'kinds', kind)}"


def _choices(texts: Texts, parser: Any) -> Iterator[str]:
    if isinstance(parser, OneOf):
        yield f"({', '.join(parser.words)})"
    if isinstance(parser, Code):
        yield texts.say("help", "words", "codes")
        yield "; ".join(f"{code} = {texts.code(parser.name, code)}" for code in parser.codes) + "."


def _commands(texts: Texts, command: Any, ctx: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(command, TyperGroup):
        for name in command.list_commands(ctx):
            said = texts.say("help", "commands", f"{path} {name}".strip())
            yield name, _first_sentence(said)


def _first_sentence(said: str) -> str:
    """The lines up to the first that ends one."""
    lines = said.split("\n")
    ends = next((number for number, line in enumerate(lines, start=1) if line.endswith(".")), len(lines))
    return " ".join(lines[:ends])


def _section(texts: Texts, title: str, rows: list[tuple[str, str]]) -> None:
    if not rows:
        return
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column()
    for name, said in rows:
        table.add_row(Text(f"  {name}", style="cyan"), Text(said))
    console().print(Text(texts.say("help", "sections", title), style="bold"), table, Text(), sep="\n")
