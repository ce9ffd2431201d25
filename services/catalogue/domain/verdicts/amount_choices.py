"""What founders still choose and on which it hangs which amount is theirs."""

from collections.abc import Iterator, Sequence

from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.rules.finding import Finding, Standing
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.amounts_for import APPLICANTS
from services.catalogue.domain.verdicts.left_to_choose import whatever_is_chosen
from services.catalogue.domain.verdicts.todo import Todo
from services.catalogue.domain.verdicts.words import joined, label

AMOUNT = "amount"
"""Stands where the condition of a todo stands: no condition asks for it."""


def amount_choice(edition: Edition, judging: Judging) -> Iterator[Todo]:
    """One thing to do, where there is something to choose: the choice is free, and says which amount there is."""
    facts = tuple(dict.fromkeys(_open(edition, judging))) if judging.profile.idea else ()
    if facts:
        yield Todo(_says(facts), AMOUNT, "before_constitution", code="choose", facts=facts)


def _open(edition: Edition, judging: Judging) -> Iterator[str]:
    for amount in edition.amounts:
        found = amount.only_if.judge(judging) if amount.only_if else None
        if found and found.truth is Truth.FALSE:
            continue
        yield from _to_choose(found) if found else ()
        if amount.per == "applicant" and judging.profile.is_open(APPLICANTS):
            yield APPLICANTS


def _to_choose(found: Finding) -> Iterator[str]:
    if whatever_is_chosen(found) is not Truth.UNKNOWN:
        return iter(())
    # Where something else is unknown, it hangs on both.
    leaves = found.leaves() if found.truth is Truth.UNKNOWN else found.deciding()
    return (leaf.rule.fact for leaf in leaves if leaf.standing is Standing.TO_CHOOSE)


def _says(facts: Sequence[str]) -> Text:
    it, en = joined(map(label, facts))
    return Text(
        {
            "it": f"Scegliere ({it}): ne dipende quale importo spetta.",
            "en": f"Choose ({en}): which amount there is hangs on it.",
        }
    )
