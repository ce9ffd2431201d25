"""How SQLite finds what it is asked: a look-up that reads a whole table shows itself only years later."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import event

from chassis.database import Database


def plans(database: Database, ask: Callable[[], object]) -> Sequence[str]:
    """How every statement is answered that is made while `ask` runs; one line a table looked at."""
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
    with database.reading() as tx:
        steps = [tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", given).all() for query, given in asked]
    return [step.detail for plan in steps for step in plan]
