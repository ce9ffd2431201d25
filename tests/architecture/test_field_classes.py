"""Of every field it is said what it may hold, and no event tells who somebody is."""

from datetime import date
from typing import Annotated

import pytest
from google.protobuf import descriptor_pb2, descriptor_pool
from google.protobuf.descriptor import Descriptor
from pydantic import BaseModel
from somicis.shared.v1 import field_pb2

from chassis.modelling import FieldClass, Operational, Root, Statistical
from tests.support.field_classes import class_of, classes_in, messages_of, published_files, reached_from
from tests.support.stored_events import services, stored_events

PERSONAL = field_pb2.FIELD_CLASS_PERSONAL


def unclassed(message: Descriptor) -> list[str]:
    """The fields of a message that say nothing of themselves."""
    return [field.full_name for field in message.fields if class_of(field) == field_pb2.FIELD_CLASS_UNSPECIFIED]


def personal(event: Descriptor) -> list[str]:
    """The fields in which an event would tell who somebody is, however deep."""
    return [f.full_name for message in reached_from(event) for f in message.fields if class_of(f) == PERSONAL]


def unclassed_in_log(event: type[Root.Event]) -> list[str]:
    """The paths of a stored event of which nothing is said."""
    return [path for path, said in classes_in(event) if said is None]


def personal_in_log(event: type[Root.Event]) -> list[str]:
    """The paths of a stored event that would tell who somebody is."""
    return [path for path, said in classes_in(event) if said is FieldClass.PERSONAL]


def test_every_field_of_the_published_language_has_its_class() -> None:
    """Of requests, answers and events alike: what is not classed has no rule to be held to."""
    files = published_files()

    assert {file.package for file in files} >= {f"somicis.{service}.v1" for service in services()}
    assert [name for file in files for message in messages_of(file) for name in unclassed(message)] == []


def test_no_event_that_leaves_a_service_tells_who_somebody_is() -> None:
    """No personal data crosses the broker."""
    files = [file for file in published_files() if file.name.endswith("/events.proto")]

    assert files
    assert [name for file in files for message in messages_of(file) for name in personal(message)] == []


@pytest.mark.parametrize("service", services())
def test_every_field_that_is_stored_has_its_class(service: str) -> None:
    """Within the models an event holds, too."""
    found = {name: unclassed_in_log(event) for name, event in stored_events(service).items()}

    assert {name: paths for name, paths in found.items() if paths} == {}


@pytest.mark.parametrize("service", services())
def test_nothing_that_is_stored_tells_who_somebody_is(service: str) -> None:
    """A log keeps everything for ever: what is once in it unsealed can never be shredded."""
    found = {name: personal_in_log(event) for name, event in stored_events(service).items()}

    assert {name: paths for name, paths in found.items() if paths} == {}


def a_message(field_class: int) -> Descriptor:
    """A message that holds itself and one in which a field is of this class, or of none."""
    file = descriptor_pb2.FileDescriptorProto(name=f"a_message_{field_class}.proto", package="test")
    inner = file.message_type.add(name="Inner")
    inner.field.add(name="value", number=1, type="TYPE_STRING", label="LABEL_OPTIONAL")
    if field_class:
        inner.field[0].options.Extensions[field_pb2.field].field_class = field_pb2.FieldClass.ValueType(field_class)
    outer = file.message_type.add(name="Outer")
    for number, name in enumerate(("Inner", "Outer"), 1):
        field = outer.field.add(name=name.lower(), number=number, type="TYPE_MESSAGE", type_name=f".test.{name}")
        field.options.Extensions[field_pb2.field].field_class = field_pb2.FIELD_CLASS_OPERATIONAL
    pool = descriptor_pool.DescriptorPool()
    pool.AddSerializedFile(file.SerializeToString())
    found: Descriptor = pool.FindMessageTypeByName("test.Outer")
    return found


def test_a_field_without_a_class_is_noticed() -> None:
    """The guard is seen to fail."""
    assert [name for message in reached_from(a_message(0)) for name in unclassed(message)] == ["test.Inner.value"]


def test_a_personal_field_is_noticed_in_what_an_event_holds() -> None:
    """The guard is seen to fail, and a statistical one passes."""
    assert personal(a_message(PERSONAL)) == ["test.Inner.value"]
    assert personal(a_message(field_pb2.FIELD_CLASS_STATISTICAL)) == []


class Visitor(BaseModel):
    """Who came."""

    name: Annotated[str, FieldClass.PERSONAL]
    nickname: str
    sex: Statistical[str]


class Visit(Root):
    """An aggregate nobody should write."""

    class Begun(Root.Created):
        visitors: Operational[tuple[Visitor | None, ...]]
        note: str

    def __init__(self, occurred_on: date) -> None:
        self.begun_on = occurred_on


def test_a_stored_field_without_a_class_is_noticed_however_deep() -> None:
    """The guard is seen to fail."""
    assert unclassed_in_log(Visit.Begun) == ["visitors.nickname", "note"]


def test_a_stored_personal_field_is_noticed_however_deep() -> None:
    """The guard is seen to fail."""
    assert personal_in_log(Visit.Begun) == ["visitors.name"]
