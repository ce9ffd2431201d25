"""Reasons every measure may have without saying so: what a business needs, interest, the size of the need."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.citizenship import CITIZENSHIP, moves_freely
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.mending import Fixable
from services.catalogue.domain.rules.test import Test
from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.doubts import IN_PART, NO_SOURCE
from services.catalogue.domain.verdicts.for_a_business import (
    facts_of_a_business,
    is_for_a_business,
    reasons_of_a_business,
)  # fmt: skip
from services.catalogue.domain.verdicts.reason import Reason

WISH = "project.interest_free"
INTEREST = Text({"it": "La misura chiede interessi.", "en": "The measure bears interest."})
SOME_INTEREST = Text({"it": "La misura chiede interessi su una parte.", "en": "The measure bears interest in part."})
_BEARING_INTEREST = ("no", "partly")
ADMITTED = Text(
    {
        "it": "Non è chiaro se la misura ammetta cittadini di Paesi terzi.",
        "en": "It is not clear whether the measure admits citizens of third countries.",
    }
)


def codes_asked_by(edition: Edition) -> Iterator[str]:
    """The facts that `reasons_of_codes` asks after."""
    if is_for_a_business(edition):
        yield from facts_of_a_business(edition)
    if edition.tcn.eligible == "unclear":
        yield CITIZENSHIP
    if edition.interest_free in _BEARING_INTEREST:
        yield WISH


def reasons_of_codes(edition: Edition, judging: Judging) -> Iterator[Reason]:
    """Those of them that say something of the form, the purpose, the citizenship and the wish."""
    if is_for_a_business(edition):
        yield from reasons_of_a_business(edition, judging)
    if edition.tcn.eligible == "unclear" and not moves_freely(judging.profile[CITIZENSHIP], judging.on):
        reason = _reason("tcn", ADMITTED, _test(CITIZENSHIP, in_="unknown"), judging)
        yield replace(reason, about="person", doubt=NO_SOURCE)
    yield from _of_interest(edition, judging)


def _of_interest(edition: Edition, judging: Judging) -> Iterator[Reason]:
    """Who asks for money without interest is told which measures bear it, and is not offered them."""
    if edition.interest_free not in _BEARING_INTEREST:
        return
    wish = judging.profile[WISH]
    if not wish.known or wish.given is not True:
        return
    reason = _reason("interest_free", INTEREST, _test(WISH, is_=False), judging)
    if edition.interest_free == "partly":
        in_doubt = reason.finding._replace(truth=Truth.UNKNOWN)
        reason = replace(reason, says=SOME_INTEREST, finding=in_doubt, doubt=IN_PART)
    yield reason


def _reason(condition: str, says: Text, test: Test, judging: Judging) -> Reason:
    return Reason(condition, "project", says, test.judge(judging), judging, fixable=Fixable.FIXED)


@cache
def _test(fact: str, **asked: Any) -> Test:
    names = {"is_": "is", "in_": "in"}
    return Test.model_validate({"fact": fact, **{names.get(name, name): value for name, value in asked.items()}})
