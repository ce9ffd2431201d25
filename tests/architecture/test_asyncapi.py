"""Tools of others read docs/asyncapi.yaml, so it is an AsyncAPI 3.0.0 document in every detail."""

from typing import Any

import pytest
import yaml

from tests.support.asyncapi import mistakes
from tests.support.checkout import ROOT


@pytest.fixture
def document() -> Any:
    """The document as a reader gets it."""
    return yaml.safe_load((ROOT / "docs/asyncapi.yaml").read_text("utf-8"))


def test_the_document_is_well_formed(document: Any) -> None:
    """Every reference leads somewhere, nothing required is missing, nothing is there that the specification lacks."""
    assert document["asyncapi"] == "3.0.0"
    assert document["components"]["messages"]
    assert mistakes(document) == []


def test_every_event_carries_its_own_schema(document: Any) -> None:
    """A reader needs no other file to decode the body."""
    events = [m for m in document["components"]["messages"].values() if m["name"].startswith("somicis.")]

    assert events
    for event in events:
        name = event["name"].rpartition(".")[2]
        assert event["payload"]["schemaFormat"] == "application/vnd.google.protobuf;version=3"
        assert f"message {name} {{" in event["payload"]["schema"]


def test_what_is_not_well_formed_is_named(document: Any) -> None:
    """The checks are seen to fail: a key that is missing, one too many, and a reference that leads nowhere."""
    del document["info"]["title"]
    document["operations"]["intakeSays"]["verb"] = "say"
    del document["components"]["messages"]["Heartbeat"]

    found = mistakes(document)

    assert "#/info: a info without title" in found
    assert "intakeSays: a operation has no verb" in found
    assert any("#/components/messages/Heartbeat leads nowhere" in told for told in found)
