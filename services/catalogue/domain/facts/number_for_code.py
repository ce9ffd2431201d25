"""A code whose digits YAML read as a number, because nobody put them in quotes."""

from typing import Any


def refuse_number(written: Any) -> None:
    """Raise ValueError for a code that was read as a number; a decimal may have lost its last zero."""
    if isinstance(written, bool) or not isinstance(written, int | float):
        return
    if isinstance(written, float):
        raise ValueError('is read as a number: write it with quotes, as "56.10"')
    raise ValueError(f'is read as a number: write it with quotes, "{written}"')
