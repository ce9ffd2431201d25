"""What an AsyncAPI 3.0.0 document must be, for the objects ours is made of; PyPI has no validator to rely on."""

from collections.abc import Iterator, Mapping
from typing import Any

Node = Any

OBJECTS: Mapping[str, tuple[set[str], set[str]]] = {
    "document": (
        {"asyncapi", "info"},
        {"id", "servers", "defaultContentType", "channels", "operations", "components"},
    ),
    "info": (
        {"title", "version"},
        {"description", "termsOfService", "contact", "license", "tags", "externalDocs"},
    ),
    "license": ({"name"}, {"url"}),
    "channel": (
        set(),
        {"address", "messages", "title", "summary", "description", "servers", "parameters", "tags", "bindings"},
    ),
    "operation": (
        {"action", "channel"},
        {"title", "summary", "description", "security", "tags", "bindings", "traits", "messages", "reply"},
    ),
    "message": (
        set(),
        {"headers", "payload", "correlationId", "contentType", "name", "title", "summary", "description", "bindings"},
    ),
    "multi format schema": ({"schemaFormat", "schema"}, set()),
    "amqp channel": ({"is"}, {"exchange", "queue", "bindingVersion"}),
    "amqp exchange": (set(), {"name", "type", "durable", "autoDelete", "vhost"}),
    "amqp queue": (set(), {"name", "durable", "exclusive", "autoDelete", "vhost"}),
    "amqp operation": (
        set(),
        {"expiration", "userId", "cc", "priority", "deliveryMode", "mandatory", "bcc", "timestamp", "ack"}
        | {"bindingVersion"},
    ),
    "headers": ({"type", "properties"}, {"required"}),
    "header": ({"type"}, {"description", "const", "examples"}),
}
"""Object of the specification → the keys it must have, and those it may."""


def mistakes(document: Node) -> list[str]:
    """What is wrong with a document, each with the place; nothing when it is well formed."""
    wrong_keys = [told for kind, at, node in _objects(document) for told in _keys(kind, at, node)]
    dangling = [f"{at}: {ref} leads nowhere" for at, ref in _refs(document, "#") if _at(document, ref) is None]
    return [*wrong_keys, *dangling, *_astray(document)]


def _keys(kind: str, at: str, node: Node) -> Iterator[str]:
    required, allowed = OBJECTS[kind]
    yield from (f"{at}: a {kind} without {key}" for key in sorted(required - node.keys()))
    yield from (f"{at}: a {kind} has no {key}" for key in sorted(node.keys() - required - allowed))


def _objects(document: Node) -> Iterator[tuple[str, str, Node]]:
    yield "document", "#", document
    yield "info", "#/info", document.get("info", {})
    yield "license", "#/info", document.get("info", {}).get("license", {})
    for name, channel in document["channels"].items():
        binding = channel["bindings"]["amqp"]
        yield "channel", name, channel
        yield "amqp channel", name, binding
        yield from ((f"amqp {part}", name, binding[part]) for part in ("exchange", "queue") if part in binding)
    for name, operation in document["operations"].items():
        yield "operation", name, operation
        yield "amqp operation", name, operation.get("bindings", {}).get("amqp", {})
    for name, message in document["components"]["messages"].items():
        yield from _message(name, message)


def _message(name: str, message: Node) -> Iterator[tuple[str, str, Node]]:
    yield "message", name, message
    yield "headers", name, message["headers"]
    yield from (("header", f"{name}/{key}", header) for key, header in message["headers"]["properties"].items())
    if "payload" in message:
        yield "multi format schema", name, message["payload"]


def _refs(node: Node, at: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield at, node["$ref"]
        for key, value in node.items():
            yield from _refs(value, f"{at}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _refs(value, f"{at}/{index}")


def _at(document: Node, ref: str) -> Node | None:
    found = document
    for step in ref.removeprefix("#/").split("/"):
        found = found.get(step) if isinstance(found, dict) else None
    return found


def _astray(document: Node) -> Iterator[str]:
    """An operation takes its messages from its own channel, and only sends or receives."""
    for name, operation in document["operations"].items():
        if operation.get("action") not in {"send", "receive"}:
            yield f"{name}: {operation.get('action')} is no action"
        own = operation.get("channel", {}).get("$ref", "") + "/messages/"
        yield from (f"{name}: {m['$ref']} is not of its channel" for m in operation["messages"] if own not in m["$ref"])
