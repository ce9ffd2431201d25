"""One event as a .proto text that needs no other file, for who has the AsyncAPI document and nothing else."""

from collections.abc import Iterator
from textwrap import wrap

from proto.papers.language import Enum, Field, Language, Message, Type
from proto.papers.rules import class_of, rule_of

WIDTH = 100


def proto_text(event: Message, language: Language) -> str:
    """The event and all it is made of, as one proto3 file; on the wire it is what proto/ describes.

    Types of other packages are written out under their own short names. Raises ValueError when two
    of them have the same one.
    """
    types = [event, *language.used_by(event)]
    names = {short(each.full_name) for each in types}
    if len(names) < len(types):
        raise ValueError(f"{event.full_name} uses two types of the same short name.")
    package = event.full_name.rpartition(".")[0]
    parts = ['syntax = "proto3";', f"package {package};", *("\n".join(_lines(each, language)) for each in types)]
    return "\n\n".join(parts) + "\n"


def short(full_name: str) -> str:
    """A type's name without its package."""
    return full_name.rpartition(".")[2]


def _lines(type_: Type, language: Language) -> Iterator[str]:
    yield from _comment(type_.meaning, "")
    if isinstance(type_, Enum):
        yield f"enum {short(type_.full_name)} {{"
        for value in type_.values:
            yield from _comment(value.meaning, "  ")
            yield f"  {value.name} = {value.number};"
    else:
        yield f"message {short(type_.full_name)} {{"
        for field in type_.fields:
            yield from _comment(f"{field.meaning} ({_classed(field, language)})", "  ")
            yield f"  {'repeated ' * field.repeated}{short(field.type)} {field.name} = {field.number};"
    yield "}"


def _classed(field: Field, language: Language) -> str:
    return "; ".join(filter(None, [class_of(field), rule_of(field, language)]))


def _comment(prose: str, margin: str) -> Iterator[str]:
    lead = f"{margin}// "
    return iter(wrap(prose, WIDTH, initial_indent=lead, subsequent_indent=lead))
