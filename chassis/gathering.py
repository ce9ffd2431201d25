"""Rows that handlers of one batch add, inserted together at its end: one statement instead of one for each event."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Insert

_GATHERED = "gathered"


@contextmanager
def gathering(tx: Connection) -> Iterator[None]:
    """Have `add` keep rows until the end of the block, and insert them then; a block that fails inserts nothing."""
    # Asked for once: a connection that was cut does not answer any more, and would hide that it was.
    notes = tx.info
    rows = notes[_GATHERED] = defaultdict[Insert, list[Mapping[str, Any]]](list)
    try:
        yield
        for statement, some in rows.items():
            tx.execute(statement, some)
    finally:
        # What is noted of a connection stays with it, whoever uses it next.
        notes.pop(_GATHERED, None)


def add(tx: Connection, statement: Insert, row: Mapping[str, Any]) -> None:
    """Insert a row, at the end of the block of `gathering` when there is one.

    For rows that nobody reads before then. The statement is made once and used again: rows of the same one go together.
    """
    rows = tx.info.get(_GATHERED)
    if rows is None:
        tx.execute(statement, row)
    else:
        rows[statement].append(row)
