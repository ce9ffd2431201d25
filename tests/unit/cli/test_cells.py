"""What stands in a cell of a spreadsheet is what a measure file would have there."""

from datetime import date, datetime

import pytest

from apps.spreadsheets.cells import cell_of, text_of


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (10000, "10000"),
        (10000.0, "10000"),
        (2.5, "2.5"),
        (True, "true"),
        (date(2024, 4, 2), "2024-04-02"),
        (datetime.fromisoformat("2024-04-02T00:00"), "2024-04-02"),
        (datetime.fromisoformat("2024-04-02T10:30"), "2024-04-02T10:30"),
        ("null", "null"),
        ("unknown", '"unknown"'),
        (" Ente ", '"Ente"'),
        ("[loan, grant]", "[loan, grant]"),
        ("due\nrighe", '"due\\nrighe"'),
    ],
)
def test_what_a_spreadsheet_makes_of_what_was_typed_is_read_as_it_was_meant(cell: object, text: str) -> None:
    """It turns days into dates and numbers into other numbers."""
    assert text_of(cell) == text


def test_a_list_of_words_stands_in_one_cell() -> None:
    """As a file has it."""
    assert cell_of(["loan", "grant"]) == "[loan, grant]"
    assert cell_of([]) == "[]"
