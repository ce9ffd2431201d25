"""How a database finds what it is asked: a look-up that reads a whole table shows itself only years later."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import event

from chassis.database import Database

Asked = Sequence[tuple[str, Any]]
"""Statements, with what each was given."""


def plans(database: Database, ask: Callable[[], object]) -> Sequence[str]:
    """How SQLite answers every statement that is made while `ask` runs; one line a table looked at."""
    asked = _noted(database, ask)
    with database.reading() as tx:
        steps = [tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", given).all() for query, given in asked]
    return [step.detail for plan in steps for step in plan]


def rows_looked_at(database: Database, ask: Callable[[], object]) -> int:
    """How many rows PostgreSQL looks at to answer what is asked while `ask` runs in one transaction, found or not."""
    asked = _noted(database, ask)
    with database.reading() as tx:
        # Answered again, in order: the first may be how the others are to be planned.
        counted = [
            tx.exec_driver_sql(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {query}", given).scalar_one()
            for query, given in asked
        ]
    return sum(_looked_at(step) for [plan] in map(_read, counted) for step in _steps(plan["Plan"]))


def _noted(database: Database, ask: Callable[[], object]) -> Asked:
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
    return asked


def _read(answer: Any) -> Any:
    return json.loads(answer) if isinstance(answer, str) else answer


def _steps(step: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield step
    for below in step.get("Plans", ()):
        yield from _steps(below)


def _looked_at(step: Mapping[str, Any]) -> int:
    """Each time a step is taken it finds some rows and passes others over."""
    passed_over = sum(rows for name, rows in step.items() if name.startswith("Rows Removed by"))
    return int((step["Actual Rows"] + passed_over) * step["Actual Loops"])
