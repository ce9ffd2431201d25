"""Makes the tables a program needs, also in a database that an older version of it has made."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, inspect, text
from sqlalchemy.schema import CreateColumn


class TableTooOld(RuntimeError):
    """A table lacks a column, and nothing says what it is in the rows that are there."""


def make_missing(tx: Connection, *schemas: MetaData) -> None:
    """Make the tables and indexes that are missing, and the columns that say what they are in older rows.

    Raises TableTooOld for a column that neither may be empty nor has a default.
    """
    tables = {name: table for schema in schemas for name, table in schema.tables.items()}
    # Asked once for all: a question about tables takes longer than to make some.
    there = {name: columns for (_, name), columns in inspect(tx).get_multi_columns(filter_names=list(tables)).items()}
    for name, table in tables.items():
        if name not in there:
            table.create(tx, checkfirst=False)
    for name, columns in there.items():
        _make_missing_columns(tx, tables[name], {column["name"] for column in columns})
    if there:
        _make_missing_indexes(tx, {name: tables[name] for name in there})


def _make_missing_columns(tx: Connection, table: Table, known: Collection[str]) -> None:
    for column in table.columns:
        if column.name not in known:
            _add(tx, column)


def _make_missing_indexes(tx: Connection, tables: Mapping[str, Table]) -> None:
    there = inspect(tx).get_multi_indexes(filter_names=list(tables))
    for (_, name), indexes in there.items():
        known = {index["name"] for index in indexes}
        for index in tables[name].indexes:
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
