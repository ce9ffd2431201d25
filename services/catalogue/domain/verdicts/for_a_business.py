"""What every measure for a business asks without saying so: a form that may trade, and a need of a business."""

from collections.abc import Hashable, Iterator
from typing import Any

from services.catalogue.domain.amount import Amount
from services.catalogue.domain.condition import Condition
from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.knowledge import Choice
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.reference.legal_forms import LEGAL_FORMS, can_trade
from services.catalogue.domain.rules.expression import tests_in
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.mending import Fixable
from services.catalogue.domain.rules.test import Test
from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.form_words import instead
from services.catalogue.domain.verdicts.of_the_edition import PURPOSE
from services.catalogue.domain.verdicts.reason import Reason
from services.catalogue.domain.window import Window

FORM, _NO_BUSINESS = "enterprise.legal_form", "persona_fisica"
FOR_A_BUSINESS = Text(
    {
        "it": "La misura è per un'impresa, non per bisogni della persona o della famiglia.",
        "en": "The measure is for a business, not for needs of the person or the family.",
    }
)
NOT_WITH_THE_FORM = Text({"it": "Con questa forma no.", "en": "Not with this form."})
_OF_A_BUSINESS = Test.model_validate({"fact": PURPOSE, "is": "business"})
_BARRED = frozenset[Hashable](form for form in LEGAL_FORMS if not can_trade(form))


def is_for_a_business(edition: Edition) -> bool:
    """Whether it is neither a service nor only for somebody's own needs."""
    return not any(map(_is_of_own_needs, edition.conditions)) and set(edition.kinds) != {"service"}


def facts_of_a_business(edition: Edition) -> Iterator[str]:
    """The facts that `reasons_of_a_business` asks after."""
    yield FORM
    if not _leaves_the_purpose_open(edition):
        yield PURPOSE


def reasons_of_a_business(edition: Edition, judging: Judging) -> Iterator[Reason]:
    """Of what nobody has told there is none: many measures are for people without a business."""
    yield from _of_the_form(judging)
    if not _leaves_the_purpose_open(edition):
        yield from _of_the_purpose(edition, judging)


def _is_of_own_needs(condition: Condition) -> bool:
    rule = condition.require
    return isinstance(rule, Test) and rule.fact == PURPOSE and rule.is_ == "primary_needs"


def _leaves_the_purpose_open(edition: Edition) -> bool:
    """Whether it says itself what it gives for which purpose, or lends to people who have no business."""
    if any(_lends_to_people(condition.require) for condition in edition.conditions):
        return True
    asked: list[Amount | Window] = [*edition.amounts, *edition.windows]
    tests = [test for one in asked if one.only_if for test in tests_in(one.only_if)]
    tests += [test for condition in edition.conditions for test in condition.tests()]
    return any(test.fact == PURPOSE for test in tests)


def _lends_to_people(rule: Any) -> bool:
    return isinstance(rule, Test) and rule.fact == FORM and _NO_BUSINESS in (rule.in_ or ())


def _of_the_form(judging: Judging) -> Iterator[Reason]:
    """A mutual aid society may not trade (L. 3818/1886): no measure for a business fits it."""
    told = judging.profile[FORM]
    possible = told.possible
    if not isinstance(possible, Choice) or told.missing:
        return
    if barred := sorted(map(str, possible.values & _BARRED)):
        form = LEGAL_FORMS[barred[0]]
        found = Test(fact=FORM, not_in=tuple(barred)).judge(judging)
        yield Reason(
            "can_trade", "enterprise", instead(form), found, judging, form.cannot_trade, Fixable.FIXED,
            otherwise=NOT_WITH_THE_FORM,
        )  # fmt: skip


def _of_the_purpose(edition: Edition, judging: Judging) -> Iterator[Reason]:
    found = _OF_A_BUSINESS.judge(judging)
    if found.truth is Truth.FALSE:
        source = edition.legal_source
        yield Reason("for_a_business", "project", FOR_A_BUSINESS, found, judging, source, Fixable.FIXED)
