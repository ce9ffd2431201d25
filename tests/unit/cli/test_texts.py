"""Everything a person reads is there in both languages, says the same and leaves nothing untold."""

import ast
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from string import Formatter
from typing import Any

import pytest
from google.protobuf.descriptor import FieldDescriptor

from apps.cli.texts import LANGUAGES, Texts
from chassis.serving import Role
from tests.support.answering_stack import METHODS
from tests.support.checkout import ROOT, sources

ITALIAN, ENGLISH = Texts("it"), Texts("en")
FROM_THE_EDGE = {"INTERNAL", "INVALID_FIELD"}
"""Reasons of answers that are no refusal by a rule."""
GROUNDS = {"Ground"}
"""Codes that stand in facts of refusals and in no message."""


def leaves(entry: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text with its place."""
    if isinstance(entry, Mapping):
        for key, inside in entry.items():
            yield from leaves(inside, (*path, key))
    else:
        yield path, entry


def facts_of(text: str) -> set[str]:
    """The names of the facts in a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def refusals() -> Iterator[tuple[str, set[str]]]:
    """Reason and facts of every refusal written in a service or in the chassis."""
    for path in sources("services", "chassis"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                said = {target: text for one in node.body for target, text in assigned(one)}
                if {"reason", "message"} <= said.keys():
                    yield said["reason"], facts_of(said["message"])


def assigned(node: ast.stmt) -> Iterator[tuple[str, str]]:
    """The name and the text of an assignment of a text."""
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        for target in node.targets:
            if isinstance(target, ast.Name):
                yield target.id, node.value.value


def enums() -> dict[str, list[str]]:
    """Every enum of the published language with the codes of its values."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "proto").rglob("*.proto")):
        name = str(path.relative_to(ROOT / "proto").with_suffix("")).replace("/", ".")
        for enum in import_module(f"{name}_pb2").DESCRIPTOR.enum_types_by_name.values():
            prefix = enum.values[0].name.removesuffix("UNSPECIFIED")
            assert enum.name not in found, f"two enums are called {enum.name}"
            found[enum.name] = [value.name.removeprefix(prefix).lower() for value in enum.values]
    return found


def request_fields() -> set[str]:
    """The names of all fields a service can find wrong."""
    names: set[str] = set()

    def collect(message: Any) -> None:
        for field in message.fields:
            names.add(field.name)
            if field.type == FieldDescriptor.TYPE_MESSAGE:
                collect(field.message_type)

    for full_name, method in METHODS.items():
        if full_name.startswith("/somicis."):
            collect(method.input_type)
    return names


def test_both_languages_have_the_same_texts() -> None:
    """What can be said in one can be said in the other, in the same order, so that they are read side by side."""
    italian, english = (dict(leaves(texts.entries())) for texts in (ITALIAN, ENGLISH))

    assert list(italian) == list(english)
    assert all([*italian.values(), *english.values()])


def test_both_languages_tell_the_same_facts() -> None:
    """A translation that drops a fact tells less."""
    italian, english = (dict(leaves(texts.entries())) for texts in (ITALIAN, ENGLISH))

    assert {place: facts_of(text) for place, text in italian.items()} == {
        place: facts_of(text) for place, text in english.items()
    }


def test_every_refusal_is_told_with_its_facts() -> None:
    """A new rule cannot reach an operator as an English code.

    Where two services refuse for one reason, the sentence tells the facts both know.
    """
    found: dict[str, set[str]] = {}
    for reason, facts in refusals():
        found[reason] = found.get(reason, facts) & facts
    told = {reason: facts_of(text) for reason, text in ITALIAN.entries("refusals").items()}

    assert {"STALE_VERSION", "CASE_CLOSED", "ROLE_MAY_NOT_CALL"} <= found.keys()
    assert told.keys() - FROM_THE_EDGE == found.keys()
    assert {reason: told[reason] for reason in found} == found


def test_every_role_has_its_words_and_how_to_speak_as_it() -> None:
    """A new role cannot reach an operator as an English code."""
    assert {role.value for role in Role} == ITALIAN.entries("speakers").keys()


def test_every_code_of_the_published_language_has_its_words() -> None:
    """A new value of an enum cannot reach an operator as an English code."""
    told = {name: list(codes) for name, codes in ITALIAN.entries("enums").items() if name not in GROUNDS}

    assert {name: set(codes) for name, codes in told.items()} == {name: set(codes) for name, codes in enums().items()}


def test_every_stored_event_has_its_words() -> None:
    """A history shows no event by a name only programmers read."""
    stored = {
        name
        for service in ("intake", "catalogue", "referral")
        for name in import_module(f"services.{service}.application.stored_names").STORED_NAMES
        if "." in name
    }

    assert set(ITALIAN.entries("events")) == stored


def test_every_field_a_service_can_find_wrong_has_a_label() -> None:
    """Who is told what is wrong is told where."""
    assert request_fields() <= ITALIAN.entries("labels").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_the_program_asks_for_is_there(language: str) -> None:
    """A place that is spelled out in the code exists; a missing text would be found by an operator."""
    texts = Texts(language)

    for place in places():
        assert texts.find(*place) is not None, place


def places() -> Iterator[tuple[str, ...]]:
    """Places of texts as the code spells them, and the codes of what the connection can find."""
    for path in sources("apps"):
        source = path.read_text("utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "say":
                words = [str(one.value) for one in node.args if isinstance(one, ast.Constant)]
                if len(words) == len(node.args):
                    yield tuple(words)
        for section, pattern in (
            ("unfinished", r'Unfinished\("(\w+)"'),
            ("troubles", r'Trouble\("(\w+)"'),
            ("mistakes", r'Mistake\("(\w+)"'),
            ("problems", r'^    code = "(\w+)"'),
        ):
            yield from ((section, code) for code in re.findall(pattern, source, re.MULTILINE))


def test_facts_are_read_as_the_sentence_says() -> None:
    """Days, codes, roles and fields reach a person as words; what nobody gave stays visible."""
    said = ITALIAN.say(
        "refusals", "OUTCOME_NOT_SUPPORTED", outcome="funded", needed="measure_proposed", shown="nothing"
    )
    stale = ITALIAN.say("refusals", "STALE_VERSION", expected=1, actual=2)

    assert said.startswith("L'esito «finanziato» richiede: misura proposta. Il caso mostra: nulla.")
    assert "{changed}" in stale
    assert "31/12/2023" in ITALIAN.say("refusals", "OCCURRED_IN_THE_FUTURE", today="2023-12-31")
    assert ITALIAN.say(
        "refusals", "LEVEL_OR_KIND_CHANGED", field="level", measure="M", was="national", asked="local"
    ) == ("Livello di M è nazionale, non locale: registra una misura a sé.")
