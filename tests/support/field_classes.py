"""What every field may hold: of the messages in proto/, and of the events in the logs."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any, get_args, get_type_hints

from google.protobuf.descriptor import Descriptor, FieldDescriptor, FileDescriptor
from pydantic import BaseModel
from somicis.shared.v1 import field_pb2

from chassis.modelling import FieldClass, Root
from chassis.store.mapper import own_fields
from tests.support.checkout import ROOT

CONTRACTS = ROOT / "contracts"


def published_files() -> list[FileDescriptor]:
    """Every file of the published language."""
    modules = (path.relative_to(CONTRACTS).with_suffix("").parts for path in sorted(CONTRACTS.rglob("*_pb2.py")))
    return [import_module(".".join(parts)).DESCRIPTOR for parts in modules]


def messages_of(file: FileDescriptor) -> Iterator[Descriptor]:
    """Every message of a file, those within others too."""
    for message in file.message_types_by_name.values():
        yield from _with_those_within(message)


def reached_from(message: Descriptor, seen: set[str] | None = None) -> Iterator[Descriptor]:
    """A message and every message that may travel in it, each once."""
    met = set() if seen is None else seen
    if message.full_name in met:
        return
    met.add(message.full_name)
    yield message
    for field in message.fields:
        if field.message_type is not None:
            yield from reached_from(field.message_type, met)


def class_of(field: FieldDescriptor) -> int:
    """What a field of a message says of itself; FIELD_CLASS_UNSPECIFIED when nothing."""
    rule: field_pb2.FieldRule = field.GetOptions().Extensions[field_pb2.field]
    return rule.field_class


def classes_in(event: type[Root.Event]) -> Iterator[tuple[str, FieldClass | None]]:
    """The fields of a stored event by their paths, with those of the models in it; None where none is said."""
    for name, hint in own_fields(event).items():
        yield from _classes_below(name, hint)


def _with_those_within(message: Descriptor) -> Iterator[Descriptor]:
    yield message
    for inner in message.nested_types:
        yield from _with_those_within(inner)


def _classes_below(path: str, hint: Any) -> Iterator[tuple[str, FieldClass | None]]:
    said = [each for each in getattr(hint, "__metadata__", ()) if isinstance(each, FieldClass)]
    yield path, said[0] if len(said) == 1 else None
    for model in _models_in(hint):
        hints = get_type_hints(model, include_extras=True)
        for name in model.model_fields:
            yield from _classes_below(f"{path}.{name}", hints[name])


def _models_in(hint: Any) -> Iterator[type[BaseModel]]:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield hint
    for inner in get_args(hint):
        yield from _models_in(inner)
