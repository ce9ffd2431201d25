"""Reasons every measure may have without saying so: a form that may not trade, interest, the size of the need."""

from collections.abc import Hashable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from services.catalogue.domain.condition import Condition
from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.citizenship import CITIZENSHIP, is_of_the_union
from services.catalogue.domain.facts.knowledge import Choice
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.reference.legal_forms import LEGAL_FORMS, can_trade
from services.catalogue.domain.rules.expression import AnyOf
from services.catalogue.domain.rules.finding import Finding
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.mending import Fixable
from services.catalogue.domain.rules.test import Test
from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.amounts_for import NEED
from services.catalogue.domain.verdicts.coverage import Coverage, Covered
from services.catalogue.domain.verdicts.doubts import IN_PART, NO_SOURCE
from services.catalogue.domain.verdicts.form_words import instead
from services.catalogue.domain.verdicts.of_the_edition import PURPOSE
from services.catalogue.domain.verdicts.reason import Reason

FORM, WISH = "enterprise.legal_form", "project.interest_free"
SMALLEST = Text({"it": "La misura parte da una somma minima.", "en": "The measure begins at a smallest sum."})
LARGEST = Text({"it": "La misura arriva a una somma massima.", "en": "The measure ends at a largest sum."})
INTEREST = Text({"it": "La misura chiede interessi.", "en": "The measure bears interest."})
SOME_INTEREST = Text({"it": "La misura chiede interessi su una parte.", "en": "The measure bears interest in part."})
_BEARING_INTEREST = ("no", "partly")
_BARRED = frozenset[Hashable](form for form in LEGAL_FORMS if not can_trade(form))
ADMITTED = Text(
    {
        "it": "Non è chiaro se la misura ammetta cittadini di Paesi terzi.",
        "en": "It is not clear whether the measure admits citizens of third countries.",
    }
)


def codes_asked_by(edition: Edition) -> Iterator[str]:
    """The facts that `reasons_of_codes` asks after."""
    if is_for_a_business(edition):
        yield FORM
    if edition.tcn.eligible == "unclear":
        yield CITIZENSHIP
    if edition.interest_free in _BEARING_INTEREST:
        yield WISH


def reasons_of_codes(edition: Edition, judging: Judging) -> Iterator[Reason]:
    """Those of them that say something of the form, the citizenship and the wish."""
    if is_for_a_business(edition):
        yield from _of_the_form(judging)
    if edition.tcn.eligible == "unclear" and not is_of_the_union(judging.profile[CITIZENSHIP], judging.on):
        reason = _reason("tcn", ADMITTED, _test(CITIZENSHIP, in_="unknown"), judging)
        yield replace(reason, about="person", doubt=NO_SOURCE)
    yield from _of_interest(edition, judging)


def is_for_a_business(edition: Edition) -> bool:
    """Whether it is neither a service nor only for somebody's own needs."""
    return not any(map(_is_of_own_needs, edition.conditions)) and set(edition.kinds) != {"service"}


def _is_of_own_needs(condition: Condition) -> bool:
    rule = condition.require
    return isinstance(rule, Test) and rule.fact == PURPOSE and rule.is_ == "primary_needs"


def _of_the_form(judging: Judging) -> Iterator[Reason]:
    """A mutual aid society may not trade (L. 3818/1886): no measure for a business fits it.

    Where nobody has told of a form there is no such reason: many measures are for people without a business.
    """
    told = judging.profile[FORM]
    possible = told.possible
    if not isinstance(possible, Choice) or told.missing:
        return
    if barred := sorted(map(str, possible.values & _BARRED)):
        form = LEGAL_FORMS[barred[0]]
        reason = _reason("can_trade", instead(form), _test(FORM, not_in=tuple(barred)), judging)
        yield replace(reason, about="enterprise", source=form.cannot_trade)


def reasons_of_the_amounts(coverage: Coverage, judging: Judging) -> Iterator[Reason]:
    """Whether the need is large enough and, where nobody knows if it is covered, what that hangs on."""
    if coverage.least:
        yield _of_an_amount("amount_min", SMALLEST, _test(NEED, at_least=coverage.least), coverage, judging)
    if coverage.state is Covered.UNKNOWN:
        most = "unknown" if coverage.not_found or coverage.most is None else coverage.most
        yield _of_an_amount("amount_max", LARGEST, _test(NEED, at_most=most), coverage, judging)


def _of_an_amount(condition: str, says: Text, test: Test, coverage: Coverage, judging: Judging) -> Reason:
    finding = test.judge(judging)
    if (coverage.too_small if condition == "amount_min" else Truth.UNKNOWN) is Truth.UNKNOWN and coverage.hangs_on:
        # Which sum is large enough hangs on the amount as well.
        need = () if judging.profile[NEED].known else (Finding(test, Truth.UNKNOWN),)
        parts = need + coverage.hangs_on
        finding = Finding(AnyOf.model_construct(any=tuple(part.rule for part in parts)), Truth.UNKNOWN, parts=parts)
    return Reason(condition, "project", says, finding, judging, fixable=Fixable.FIXED)


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
