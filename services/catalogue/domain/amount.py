"""How much money, of what: a loan, an expense, an aid and a guaranteed loan are not one number."""

from typing import Literal, Self

from pydantic import StrictBool, model_validator

from services.catalogue.domain.part import Code, Euros, Part, Percent
from services.catalogue.domain.rules.expression import Expression
from services.catalogue.domain.text import Text


class Extension(Part):
    """Money on top of the amount's maximum, for those who meet `when`."""

    add: Euros
    when: Text


class Amount(Part):
    """One amount of an edition, in euros; percentages are of the eligible spend and are maxima.

    `of`: loan (lent), spend (eligible expense), aid (given), guaranteed_loan (lent by others, guaranteed),
    benefit (income paid month by month, which is not for the spend).
    `flat`: always exactly this much; it is not a smallest need. `when` says to whom it applies, `only_if` tests it.
    `answers_need`: whether the need is held against it; not against a bonus, nor a bound on the whole programme.
    `coverage_pct`: paid by the measure in all. `grant_pct`: given, not lent. `guarantee_pct`: of the loan.
    """

    of: Literal["loan", "spend", "aid", "guaranteed_loan", "benefit"]
    tier: Code | None = None
    min: Euros | None = None
    max: Euros | None = None
    flat: Euros | None = None
    per: Literal["total", "applicant", "month"] = "total"
    when: Text | None = None
    only_if: Expression | None = None
    answers_need: StrictBool = True
    extension: Extension | None = None
    coverage_pct: Percent | None = None
    grant_pct: Percent | None = None
    guarantee_pct: Percent | None = None

    @model_validator(mode="after")
    def _can_be_meant(self) -> Self:
        if self.max == 0 or self.flat == 0:
            raise ValueError("an amount of 0 is no amount: leave it out")
        if self.flat is not None and (self.min is not None or self.max is not None):
            raise ValueError("a flat amount has no min and no max")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"min {self.min} is more than max {self.max}")
        return self
