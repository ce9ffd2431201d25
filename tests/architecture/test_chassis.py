"""The chassis carries and does not decide: no word of the field in it, and taking one part brings no other."""

import ast
import re

import pytest

from chassis.serving import Role
from tests.support.checkout import ROOT, sources

WORDS_OF_THE_FIELD = {
    "case",
    "catalogue",
    "contact",
    "desk",
    "indicator",
    "intake",
    "measure",
    "orientation",
    "referral",
    "reporting",
}
ROLES = {role.name for role in Role}
"""The words of the tokens: the chassis reads who somebody is, and services say what that one may."""
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def names(source: str) -> set[str]:
    """Every name a piece of Python gives or uses."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        for field in ("id", "attr", "name", "arg", "asname"):
            value = getattr(node, field, None)
            if isinstance(value, str):
                found.add(value)
    return found


def words_of_the_field(source: str) -> set[str]:
    """The names in which a word of the field occurs, alone or within, singular or plural."""
    return {
        name
        for name in names(source)
        if any(word.lower().removesuffix("s") in WORDS_OF_THE_FIELD for word in WORD.findall(name))
    }


def test_the_chassis_has_no_word_of_the_field() -> None:
    """What knows of cases or measures belongs to a service, or is said in the published language."""
    found = {
        str(path.relative_to(ROOT)): words
        for path in sources("chassis")
        if (words := words_of_the_field(path.read_text("utf-8")) - ROLES)
    }

    assert found == {}


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("def open_case(): ...", "open_case"),
        ("class ReferralSent: ...", "ReferralSent"),
        ("metrics.CONTACTS_TOTAL.inc()", "CONTACTS_TOTAL"),
        ("from x import y as desk_hours", "desk_hours"),
    ],
)
def test_a_word_of_the_field_is_found_within_a_name(source: str, word: str) -> None:
    """The guard is seen to fail."""
    assert words_of_the_field(source) == {word}


def test_a_python_keyword_is_not_a_word_of_the_field() -> None:
    """`match … case` is Python's."""
    assert words_of_the_field("match x:\n    case 1:\n        pass") == set()


def test_taking_one_part_of_the_chassis_brings_no_other() -> None:
    """A worker that takes the clock does not get grpc with it."""
    tree = ast.parse((ROOT / "chassis" / "__init__.py").read_text("utf-8"))

    assert [node for node in tree.body if not isinstance(node, ast.Expr)] == []
