"""What is in the way of every measure on a paper, and what can be done about it, without saying what was told."""

from collections.abc import Iterator, Sequence

from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.sheets.phrases import Phrases
from services.catalogue.domain.sheets.said import Said, around, fixed, own
from services.catalogue.domain.sheets.steps import can_begin, condition_says
from services.catalogue.domain.verdicts.judged import Judged
from services.catalogue.domain.verdicts.reason import Reason
from services.catalogue.domain.verdicts.shared_reasons import ALLOWS, shared_reasons
from services.catalogue.domain.verdicts.title_rules import rule_of


def in_the_way(phrases: Phrases, judged: Sequence[Judged]) -> Iterator[Said]:
    """Where nothing can be begun: why, and into what the title may be converted; that a title is to be renewed."""
    nothing = not any(map(can_begin, judged))
    for one, reason in shared_reasons(judged):
        if reason.outcome is Truth.TRUE:
            yield fixed(phrases, phrases.say("sheet", "renew_soon"), unverified=True)
        elif nothing:
            says = condition_says(phrases, one, reason.condition)
            yield around(says, phrases.say("sheet", "in_the_way", condition="{}"))
            yield from _instead(phrases, reason)


def _instead(phrases: Phrases, reason: Reason) -> Iterator[Said]:
    """Nothing of a title that tells of protection or health: the paper may be found."""
    rule = rule_of(reason.judging.profile) if reason.condition == ALLOWS else None
    if rule and rule.convertible and not rule.sensitive:
        yield own(phrases, rule.convertible, unverified=rule.unverified)
