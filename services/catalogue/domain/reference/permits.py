"""Residence titles and self-employment: which allows it, from which day, on which evidence."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

from services.catalogue.domain.text import Text

SelfEmployment = Literal["yes", "no", "to_verify"]
RENEWAL_RECEIPT = "art. 5 c. 9-bis D.Lgs. 286/1998 (TUI)"
"""Why an expired title of which the renewal was asked in time goes on counting: general knowledge, to be confirmed."""


@dataclass(frozen=True, kw_only=True, config=ConfigDict(extra="forbid"))
class PermitRule:
    """What a residence title says of self-employment, as `permits.toml` explains each field.

    Of what `self_employment` says, `from_days` is the exception: it is "no" until so many days have passed since
    the application. `on_receipt`: the receipt of the first application is enough; None where nobody said.
    `settled_by`: who says what no list says; None where it is the Questura.
    """

    code: str
    name: Text
    self_employment: SelfEmployment
    from_days: int | None = None
    on_receipt: bool | None = None
    settled_by: Text | None = None
    note: Text
    convertible: Text | None = None
    sources: tuple[str, ...]
    unverified: bool = False
    sensitive: bool = False


def _read() -> dict[str, PermitRule]:
    text = files("services.catalogue.domain.reference").joinpath("permits.toml").read_text(encoding="utf-8")
    read = TypeAdapter(dict[str, PermitRule])
    return read.validate_python({code: {"code": code, **row} for code, row in tomllib.loads(text).items()})


PERMITS: Mapping[str, PermitRule] = MappingProxyType(_read())
"""Every residence title the desk knows, by its code. Source: domain research, section 1.6."""
