"""What is changed in a source to make mutants of it, one place at a time."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

Change = Callable[[], Callable[[], None]]
"""Makes a change, and answers how to take it back."""
_OTHERWISE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_WITH_A_BODY = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match, ast.FunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class Mutant:
    """One file with one change: its code, and the lines of which one runs whenever the change can matter."""

    path: Path
    line: int
    code: CodeType
    lines: range
    change: str


def mutants(path: Path) -> Iterator[Mutant]:
    """Every change there is to make in a file, one after the other."""
    tree = ast.parse(path.read_text("utf-8"))
    for statement in (node for node in ast.walk(tree) if isinstance(node, ast.stmt)):
        for node in _own(statement):
            for change in _changes(node):
                seen = node.test if isinstance(node, ast.If) else node
                before, put_back = ast.unparse(seen), change()
                after = ast.unparse(node.test if isinstance(node, ast.If) else node)
                code = compile(ast.fix_missing_locations(tree), str(path), "exec", dont_inherit=True)
                yield Mutant(path, getattr(seen, "lineno", 0), code, _lines(statement, seen), f"{before}  ->  {after}")
                put_back()


def _own(node: ast.AST) -> Iterator[ast.AST]:
    """A statement and the expressions in it, without the statements in it."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.stmt):
            yield from _own(child)


def _lines(statement: ast.stmt, seen: ast.AST) -> range:
    whole = seen if isinstance(statement, _WITH_A_BODY) and isinstance(seen, ast.expr) else statement
    return range(whole.lineno, (whole.end_lineno or whole.lineno) + 1)


def _changes(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Compare(ops=[only]) if type(only) in _OTHERWISE:
            yield _setting(node, "ops", [_OTHERWISE[type(only)]()])
        case ast.BoolOp():
            yield _setting(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
        case ast.UnaryOp(op=ast.Not()):
            yield _setting(node, "operand", ast.UnaryOp(ast.Not(), node.operand))
        case ast.BinOp(op=ast.Add()):
            yield _setting(node, "op", ast.Sub())
        case ast.Constant(value=bool(value)):
            yield _setting(node, "value", not value)
        case ast.Constant(value=int(value)):
            yield _setting(node, "value", value + 1)
        case ast.IfExp():
            yield _setting(node, "test", ast.Constant(value=True))
            yield _setting(node, "test", ast.Constant(value=False))
        case ast.If():
            yield _setting(node, "test", ast.Constant(value=False))
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield _setting(node, "value", ast.Constant(value=None))


def _setting(node: ast.AST, name: str, value: object) -> Change:
    def change() -> Callable[[], None]:
        before = getattr(node, name)
        setattr(node, name, value)
        return lambda: setattr(node, name, before)

    return change
