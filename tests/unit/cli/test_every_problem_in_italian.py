"""Whatever the catalogue can say of what is typed is found where it is written, and each of it has its Italian."""

import ast
import importlib
import inspect
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from apps.cli.texts import Texts
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.shape_words import SHAPES, TAKEN, taken, told
from tests.support.checkout import ROOT, sources

ITALIAN = Texts("it")
AT: dict[str, int] = {"ValueError": 0, "Problem": 1, "InvalidField": 1}
"""Where the sentence stands among the arguments of what tells of a problem."""
TOLD_ON = {"str(refusal)", "str(problem)", "str(unknown)", "each.problem", "said"}
"""What hands on a sentence that is written elsewhere, and found there."""
WRITTEN_APART = {"_told", "_unknown_name", "_no_record"}
"""Functions whose answers are sentences."""
ERRORS_OF_SHAPES: dict[str, tuple[str, ...]] = {
    "str": ("string_type", "string_unicode"),
    "int": ("int_type", "int_parsing", "int_parsing_size", "int_from_float"),
    "float": ("float_type", "float_parsing", "finite_number"),
    "bool": ("bool_type", "bool_parsing"),
    "date": ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"),
    "model": ("model_type", "model_attributes_type", "extra_forbidden", "invalid_key"),
    "model-field": ("missing",),
    "dict": ("dict_type",),
    "tuple": ("tuple_type",),
    "list": ("list_type",),
    "literal": ("literal_error",),
    "enum": ("enum",),
    # A moment is read by our own function, whose sentence comes first: what follows is given days and moments only.
    "datetime": (),
}
"""What the library can find wrong in each kind of shape that a measure's document is made of."""
HARMLESS = (
    {"any", "nullable", "union", "tagged-union", "default", "definitions", "definition-ref", "model-fields"}
    | {f"function-{when}" for when in ("before", "after")}
    | {"no-info"}
)
"""Shapes that only hold others, or speak through a ValueError of ours."""
BOUNDS = {"ge": "greater_than_equal", "le": "less_than_equal", "min_length": "string_too_short"}


def sentences_of(path: Path) -> Iterator[str]:
    """Every sentence of a module that says what is wrong, with a 0 for what is put into it."""
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name in WRITTEN_APART:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Return) and inner.value:
                    yield from texts_in(inner.value, module)
        elif isinstance(node, ast.Call):
            yield from told_by(node, module)


def told_by(call: ast.Call, module: ModuleType) -> Iterator[str]:
    """The sentences of what a call makes, if it makes a problem."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    given = [each.value for each in call.keywords if name == "MarkedYAMLError" and each.arg == "problem"]
    if name in AT and len(call.args) > AT[name]:
        given.append(call.args[AT[name]])
    for argument in given:
        found = list(texts_in(argument, module))
        elsewhere = ast.unparse(argument) in TOLD_ON or ast.unparse(argument).partition("(")[0] in WRITTEN_APART
        assert found or elsewhere, f"{module.__name__}:{call.lineno}: nobody sees what {ast.unparse(argument)} says"
        yield from found


def texts_in(node: ast.expr, module: ModuleType) -> Iterator[str]:
    """What an expression can say: a text, one of two, or two put together."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=values):
            yield "".join(piece(each, module) for each in values)
        case ast.IfExp(body=body, orelse=orelse):
            yield from texts_in(body, module)
            yield from texts_in(orelse, module)
        case ast.BinOp(left=left, right=right):
            for first in texts_in(left, module):
                yield from (first + then for then in texts_in(right, module))


def piece(node: ast.expr, module: ModuleType) -> str:
    """A piece of a text as it will be read: what the module calls by a name in capitals stands as it is."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    assert isinstance(node, ast.FormattedValue)
    named = isinstance(node.value, ast.Name) and node.value.id.isupper()
    return str(getattr(module, node.value.id)) if named and isinstance(node.value, ast.Name) else "0"


def is_english(sentence: str) -> bool:
    """Whether an operator would read it as it is: the name of a field before it aside."""
    field, colon, rest = sentence.partition(": ")
    said = rest if colon and " " not in field else sentence
    return bool(re.search("[a-z]{2}", said)) and ITALIAN.field_problem(said) == said


def shapes_in(schema: Any) -> Iterator[dict[str, Any]]:
    """Every shape in what the library made of a document's fields."""
    if isinstance(schema, dict):
        if isinstance(schema.get("type"), str):
            yield schema
        yield from (found for each in schema.values() for found in shapes_in(each))
    elif isinstance(schema, list | tuple):
        yield from (found for each in schema for found in shapes_in(each))


def errors_of(shape: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What can be wrong in a shape, as the library tells it."""
    found = [{"type": each, "ctx": {"expected": "'a' or 'b'"}} for each in ERRORS_OF_SHAPES[shape["type"]]]
    found += [{"type": kind, "ctx": {bound: shape[bound]}} for bound, kind in BOUNDS.items() if bound in shape]
    if "pattern" in shape:
        found.append({"type": "string_pattern_mismatch", "ctx": {"pattern": shape["pattern"]}})
    return ({"loc": (), "msg": "Input should be otherwise", **each} for each in found)


def raised_by(library: ModuleType) -> Iterator[str]:
    """The problems that a module of the library that reads YAML raises, with a 0 for what is put into them."""
    for node in ast.walk(ast.parse(inspect.getsource(library))):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
            # Why, where, what and where it was noticed.
            problem = node.exc.args[2:3][0]
            if isinstance(problem, ast.BinOp) and isinstance(problem.left, ast.Constant):
                yield re.sub("%[rsd]", "0", str(problem.left.value))
            elif isinstance(problem, ast.Constant):
                yield str(problem.value)


def wanted_in(problems: Iterable[str]) -> set[str]:
    """What is expected, of those that say so: codes of the library and marks aside, in words."""
    found = {match[1] for each in problems if (match := re.fullmatch("expected (.*), but (?:found|got) .*", each))}
    return {each for each in found if re.search("[a-z]{3}", each)}


def test_no_problem_of_the_catalogue_is_told_in_english_only() -> None:
    """Found in the source, so that who writes a new one is told where its Italian is missing."""
    found = {each for path in sources("services/catalogue") for each in sentences_of(path)}

    assert len(found) > 90
    assert sorted(filter(is_english, found)) == []


def test_a_sentence_of_tomorrow_would_be_noticed() -> None:
    """That nothing is found in English is worth something only when it would be found."""
    module = importlib.import_module("services.catalogue.domain.amount")
    tomorrow = ast.parse("raise ValueError(f'field: is a sentence of {tomorrow}')").body[0]
    assert isinstance(tomorrow, ast.Raise)
    assert isinstance(tomorrow.exc, ast.Call)

    assert [is_english(each) for each in told_by(tomorrow.exc, module)] == [True]


@pytest.mark.parametrize(
    "kind", ["comune", "country", "area", "sector", "legal form", "ATECO 2025 code", "ATECO code", "ATECO version"]
)
def test_a_code_nobody_knows_is_told_in_italian(kind: str) -> None:
    """With and without what was perhaps meant."""
    for said in (f'There is no {kind} "x".', f'There is no {kind} "x": perhaps y.'):
        assert ITALIAN.field_problem(said) != said


def test_every_register_of_codes_is_among_those() -> None:
    """A register added tomorrow has a kind of its own."""
    written = "".join(path.read_text("utf-8") for path in sources("services/catalogue"))
    kinds = re.findall(r'UnknownCode\(kind=f?"([^"]*)"', written)

    known = {"comune", "country", "area", "sector", "legal_form", "ATECO {version} code", "ATECO code", "ATECO version"}
    assert set(kinds) == known


def test_the_library_that_reads_documents_speaks_in_no_words_of_its_own() -> None:
    """Whatever it can find wrong in a shape of ours has a sentence of ours, and that its Italian."""
    shapes = list(shapes_in(MeasureDocument.__pydantic_core_schema__))
    kinds = {shape["type"] for shape in shapes} - HARMLESS
    found = [each for shape in shapes if shape["type"] in ERRORS_OF_SHAPES for each in errors_of(shape)]
    sentences = {told(each) for each in found if taken(each) is None}

    assert kinds <= set(ERRORS_OF_SHAPES), "a new kind of shape: say what can be wrong in it, and in which words"
    assert len(found) > 500
    assert sorted(filter(is_english, sentences)) == []


def test_what_a_field_takes_has_its_words() -> None:
    """They are put together in a sentence, so each stands among the words of lists."""
    assert set(TAKEN.values()) | set(SHAPES.values()) <= set(ITALIAN.entries("listed"))
    for what in (*TAKEN.values(), *SHAPES.values()):
        assert what not in ITALIAN.field_problem(f"takes {what} or 'unknown'")


@pytest.mark.parametrize("name", ["scanner", "parser", "composer"])
def test_the_library_that_reads_yaml_is_heard_in_italian(name: str) -> None:
    """Every mistake that its readers know; a word of what it expects is no English either."""
    raised = set(raised_by(importlib.import_module(f"yaml.{name}")))
    expected = wanted_in(raised)

    assert len(raised) > 2
    assert sorted(filter(is_english, raised)) == []
    assert sorted(each for each in expected if ITALIAN.either(each) == each) == []


def test_a_name_that_cannot_be_one_is_told_in_italian() -> None:
    """The rest of what builds values is for tags, which are refused before."""
    with pytest.raises(yaml.MarkedYAMLError) as wrong:
        yaml.safe_load("? [a]\n: b")

    assert not is_english(f"line 1: {wrong.value.problem}")
    assert ITALIAN.field_problem(f"line 1: {wrong.value.problem}").startswith("riga 1: un nome")
