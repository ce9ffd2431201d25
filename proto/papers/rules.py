"""The rule of a field in words, from the words field.proto itself has for it."""

from collections.abc import Iterator

from somicis.shared.v1.field_pb2 import FieldClass, Format

from proto.papers.language import Enum, Field, Language

FIELD_CLASS, FORMAT = "somicis.shared.v1.FieldClass", "somicis.shared.v1.Format"


def class_of(field: Field) -> str:
    """What a field may hold, in a word: "statistical", "operational"."""
    return word(FieldClass.Name(field.rule.field_class), FIELD_CLASS)


def word(name: str, enum: str) -> str:
    """The word of an enum's value without the name of its enum in front."""
    prefix = "FIELD_CLASS_" if enum == FIELD_CLASS else "FORMAT_"
    return name.removeprefix(prefix).lower()


def rule_of(field: Field, language: Language) -> str:
    """What a value of the field keeps to, in words; empty when nothing is said."""
    return "; ".join(_parts(field, language.enum(FORMAT)))


def _parts(field: Field, formats: Enum) -> Iterator[str]:
    rule = field.rule
    if rule.required:
        yield "always given"
    if rule.format != Format.FORMAT_UNSPECIFIED:
        yield next(_small(value.meaning) for value in formats.values if value.number == rule.format)
    if rule.max_length:
        yield f"at most {rule.max_length} characters"
    if rule.pattern:
        yield f"matches `{rule.pattern}`"
    if rule.minimum:
        yield f"at least {rule.minimum}"
    if rule.maximum:
        yield f"at most {rule.maximum}"
    if rule.max_items:
        yield f"at most {rule.max_items} items"


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")
