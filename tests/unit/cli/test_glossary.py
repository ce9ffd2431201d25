"""The glossary is true: what it says is in code, is there."""

import re
from importlib import import_module
from typing import Any

from apps.cli.texts import Texts
from tests.support.checkout import ROOT

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
PUBLISHED = re.compile(r"`((?:shared|intake|catalogue|referral|reporting)\.v1\.[\w.]+)`")
MODULES = re.compile(r"`(services\.[\w.]+)`")
ROLES = re.compile(r"role `(\w+)`")


def published_names() -> set[str]:
    """Every message with its fields, every enum with its values, every service with its methods."""
    names: set[str] = set()
    for path in sorted((ROOT / "proto").rglob("*.proto")):
        module = ".".join(path.relative_to(ROOT / "proto").with_suffix("").parts)
        names |= names_in(import_module(f"{module}_pb2").DESCRIPTOR)
    return {name.removeprefix("somicis.") for name in names}


def names_in(file: Any) -> set[str]:
    """What one file of the published language declares, by full name."""
    names = {f"{file.package}.{value.name}" for enum in file.enum_types_by_name.values() for value in enum.values}
    names |= {enum.full_name for enum in file.enum_types_by_name.values()}
    for message in file.message_types_by_name.values():
        names |= {message.full_name, *(f"{message.full_name}.{field.name}" for field in message.fields)}
    for service in file.services_by_name.values():
        names |= {service.full_name, *(f"{service.full_name}.{method.name}" for method in service.methods)}
    return names


def test_every_word_leads_to_something_published() -> None:
    """A word whose name in code is gone misleads whoever looks it up."""
    said = set(PUBLISHED.findall(GLOSSARY))

    assert len(said) > 50
    assert said <= published_names()


def test_every_module_named_is_there() -> None:
    """A word may live inside a service only; then its module is named."""
    said = set(MODULES.findall(GLOSSARY))

    assert said
    for module in said:
        assert (ROOT / f"{module.replace('.', '/')}.py").is_file(), module


def test_every_role_is_one_that_people_read_of() -> None:
    """The roles of the glossary are those of the program's own texts."""
    assert set(ROLES.findall(GLOSSARY)) <= Texts("it").entries("roles").keys()


def test_the_traps_are_all_told() -> None:
    """The words that mean two things are why there is a glossary."""
    traps = GLOSSARY.split("## The desk", maxsplit=1)[0]

    for word in ("sportello", "destinatario", "accordo", "apertura", "partner"):
        assert len(re.findall(rf"^\| \*\*{word}\*\* \(\d\)", traps, re.MULTILINE)) >= 2
