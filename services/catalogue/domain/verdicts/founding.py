"""Which steps of the founding of an enterprise an edition forbids before applying, and which it needs by then."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from services.catalogue.domain.condition import Condition
from services.catalogue.domain.edition import Edition
from services.catalogue.domain.rules.act import Act
from services.catalogue.domain.rules.duration import Duration
from services.catalogue.domain.rules.expression import AllOf, tests_in
from services.catalogue.domain.rules.test import Test
from services.catalogue.domain.verdicts.words import Both

STEPS: Mapping[str, int] = {"constitute": 0, "subscribe_share": 0, "open_vat": 1, "start": 2}
"""The acts of founding; of two with different numbers the smaller one comes first."""
STEP_WORDS: Mapping[str, Both] = {
    "constitute": ("costituire l'impresa", "constitute the enterprise"),
    "subscribe_share": ("sottoscrivere la quota", "subscribe the share"),
    "open_vat": ("aprire la partita IVA", "open the VAT number"),
    "start": ("avviare l'attività", "start the business"),
}
_RUNS_FROM = {"constitution": "constitute", "subscription": "subscribe_share", "start": "start"}
_SEEN_BY = {"enterprise.constituted_on": "constitute", "enterprise.vat_opened_on": "open_vat"}


@dataclass(frozen=True)
class Founding:
    """A condition and the step it is about. `within` and `after` as its act has them."""

    condition: Condition
    step: str
    within: Duration | None = None
    after: str | None = None

    def comes_with(self, forbidden: "Founding") -> bool:
        """Whether this step cannot be taken without, or before, the one that is forbidden."""
        return STEPS[self.step] >= STEPS[forbidden.step]


def forbidden_before_applying(edition: Edition) -> Iterator[Founding]:
    """The steps that must not have been taken when one applies."""
    for condition in edition.conditions:
        act = condition.act
        if act and act.forbidden_before and act.what in STEPS:
            yield Founding(condition, act.what, act.within, act.after)
        yield from (Founding(condition, step) for step in _seen(condition, exists=False))


def needed_for_applying(edition: Edition) -> Iterator[Founding]:
    """The steps that have to be taken when one applies, or from which the days to apply in are counted."""
    for condition in edition.conditions:
        act = condition.act
        if act and act.due != "after_applying" and not act.forbidden_before:
            if act.what in STEPS:
                yield from (Founding(condition, step) for step in dict.fromkeys((act.what, *_seen_done(act))))
            elif act.after in _RUNS_FROM:
                yield Founding(condition, _RUNS_FROM[act.after], act.within)
        yield from (Founding(condition, step) for step in _seen(condition, exists=True))
        yield from _days_from_the_start(condition)


def _seen_done(act: Act) -> Iterator[str]:
    """The steps by which one sees that an act is done: of some forms a VAT number stands for the constitution."""
    for test in tests_in(act.test) if act.test else ():
        if test.exists and test.fact in _SEEN_BY:
            yield _SEEN_BY[test.fact]


def _days_from_the_start(condition: Condition) -> Iterator[Founding]:
    """The start of the business, where a rule counts from it the days in which one may apply."""
    for test in tests_in(condition.require) if condition.require else ():
        if test.fact == "project.starts_on" and isinstance(test.elapsed_at_most, Duration):
            yield Founding(condition, "start", test.elapsed_at_most)


def _seen(condition: Condition, *, exists: bool) -> Iterator[str]:
    """The steps a rule wants to have been taken, or not to have been."""
    rule = condition.require
    for test in rule.all if isinstance(rule, AllOf) else (rule,):
        if not isinstance(test, Test):
            continue
        if test.exists is exists and test.fact in _SEEN_BY:
            yield _SEEN_BY[test.fact]
        if test.fact == "person.business.vat_active" and test.is_ is exists:
            yield "open_vat"
        if test.fact == "enterprise.stage" and test.is_ == ("constituted" if exists else "idea"):
            yield "constitute"
