"""Measure files as an editor writes them: YAML, read without YAML's surprises."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from services.catalogue.application.lines_of_file import LinesOfFile
from services.catalogue.domain.document_problems import DocumentInvalid, Problem
from services.catalogue.domain.measure_document import MeasureDocument, read_document

PROJECT_MEASURES = Path(__file__).parent.parent / "measures"
"""The measure files that come with the project."""


class PlainLoader(yaml.SafeLoader):
    """YAML in which only `true` and `false` are booleans, a date is text and a name stands once.

    YAML 1.1 reads `no` as false, `on` as true and `10:30` as 630; an editor means what is written.
    Aliases and tags are refused: a reader would have to know what they stand for.
    """

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - the library declares it

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]  # its stub has no types
        if isinstance(event, yaml.AliasEvent) or getattr(event, "tag", None):
            raise yaml.MarkedYAMLError(
                problem="aliases and tags are not read: write the value out", problem_mark=event.start_mark
            )
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=f'"{key.value}" stands twice', problem_mark=key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


# The numbers are bounded so that none is too long to be read as one.
for _tag, _pattern, _initials in (
    ("null", r"^(?:null|~|)$", ["n", "~", ""]),
    ("bool", r"^(?:true|false)$", list("tf")),
    ("int", r"^-?(?:0|[1-9][0-9]{0,14})$", list("-0123456789")),
    ("float", r"^-?[0-9]{1,15}\.[0-9]{1,15}$", list("-0123456789")),
):
    PlainLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _initials)


def read_text(text: str) -> MeasureDocument:
    """A measure from the text of its file. Raises DocumentInvalid with every problem found and its line."""
    written = plain_data(text)
    check_characters(written)
    try:
        return read_document(written)
    except DocumentInvalid as invalid:
        raise in_lines(invalid, text) from invalid


def in_lines(invalid: DocumentInvalid, text: str) -> DocumentInvalid:
    """The same problems, each with its line of the file."""
    lines = lines_of(text)
    return DocumentInvalid([replace(each, line=lines.of(each.field)) for each in invalid.problems])


def plain_data(text: str, loader: type[PlainLoader] = PlainLoader) -> Any:
    """What YAML, or JSON, says, without surprises. Raises DocumentInvalid when it is neither."""
    try:
        return yaml.load(text, Loader=loader)  # noqa: S506 - a safe loader with fewer surprises
    except yaml.YAMLError as error:
        raise DocumentInvalid([Problem("document", _told(error), _line(error))]) from error
    except RecursionError as error:
        raise DocumentInvalid([Problem("document", "it is nested too deeply")]) from error


def check_characters(written: Any) -> None:
    """Raise DocumentInvalid for half a character, which an escape can write and no message or file can hold."""
    try:
        json.dumps(written, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        raise DocumentInvalid(
            [Problem("document", "it holds half a character: a surrogate without the other")]
        ) from None


def lines_of(text: str) -> LinesOfFile:
    """Where each field of a file stands that can be read."""
    return LinesOfFile(yaml.compose(text, Loader=PlainLoader))


def read_folder(folder: Path) -> Mapping[Path, MeasureDocument]:
    """Every measure of a folder by its file, in the order of the names; the first bad file raises."""
    return {path: read_text(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yaml"))}


def _told(error: yaml.YAMLError) -> str:
    if isinstance(error, yaml.reader.ReaderError):
        return f"it holds a character that no text may hold: {error.character:#06x}"
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return f"this is no YAML: {error}"
    return f"line {_line(error)}: {error.problem}"


def _line(error: yaml.YAMLError) -> int:
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark else 0
