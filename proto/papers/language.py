"""The published language as its .proto files say it, prose included."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from google.protobuf.descriptor_pb2 import (
    DescriptorProto,
    EnumDescriptorProto,
    FieldDescriptorProto,
    FileDescriptorProto,
    FileDescriptorSet,
)
from somicis.shared.v1.field_pb2 import FieldRule
from somicis.shared.v1.field_pb2 import field as declared_rule

from proto.generate import HERE, compile_files

MESSAGES, ENUMS, PARTS = 4, 5, 2
"""Numbers by which a descriptor's source information leads to a message, an enum, and what either holds."""

Path_ = tuple[int, ...]


@dataclass(frozen=True)
class Value:
    """One value of an enum."""

    name: str
    number: int
    meaning: str


@dataclass(frozen=True)
class Enum:
    """A closed list of values."""

    full_name: str
    meaning: str
    values: Sequence[Value]


@dataclass(frozen=True)
class Field:
    """One field of a message; `type` is a scalar's name or the full name of a message or an enum."""

    name: str
    number: int
    type: str
    repeated: bool
    meaning: str
    rule: FieldRule


@dataclass(frozen=True)
class Message:
    """A message, its fields in the order of the file."""

    full_name: str
    meaning: str
    fields: Sequence[Field]


Type = Message | Enum


@dataclass(frozen=True)
class Language:
    """Every type of the published language."""

    files: Sequence[FileDescriptorProto]

    @cached_property
    def types(self) -> Mapping[str, Type]:
        """Messages and enums by full name."""
        return {each.full_name: each for file in self.files for each in _types_in(file)}

    def events(self, service: str) -> Sequence[Message]:
        """The public events of a service, in the order of its file; none when it has no file."""
        name = f"somicis/{service}/v1/events.proto"
        found = [each for file in self.files if file.name == name for each in _types_in(file)]
        return [each for each in found if isinstance(each, Message)]

    def used_by(self, message: Message) -> Sequence[Type]:
        """What a message is made of, directly or not, in the order in which it is met."""
        met: dict[str, Type] = {}
        self._meet(message, met)
        return list(met.values())

    def enum(self, full_name: str) -> Enum:
        """An enum by its name."""
        found = self.types[full_name]
        if not isinstance(found, Enum):
            raise TypeError(f"{full_name} is no enum.")
        return found

    def _meet(self, message: Message, met: dict[str, Type]) -> None:
        for field in message.fields:
            used = self.types.get(field.type)
            if used is not None and field.type not in met:
                met[field.type] = used
                if isinstance(used, Message):
                    self._meet(used, met)


def read() -> Language:
    """The language as proto/ says it now."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "language.binpb")
        compile_files(sorted(HERE.rglob("*.proto")), f"--descriptor_set_out={file}", "--include_source_info")
        return Language(FileDescriptorSet.FromString(file.read_bytes()).file)


def _types_in(file: FileDescriptorProto) -> Iterator[Type]:
    prose = _prose(file)
    for index, message in enumerate(file.message_type):
        yield _message(file.package, message, (MESSAGES, index), prose)
    for index, enum in enumerate(file.enum_type):
        yield _enum(file.package, enum, (ENUMS, index), prose)


def _prose(file: FileDescriptorProto) -> Mapping[Path_, str]:
    return {tuple(at.path): " ".join(at.leading_comments.split()) for at in file.source_code_info.location}


def _message(package: str, message: DescriptorProto, at: Path_, prose: Mapping[Path_, str]) -> Message:
    fields = [_field(field, prose[*at, PARTS, index]) for index, field in enumerate(message.field)]
    return Message(f"{package}.{message.name}", prose[at], fields)


def _field(field: FieldDescriptorProto, meaning: str) -> Field:
    scalar = FieldDescriptorProto.Type.Name(field.type).removeprefix("TYPE_").lower()
    repeated = field.label == FieldDescriptorProto.LABEL_REPEATED
    rule = field.options.Extensions[declared_rule]
    return Field(field.name, field.number, field.type_name.removeprefix(".") or scalar, repeated, meaning, rule)


def _enum(package: str, enum: EnumDescriptorProto, at: Path_, prose: Mapping[Path_, str]) -> Enum:
    values = [Value(v.name, v.number, prose[*at, PARTS, index]) for index, v in enumerate(enum.value)]
    return Enum(f"{package}.{enum.name}", prose[at], values)
