"""docs/asyncapi.yaml: what services say to one another as an AsyncAPI 3 document, for tools and for other languages."""

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from chassis.transport.rabbit import PERSISTENT
from chassis.transport.topology import SAID_UNDER, Topology, control_of, events_of
from proto.papers.headers import Header, headers_of
from proto.papers.language import Language, Message
from proto.papers.proto_text import proto_text, short

Node = dict[str, Any]

HEAD = "# Made by `make contracts` from proto/, chassis/ and stacks/topology.py; never edited.\n"
PROTOBUF = "application/vnd.google.protobuf;version=3"
AMQP = "0.3.0"
"""The version of the AMQP binding."""
PLUMBING = {"heartbeat": "Heartbeat", "replayed": "Replayed", "replay request": "ReplayRequest"}
"""Kind of message that is no event → its name in the document."""


def asyncapi(language: Language, topology: Topology) -> str:
    """The whole document, in YAML."""
    said = {s: events for s in topology.services() if (events := language.events(s))}
    document = {
        "asyncapi": "3.0.0",
        "info": _info(),
        "defaultContentType": "application/protobuf",
        "channels": {name: channel for s, events in said.items() for name, channel in _channels(s, events).items()},
        "operations": {name: it for s, events in said.items() for name, it in _operations(s, events).items()},
        "components": {"messages": _messages(said, language)},
    }
    return HEAD + yaml.dump(document, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=120)


class _Plain(yaml.SafeDumper):
    """Prose of several lines as it is read; and no anchors, which not every reader of YAML follows."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Plain.add_representer(str, _text)


def _info() -> Node:
    return {
        "title": "Public events of Somicis",
        "version": "1",
        "description": "What the services say to one another over an AMQP 0-9-1 broker, whose address is the "
        "installation's own. How to listen without missing anything is told in events.md.",
        "license": {"name": "EUPL-1.2"},
    }


def _channels(service: str, events: Sequence[Message]) -> Node:
    messages = [*map(_name, events), "Heartbeat", "Replayed"]
    exchange = {"name": events_of(service), "type": "topic", "durable": True, "autoDelete": False}
    queue = {"name": control_of(service), "durable": True, "exclusive": False, "autoDelete": False}
    return {
        _events(service): {
            "address": SAID_UNDER,
            "description": f"All that {service} says; the end of a replay comes into the asker's own queue alone.",
            "messages": {name: _ref("components", "messages", name) for name in messages},
            "bindings": {"amqp": {"is": "routingKey", "exchange": exchange, "bindingVersion": AMQP}},
        },
        _control(service): {
            "address": control_of(service),
            "description": f"Where {service} is asked to say something again.",
            "messages": {"ReplayRequest": _ref("components", "messages", "ReplayRequest")},
            "bindings": {"amqp": {"is": "queue", "queue": queue, "bindingVersion": AMQP}},
        },
    }


def _operations(service: str, events: Sequence[Message]) -> Node:
    said = [*map(_name, events), "Heartbeat", "Replayed"]
    return {
        f"{service}Says": _operation("send", _events(service), said, f"{service} says what happened."),
        f"{service}IsAsked": _operation(
            "receive", _control(service), ["ReplayRequest"], f"{service} hears what somebody has missed."
        ),
    }


def _operation(action: str, channel: str, messages: Sequence[str], summary: str) -> Node:
    sending = {"bindings": {"amqp": {"deliveryMode": PERSISTENT, "mandatory": True, "bindingVersion": AMQP}}}
    return {
        "action": action,
        "channel": _ref("channels", channel),
        "summary": summary,
        **(sending if action == "send" else {}),
        "messages": [_ref("channels", channel, "messages", name) for name in messages],
    }


def _messages(said: Mapping[str, Sequence[Message]], language: Language) -> Node:
    events = {_name(event): _event(event, language) for told in said.values() for event in told}
    if len(events) < sum(map(len, said.values())):
        raise ValueError("Two public events have the same name in the document.")
    return events | {name: _plumbing(kind, name) for kind, name in PLUMBING.items()}


def _event(event: Message, language: Language) -> Node:
    fixed = {"type": event.full_name, "source": f"/somicis/{event.full_name.split('.')[1]}"}
    return {
        "name": event.full_name,
        "summary": event.meaning,
        "contentType": "application/protobuf",
        "headers": _headers("event", fixed),
        "payload": {"schemaFormat": PROTOBUF, "schema": proto_text(event, language)},
    }


def _plumbing(kind: str, name: str) -> Node:
    return {
        "name": name,
        "summary": f"The {kind}; its body is empty.",
        "contentType": "application/protobuf",
        "headers": _headers(kind, {}),
    }


def _headers(kind: str, fixed: Mapping[str, str]) -> Node:
    found = headers_of(kind)
    return {
        "type": "object",
        "required": [header.name for header in found],
        "properties": {header.name: _header(header, fixed) for header in found},
    }


def _header(header: Header, fixed: Mapping[str, str]) -> Node:
    told = {"type": "string", "description": header.meaning}
    if header.same or header.attribute in fixed:
        return {**told, "const": fixed.get(header.attribute, header.example)}
    return {**told, "examples": [header.example]}


def _name(event: Message) -> str:
    return f"{event.full_name.split('.')[1]}.{short(event.full_name)}"


def _events(service: str) -> str:
    return f"{service}Events"


def _control(service: str) -> str:
    return f"{service}Control"


def _ref(*path: str) -> Node:
    return {"$ref": "#/" + "/".join(path)}
