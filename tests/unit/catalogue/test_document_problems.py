"""What is wrong in a measure file is told by the field an editor wrote, in a sentence for people, once."""

import json
from typing import Any

import pytest

from services.catalogue.application.measure_files import read_text
from services.catalogue.domain.document_problems import DocumentInvalid
from tests.support.measures import A_TEXT, an_edition, written


def problems_of(**changes: Any) -> list[tuple[str, str]]:
    """The problems of a measure whose edition is otherwise, by their fields within it."""
    with pytest.raises(DocumentInvalid) as wrong:
        read_text(json.dumps(written(an_edition(**changes))))
    return [(each.field.removeprefix("editions.V1."), each.problem) for each in wrong.value.problems]


def a_rule(rule: Any) -> dict[str, Any]:
    """An edition's change: its only condition asks for this."""
    asked = {"id": "age", "about": "person", "text": A_TEXT, "require": rule, "fixable": "fixed"}
    return {"conditions": [asked]}


@pytest.mark.parametrize(
    ("rule", "path", "problem"),
    [
        ({"all": [{"fact": "person.sex", "is": 5}]}, "all.0.is", "takes true or false or a text (digits in quotes)"),
        ({"not": {"any": [{"exists": True}]}}, "not.any.0.fact", "must be given"),
        ({"all": [], "not": {}}, "all", "must not be empty"),
        ({"fact": "person.sex", "in": "F"}, "in", "takes a list or 'unknown'"),
        ({"fact": "person.sex", "in": [5]}, "in.0", "takes a text (digits in quotes)"),
        ({"fact": "person.sex", "in": None}, "in", "must not be null: write what it asks, or leave it out"),
        ({"fact": "enterprise.members", "at_least": []}, "at_least", "takes a number or a text (digits in quotes)"),
        (
            {"fact": "person.birth_date", "elapsed_at_least": {"days": 0}},
            "elapsed_at_least.days",
            "must be 1 or more",
        ),
        ({"fact": "person.residence.comune", "in_area": "fermoo"}, "in_area", 'There is no area "fermoo": perhaps'),
        ({"fact": "person.sexx", "is": "F"}, "fact", 'there is no fact "person.sexx"; do you mean person.sex?'),
        ({"fact": "xyz", "is": "F"}, "fact", 'there is no fact "xyz"'),
        (
            {"fact": "person.sex", "equals": "F"},
            "equals",
            "is no operator; of person.sex one asks is, in, not_in, exists",
        ),
        (
            {"all": [{"fact": "person.sex", "at_least": 3}]},
            "all.0.at_least",
            "means nothing for person.sex, of which one asks is, in, not_in, exists",
        ),
        ({"fact": "person.birth_date", "on_or_after": "2024-02-30"}, "on_or_after", "2024-02-30 is no day of the"),
        ("age", "", "takes a group of named fields"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_told_where_it_is_written(rule: Any, path: str, problem: str) -> None:
    """By the steps that stand in the file, so that its line is found; of what may be several things, at once."""
    found = problems_of(**a_rule(rule))

    assert found[0][0] == ".".join(filter(None, ("conditions.age.require", path)))
    assert found[0][1].startswith(problem)
    assert len(found) == (2 if path == "all" else 1)


def test_a_word_too_many_in_a_rule_is_told_by_itself() -> None:
    """Not by its neighbour, which decided what the rule is."""
    assert problems_of(**a_rule({"all": [{"fact": "person.sex", "is": "F"}], "not": {}})) == [
        ("conditions.age.require.not", "there is no field of this name")
    ]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": {"it": "a", "en": "b", "English": "c"}}, ("name.English", "a name here is a language in two small")),
        ({"parameters": {"Most": {}}}, ("parameters.Most", "a name here is a word in lower case")),
        ({"parameters": {"test": {"unit": "EUR"}}}, ("parameters.test.values", "must be given")),
        ({"site": "nowhere"}, ("site", "takes an address that begins with http")),
        ({"sensitive": "no"}, ("sensitive", "takes true or false")),
        ({"windows": "none"}, ("windows", "takes a list")),
        ({"checked_on": "2024-13-01"}, ("checked_on", "2024-13-01 is no day of the calendar")),
        ({"checked_on": "01/05/2024"}, ("checked_on", "takes a day as 2024-04-02")),
        ({"windows": [{"opens": "2025-06-31", "closes": None}]}, ("windows.0.opens", "2025-06-31 is no day of the")),
        ({"windows": [{"opens": "2025-06-31T10:00", "closes": None}]}, ("windows.0.opens", "2025-06-31 is no day")),
        ({"windows": [{"opens": "June", "closes": None}]}, ("windows.0.opens", 'must be a day ("2024-04-02")')),
        ({"rate_pct": -1}, ("rate_pct", "must be 0 or more")),
    ],
)
def test_what_has_another_shape_is_told_in_plain_words(changes: dict[str, Any], told: tuple[str, str]) -> None:
    """The library that finds it has words of its own, and nobody at a desk knows them."""
    field, problem = told

    assert problems_of(**changes)[0][0] == field
    assert problems_of(**changes)[0][1].startswith(problem)


@pytest.mark.parametrize(
    ("changes", "field", "meant"),
    [
        ({"repayment_month_max": 60}, "repayment_month_max", "repayment_months_max"),
        ({"windows": [{"opens": "2024-01-01", "closes": None, "notes": A_TEXT}]}, "windows.0.notes", "note"),
        (a_rule({"anny": []}), "conditions.age.require.anny", "any"),
        ({"unheard_of": 1}, "unheard_of", None),
    ],
)
def test_a_misspelt_field_is_told_with_the_one_perhaps_meant(
    changes: dict[str, Any], field: str, meant: str | None
) -> None:
    """Of those there are in its place; with none where none is like it."""
    said = "there is no field of this name" + (f"; do you mean {meant}?" if meant else "")

    assert (field, said) in problems_of(**changes)


@pytest.mark.parametrize("written_so", ["5", "[1]", "null", '"x"'])
def test_what_is_no_measure_at_all_is_told_of_the_whole(written_so: str) -> None:
    """A list, a number or nothing has no fields."""
    with pytest.raises(DocumentInvalid) as wrong:
        read_text(written_so)

    assert [(each.field, each.problem) for each in wrong.value.problems] == [
        ("document", "takes a group of named fields")
    ]


@pytest.mark.parametrize("half", ['{"id": "\\ud800"}', 'id: "\\ud800"', '{"\\ud800": 1}'])
def test_half_a_character_is_refused(half: str) -> None:
    """No message could carry it, not even one that says so."""
    with pytest.raises(DocumentInvalid) as wrong:
        read_text(half)

    assert [each.problem for each in wrong.value.problems] == [
        "it holds half a character: a surrogate without the other"
    ]


def test_a_character_no_text_may_hold_is_told_by_its_number() -> None:
    """A control character is not seen where it stands."""
    with pytest.raises(DocumentInvalid) as wrong:
        read_text("id: \x07")

    assert [each.problem for each in wrong.value.problems] == ["it holds a character that no text may hold: 0x0007"]


def test_the_line_of_a_deep_rule_is_its_own() -> None:
    """And not that of the condition around it."""
    rule = "{all: [\n{fact: person.sex,\nis: 5}]}"
    text = json.dumps(written(an_edition(**a_rule("RULE")))).replace('"RULE"', rule)

    with pytest.raises(DocumentInvalid) as wrong:
        read_text(text)

    assert [(each.field.rpartition(".")[2], each.line) for each in wrong.value.problems] == [("is", 3)]
