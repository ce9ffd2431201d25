"""The project's register of indicators: what each counts, in words, and whether a rule counts it."""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.reporting.domain.indicator import Indicator
from services.reporting.domain.refusals import IndicatorNotComputedYet, IndicatorNotInRegister

COUNTED = frozenset(map(str, Indicator))


class Verified(StrEnum):
    """How far the wording and the meaning of a row are vouched for."""

    SOURCE = "source"
    DERIVED = "derived"
    GENERAL_KNOWLEDGE = "general_knowledge"


class Applies(StrEnum):
    """Whether the row belongs to this project's own reporting."""

    YES = "yes"
    NO = "no"
    IF_CONVENTION = "if_convention"


class Text(BaseModel):
    """What people read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    it: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Definition(BaseModel):
    """A row. `exact` is the language whose text quotes the act word for word, None when neither does."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(pattern=r"^[A-Z][A-Za-z0-9.-]*$", max_length=40)
    text: Text
    exact: Literal["en"] | None = None
    source: str
    legal_ref: str = ""
    work_package: str = ""
    unit: str = Field(min_length=1)
    by: tuple[str, ...] = ()
    baseline: Decimal | None = None
    target: Decimal | None = None
    formula: str | None
    note: Text | None = None
    verified: Verified
    applies_to_project: Applies
    computed: Literal["yes", "not_yet"]
    same_as: str | None = None
    split_from: str | None = None

    @model_validator(mode="after")
    def _is_computed_only_by_a_rule(self) -> "Definition":
        if (self.computed == "yes") != (self.code in COUNTED):
            raise ValueError(f"{self.code}: `computed` must be yes exactly where a rule counts it")
        if self.computed == "yes" and self.note is None:
            raise ValueError(f"{self.code}: a number on a sheet needs a note on how it is counted")
        return self


class Register:
    """Every indicator once.

    Raises:
        ValueError: a code stands twice, `same_as` names no row, or a rule has no row.

    """

    def __init__(self, definitions: Iterable[Definition]) -> None:
        rows = sorted(definitions, key=lambda row: row.code)
        self._rows = {row.code: row for row in rows}
        if len(self._rows) < len(rows):
            raise ValueError(f"codes stand twice: {[row.code for row in rows]}")
        named = COUNTED | {row.same_as for row in rows if row.same_as}
        if missing := named - set(self._rows):
            raise ValueError(f"no such rows: {sorted(missing)}")

    def rows(self) -> tuple[Definition, ...]:
        """Every row, in order of code."""
        return tuple(self._rows.values())

    def computed(self) -> tuple[Definition, ...]:
        """The rows a rule counts, in order of code."""
        return tuple(row for row in self._rows.values() if row.computed == "yes")

    def counted(self, code: str) -> Indicator:
        """The indicator of a code, if it is counted.

        Raises:
            IndicatorNotInRegister: no row has the code.
            IndicatorNotComputedYet: nothing counts it yet.

        """
        if code not in self._rows:
            raise IndicatorNotInRegister(code=code)
        if code not in COUNTED:
            raise IndicatorNotComputedYet(code=code, computed=", ".join(sorted(COUNTED)))
        return Indicator(code)
