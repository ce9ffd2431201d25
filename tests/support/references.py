"""What a piece of Python refers to by its full name, however it was imported."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Reference:
    """A dotted name, such as `datetime.datetime.now`, and the line it stands on."""

    line: int
    name: str


def references(source: str) -> Iterator[Reference]:
    """Every name that comes from an import, spelled out in full; aliases are seen through."""
    tree = ast.parse(source)
    imported = _imported(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name) and (name := _dotted(node, imported)):
            yield Reference(node.lineno, name)


def _imported(tree: ast.AST) -> dict[str, str]:
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= dict(_bound(alias) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _bound(alias: ast.alias) -> tuple[str, str]:
    """`import a.b` binds a; `import a.b as c` binds c to a.b."""
    if alias.asname is not None:
        return alias.asname, alias.name
    root = alias.name.split(".")[0]
    return root, root


def _dotted(node: ast.expr, imported: dict[str, str]) -> str | None:
    if isinstance(node, ast.Name):
        return imported.get(node.id)
    if isinstance(node, ast.Attribute):
        owner = _dotted(node.value, imported)
        return None if owner is None else f"{owner}.{node.attr}"
    return None
