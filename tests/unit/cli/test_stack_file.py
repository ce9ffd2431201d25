"""How a client finds the stack of its checkout, and who it may speak as."""

import json
from pathlib import Path
from typing import Any

import pytest

from apps.connection.identity import Organisation, Person, identity_of
from apps.connection.problems import IdentityUnknown, StackFileWrong, StackNotFound
from apps.connection.stack_file import Doors, Process, find_stack, read_stack
from tests.support.answering_stack import stack_file

SAID = stack_file({"organisations": 1, "people": 2})


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of the project with a stack called `embedded`."""
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "somicis"\n')
    written(tmp_path / "var" / "embedded" / "stack.json", SAID)
    return tmp_path


def written(path: Path, said: Any) -> Path:
    """A file with JSON in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(said))
    return path


def test_the_stack_of_the_checkout_is_found_from_any_folder_in_it(checkout: Path) -> None:
    """Who works in a checkout need not say which stack they mean."""
    deep = checkout / "services" / "intake"
    deep.mkdir(parents=True)

    stack = find_stack(start=deep)

    assert stack.ca == checkout / "var" / "embedded" / "certificates" / "ca.pem"
    assert stack.services["intake"] == Doors("127.0.0.1:1", "127.0.0.1:2")
    assert stack.processes[1] == Process("worker", "worker", tuple(stack.services), "http://127.0.0.1:2", None)


def test_another_projects_folder_on_the_way_is_passed_by(checkout: Path) -> None:
    """A pyproject.toml makes a project, not this one."""
    inside = checkout / "other"
    inside.mkdir()
    (inside / "pyproject.toml").write_text('[project]\nname = "other"\n')

    assert find_stack(start=inside).ca.is_relative_to(checkout / "var")


def test_another_stack_and_another_file_can_be_named(checkout: Path, tmp_path: Path) -> None:
    """A checkout may have several stacks, and a file may lie anywhere."""
    written(checkout / "var" / "demo" / "stack.json", {**SAID, "stack": "demo"})
    elsewhere = written(tmp_path / "elsewhere.json", {**SAID, "stack": "elsewhere"})

    assert find_stack("demo", start=checkout).name == "demo"
    assert find_stack("demo", elsewhere, start=checkout).name == "elsewhere"


def test_a_missing_stack_says_what_to_start(checkout: Path) -> None:
    """The most usual problem has the most useful sentence."""
    with pytest.raises(StackNotFound, match="make run"):
        find_stack("nobody", start=checkout)
    with pytest.raises(StackNotFound, match="make run STACK=production"):
        find_stack("production", start=checkout)


@pytest.mark.parametrize(
    "said",
    ["{", "[]", json.dumps({**SAID, "services": {"intake": {"people": "x"}}}), json.dumps({"stack": "x"})],
    ids=["no JSON", "no object", "a door is missing", "nearly everything is missing"],
)
def test_a_file_that_is_no_stacks_is_named(said: str, tmp_path: Path) -> None:
    """A spoilt file is told from a stack that was never started."""
    path = tmp_path / "stack.json"
    path.write_text(said)

    with pytest.raises(StackFileWrong, match=str(path)):
        read_stack(path)


def test_a_token_makes_a_person_and_a_certificate_an_organisation(tmp_path: Path) -> None:
    """The name says by which door one enters; who is unknown learns who is known."""
    stack = read_stack(written(tmp_path / "stack.json", SAID))
    for file in (
        "tokens/operator.jwt",
        "certificates/CPI_FERMO.pem",
        "certificates/CPI_FERMO.key",
        "certificates/ca.pem",
    ):
        written(tmp_path / file, "x")

    assert identity_of(stack) == Person("operator", tmp_path / "tokens" / "operator.jwt")
    assert isinstance(identity_of(stack, "CPI_FERMO"), Organisation)
    with pytest.raises(IdentityUnknown, match=r"It knows: operator, CPI_FERMO\.$"):
        identity_of(stack, "CCIAA_MARCHE")


@pytest.mark.parametrize("name", ["../tokens/operator", "ca", "", "operator.jwt"])
def test_a_name_leads_nowhere_else(name: str, tmp_path: Path) -> None:
    """A name is a name and no path; the authority and the server are nobody to speak as."""
    stack = read_stack(written(tmp_path / "stack.json", SAID))
    for file in ("tokens/operator.jwt", "certificates/ca.pem", "certificates/ca.key"):
        written(tmp_path / file, "x")

    with pytest.raises(IdentityUnknown):
        identity_of(stack, name)
