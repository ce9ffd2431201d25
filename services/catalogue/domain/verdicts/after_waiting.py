"""Whether what holds today still holds when the waiting for the rest is over."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.of_the_edition import reason_of
from services.catalogue.domain.verdicts.reason import Reason
from services.catalogue.domain.verdicts.words import words


def after_waiting(reasons: Sequence[Reason], edition: Edition, today: date, judging: Judging) -> Sequence[Reason]:
    """The reasons of an edition; of what holds today and never again once the rest is waited for, that it does not.

    Who has to wait 180 days and is too old by then is not eligible. Where nobody knows how long the waiting is, the
    answer is that of the worst only at worst.
    """
    failed = [reason for reason in reasons if reason.outcome is Truth.FALSE]
    if not failed:
        return reasons
    soonest, latest = _over(reason.mended_on for reason in failed), _over(reason.mended_at_worst for reason in failed)
    if latest is None or latest <= judging.on:
        return reasons
    held = {reason.condition for reason in reasons if reason.outcome is not Truth.FALSE}
    then = _lost(held, edition, today, judging, latest)
    sure = then if soonest == latest else _lost(held, edition, today, judging, soonest or judging.on)
    return [_instead(reason, sure, then) for reason in reasons]


def _over(days: Iterator[date | None]) -> date | None:
    """When the last of them is over, as far as any is."""
    return max((day for day in days if day), default=None)


def _lost(held: Collection[str], edition: Edition, today: date, judging: Judging, day: date) -> dict[str, Reason]:
    """What of the conditions that hold does not on a later day, and never will again."""
    later = replace(judging.at(day), parameters=edition.in_force(day))
    # Where something else is concluded for that day, any condition may be lost; otherwise those that ask for days.
    asked = edition.turning if later.profile is judging.profile else edition.conditions
    found = [reason_of(each, edition, today, later) for each in asked if each.id in held]
    return {each.condition: each for each in found if each.outcome is Truth.FALSE and each.mended_on is None}


def _instead(reason: Reason, sure: dict[str, Reason], then: dict[str, Reason]) -> Reason:
    lost = sure.get(reason.condition) or then.get(reason.condition)
    if lost is None:
        return reason
    it, en = words(lost.judging.on)
    says = Text({"it": f"{reason.says.it} Il {it}, quando si è aspettato il resto:",
                 "en": f"{reason.says.en} On {en}, when the rest has been waited for:"})  # fmt: skip
    # Where only the worst case loses it, it still can be met today.
    met = None if reason.condition in sure else reason.judging.on
    return replace(lost, says=says, mended_on=met)
