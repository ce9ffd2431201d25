"""Makes the tables a program needs, also in a database that an older version of it has made."""

from typing import Any

from sqlalchemy import Column, Connection, MetaData, inspect, text
from sqlalchemy.schema import CreateColumn


class TableTooOld(RuntimeError):
    """A table lacks a column, and nothing says what it is in the rows that are there."""


def make_missing(tx: Connection, schema: MetaData) -> None:
    """Make the tables and indexes that are missing, and the columns that say what they are in older rows.

    Raises TableTooOld for a column that neither may be empty nor has a default.
    """
    there = inspect(tx).get_multi_columns(filter_names=list(schema.tables))
    schema.create_all(tx)
    for (_, name), columns in there.items():
        known = {column["name"] for column in columns}
        for column in schema.tables[name].columns:
            if column.name not in known:
                _add(tx, column)
    _make_missing_indexes(tx, schema)


def _make_missing_indexes(tx: Connection, schema: MetaData) -> None:
    there = inspect(tx).get_multi_indexes(filter_names=list(schema.tables))
    for (_, name), indexes in there.items():
        known = {index["name"] for index in indexes}
        for index in schema.tables[name].indexes:
            if index.name not in known:
                index.create(tx)


def _add(tx: Connection, column: Column[Any]) -> None:
    table = column.table.description
    if column.server_default is None and not column.nullable:
        raise TableTooOld(
            f"Table '{table}' of {tx.engine.url.render_as_string()} was made by an older version and has no "
            f"'{column.name}'. Start this version on an empty database, or go on with the older one."
        )
    made = CreateColumn(column).compile(dialect=tx.dialect)
    tx.execute(text(f"ALTER TABLE {table} ADD COLUMN {made}"))
