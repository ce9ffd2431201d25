"""The tables travel with the programme, and each says where it is from."""

from pathlib import Path

import pytest

import services.catalogue.domain.reference
from services.catalogue.domain.reference.table import rows

FOLDER = Path(services.catalogue.domain.reference.__path__[0])
TABLES = sorted(path.name for path in FOLDER.glob("*.csv"))


@pytest.mark.parametrize("table", TABLES)
def test_a_table_begins_with_its_source(table: str) -> None:
    """A list nobody can look up again cannot be corrected."""
    assert (FOLDER / table).read_text("utf-8").startswith("# Source")


@pytest.mark.parametrize("table", TABLES)
def test_every_row_of_a_table_fills_its_columns(table: str) -> None:
    """A comma too many would push every word into the column of another."""
    assert all(None not in row and None not in row.values() for row in rows(table))


@pytest.mark.parametrize("table", sorted(set(TABLES) - {"sectors.csv", "comuni_former_codes.csv"}))
def test_no_code_stands_twice(table: str) -> None:
    """The second row would hide the first."""
    codes = [row["code"] for row in rows(table)]

    assert len(codes) == len(set(codes))
