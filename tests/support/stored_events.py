"""What every service stores: its event names, the fields of each, and how these lie in JSON.

`make stored-events` writes it all to tests/architecture/stored_events.yaml, which is reviewed.
"""

import json
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, create_model

from chassis.modelling import Root
from chassis.store.mapper import own_fields
from services.catalogue.domain.edition import Edition
from tests.support.checkout import ROOT

PINNED = ROOT / "tests" / "architecture" / "stored_events.yaml"
HEADER = """\
# What is stored, for ever: service → event → field → JSON type. Written by `make stored-events`, read by reviewers.
# An event may be added. One that is in somebody's log keeps its name, and changes its fields only with a new
# class_version and an upcaster that is tested.
"""

DOCUMENTS: Mapping[str, Mapping[str, type[BaseModel]]] = {"catalogue": {"content of an edition": Edition}}
"""Models whose plain data an event holds, so that its own fields do not show them."""
TOLD_ELSEWHERE = frozenset({"$ref", "$defs", "title", "description", "default"})

Schema = Mapping[str, Any]
Leaves = Sequence[tuple[str, str]]
Pins = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""Service → event name → path of a field → its JSON type."""


def services() -> list[str]:
    """Everything that is composed to run, by its folder."""
    return sorted(path.parent.name for path in (ROOT / "services").glob("*/composition.py"))


def stored_names(service: str) -> Mapping[str, type]:
    """The names a service's log is written and read with."""
    names: Mapping[str, type] = import_module(f"services.{service}.composition").STORED_NAMES
    return names


def stored_events(service: str) -> dict[str, type[Root.Event]]:
    """The named events of a service, without the aggregates they belong to."""
    return {name: kind for name, kind in stored_names(service).items() if issubclass(kind, Root.Event)}


def aggregates(service: str) -> list[type[Root]]:
    """Every aggregate a service's domain has, named or not."""
    package = import_module(f"services.{service}.domain")
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        import_module(module.name)
    return [kind for kind in Root.__subclasses__() if kind.__module__.startswith(f"{package.__name__}.")]


def events_of(aggregate: type[Root]) -> list[type[Root.Event]]:
    """The facts an aggregate can record; `Event` and `Created` are what they are made from."""
    return [
        kind
        for name, kind in vars(aggregate).items()
        if isinstance(kind, type) and issubclass(kind, Root.Event) and name not in {"Event", "Created"}
    ]


def pins_now() -> Pins:
    """What the code stores now."""
    return {service: dict(sorted(_pins(service))) for service in services()}


def pins_on_file() -> Pins:
    """What was reviewed."""
    pins: Pins = yaml.safe_load(PINNED.read_text("utf-8"))
    return pins


def shape_of(kind: type[Root.Event]) -> dict[str, Any]:
    """The fields of an event by their paths.

    `a.b` lies in an object, `a[]` in a list, `a{}` under any name; `a?` may be absent.
    """
    held: dict[str, Any] = {name: (hint, ...) for name, hint in own_fields(kind).items()}
    shape = _shape_of_model(create_model(kind.__name__, **held))
    version = getattr(kind, "class_version", 1)
    return shape if version == 1 else {"class_version": version, **shape}


def differences(pinned: Pins, now: Pins) -> list[str]:
    """Every way in which what is stored is not what was reviewed, a sentence each."""
    was, is_now = _lines(pinned), _lines(now)
    gone = [f"{where} is gone" for where in was if where not in is_now]
    new = [f"{where} is not pinned" for where in is_now if where not in was]
    changed = [
        f"{where} was {was[where]} and is {is_now[where]}"
        for where in was
        if where in is_now and was[where] != is_now[where]
    ]
    return [*gone, *changed, *new]


def write(path: Path = PINNED) -> None:
    """Accept what the code stores now."""
    text = yaml.safe_dump(pins_now(), sort_keys=False, allow_unicode=True, width=1000)
    path.write_text(HEADER + text, "utf-8")


def _pins(service: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, kind in stored_events(service).items():
        yield name, shape_of(kind)
    for name, model in DOCUMENTS.get(service, {}).items():
        yield name, _shape_of_model(model)


def _shape_of_model(model: type[BaseModel]) -> dict[str, Any]:
    # As it is read, not as it is written: what may be absent must stay so.
    schema = model.model_json_schema(mode="validation")
    return dict(sorted(_fields(schema, schema.get("$defs", {}), "")))


def _lines(pins: Pins) -> dict[str, Any]:
    return {
        f"{service} {event} {field}": kind
        for service, events in pins.items()
        for event, fields in events.items()
        for field, kind in fields.items()
    }


def _fields(schema: Schema, defs: Schema, path: str) -> Iterator[tuple[str, str]]:
    """The leaves below a piece of JSON schema, each with its type in words."""
    schema = _resolved(schema, defs)
    if "anyOf" in schema:
        yield from _any_of([list(_fields(each, defs, path)) for each in schema["anyOf"]], path)
        return
    inside = list(_inside(schema, path))
    for place, below in inside:
        yield from _fields(below, defs, place)
    if not inside:
        yield path, _word(schema)


def _any_of(options: Sequence[Leaves], path: str) -> Leaves:
    """The options in one line, and below it the fields of those that are lists or objects."""
    words = [leaves[0][1] if [place for place, _ in leaves] == [path] else "fields" for leaves in options]
    return [(path, " | ".join(words)), *(leaf for leaves in options for leaf in leaves if leaf[0] != path)]


def _inside(schema: Schema, path: str) -> Iterator[tuple[str, Schema]]:
    required = schema.get("required", ())
    for name, below in schema.get("properties", {}).items():
        yield f"{path}.{name}".removeprefix(".") + ("" if name in required else "?"), below
    for number, below in enumerate(schema.get("prefixItems", ())):
        yield f"{path}[{number}]", below
    if isinstance(schema.get("items"), Mapping):
        yield f"{path}[]", schema["items"]
    for below in (schema.get("additionalProperties"), *schema.get("patternProperties", {}).values()):
        if isinstance(below, Mapping):
            yield f"{path}{{}}", below


def _resolved(schema: Schema, defs: Schema) -> Schema:
    if "$ref" in schema:
        schema = {**_resolved(defs[schema["$ref"].rpartition("/")[2]], defs), **schema}
    return {key: value for key, value in schema.items() if key not in TOLD_ELSEWHERE}


def _word(schema: Schema) -> str:
    """The type of a leaf; whatever else its schema demands is told too, for it decides what can be read."""
    rest = dict(schema)
    kind = rest.pop("type", "anything")
    if "enum" in rest:
        kind = " | ".join(map(str, rest.pop("enum")))
    kind = rest.pop("const", rest.pop("format", kind))
    if rest.get("additionalProperties") is True:
        rest.pop("additionalProperties")
    return " ".join([str(kind), *(f"{key}={json.dumps(value, sort_keys=True)}" for key, value in sorted(rest.items()))])


if __name__ == "__main__":
    write()
