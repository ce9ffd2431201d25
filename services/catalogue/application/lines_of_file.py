"""In which line of an editor's file a field stands."""

from collections.abc import Iterator, Mapping

import yaml

from services.catalogue.domain.changes import name_of


class LinesOfFile:
    """Lines, from 1, by the paths in which problems and changes are told."""

    def __init__(self, root: yaml.Node | None) -> None:
        self._lines: Mapping[str, int] = dict(_lines(root, "")) if root else {}

    def of(self, path: str) -> int:
        """The line of a field, else of the nearest thing around it; the first for what is nowhere."""
        while path not in self._lines and path:
            path = path.rpartition(".")[0]
        return self._lines.get(path, 1)

    def has(self, path: str) -> bool:
        """Whether the field itself is in the file."""
        return path in self._lines


def _lines(node: yaml.Node, path: str) -> Iterator[tuple[str, int]]:
    for name, line, inner in _inside(node):
        place = f"{path}.{name}" if path else name
        yield place, line
        yield from _lines(inner, place)


def _inside(node: yaml.Node) -> Iterator[tuple[str, int, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield str(key.value), key.start_mark.line + 1, value
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield name_of(_plain(item), number), item.start_mark.line + 1, item


def _plain(node: yaml.Node) -> object:
    """What is needed of an item to name it."""
    if not isinstance(node, yaml.MappingNode):
        return None
    return {key.value: value.value for key, value in node.value if isinstance(value, yaml.ScalarNode)}
