"""What has to be done in a certain order: before applying, with it, after it, or not before it."""

from functools import cached_property
from typing import Literal, Self

from pydantic import StrictBool, model_validator

from services.catalogue.domain.part import Part
from services.catalogue.domain.rules.duration import Duration
from services.catalogue.domain.rules.expression import Expression
from services.catalogue.domain.rules.test import Test

What = Literal[
    "constitute", "open_vat", "start", "subscribe_share", "apply", "claim", "declare_did", "sign_psp", "keep",
    "move", "insure", "complete", "reserve", "find_lender", "use_services", "other",
]  # fmt: skip
Anchor = Literal[
    "publication", "applying", "outcome", "acceptance", "constitution", "start", "subscription", "naspi_claim",
    "benefit", "reservation", "loan",
]  # fmt: skip
DONE: dict[str, Test] = {
    "constitute": Test(fact="enterprise.constituted_on", exists=True),
    "open_vat": Test(fact="enterprise.vat_opened_on", exists=True),
    "declare_did": Test(fact="person.employment.did_on", exists=True),
    "sign_psp": Test.model_validate({"fact": "person.employment.psp_signed", "is": True}),
}
"""How one sees that an act has happened, when the act does not say so itself."""


class Act(Part):
    """`due` says when, `within` and `after` how soon after what.

    `forbidden`: it must not have happened before; who has done it already cannot undo it.
    `done`: the test of whether it has happened, for acts without one in `DONE`.
    """

    what: What
    due: Literal["before_applying", "at_applying", "after_applying"]
    forbidden_before: StrictBool = False
    within: Duration | None = None
    after: Anchor | None = None
    done: Expression | None = None

    @model_validator(mode="after")
    def _can_be_seen(self) -> Self:
        if self.forbidden_before and self.due == "before_applying":
            raise ValueError("forbidden_before: what must not happen before applying is not due before it")
        if (self.forbidden_before or self.due == "before_applying") and self.test is None:
            raise ValueError(f'done: say by which fact one sees that "{self.what}" has happened')
        return self

    @cached_property
    def test(self) -> Expression | None:
        """What tells whether it has happened; None when no fact does."""
        return self.done or DONE.get(self.what)
