"""What a measure asks of people, teams, enterprises and projects, as data nobody evaluates yet."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from services.catalogue.domain.part import Code, NotEmpty, Part
from services.catalogue.domain.text import Text

Scalar = bool | int | float | str | None
Value = Scalar | tuple[Scalar, ...] | dict[str, Scalar | tuple[Scalar, ...]]
About = Literal["person", "team", "enterprise", "project", "order_of_acts"]


def _read_value(written: Any) -> Value:
    if isinstance(written, Mapping):
        return {_read_name(name): _read_flat(inner) for name, inner in written.items()}
    return _read_flat(written)


def _read_flat(written: Any) -> Scalar | tuple[Scalar, ...]:
    if isinstance(written, list | tuple):
        return tuple(_read_scalar(item) for item in written)
    return _read_scalar(written)


def _read_scalar(written: Any) -> Scalar:
    if written is None or isinstance(written, bool | int | float | str):
        return written
    raise ValueError("must be a word, a number, true, false, null, a list of these or a mapping of names to them")


def _read_name(written: Any) -> str:
    if isinstance(written, str) and written:
        return written
    raise ValueError("must have a word for the name of each value")


class Condition(Part):
    """One requirement: `text` for people, `values` for the software that will judge it."""

    id: Code
    about: About
    text: Text
    values: NotEmpty[dict[Code, Annotated[Value, BeforeValidator(_read_value)]]]
