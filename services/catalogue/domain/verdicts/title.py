"""The residence title comes first: whether it allows self-employment, and whether it is valid on the day."""

from collections.abc import Sequence
from datetime import date, timedelta

from services.catalogue.domain.facts.knowledge import Span
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.reference.permits import PermitRule
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.mending import Fixable
from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.doubts import AT_THE_QUESTURA
from services.catalogue.domain.verdicts.reason import Reason
from services.catalogue.domain.verdicts.title_rules import APPLIED, allowing, rule_of
from services.catalogue.domain.verdicts.title_valid import reason_of_validity
from services.catalogue.domain.verdicts.title_words import instead_of_it, with_note
from services.catalogue.domain.verdicts.words import words


def reasons_of_the_title(judging: Judging, last_day: date | None) -> Sequence[Reason]:
    """Two reasons that stand before those of every measure. Source: domain research 1.6; D.Lgs. 286/1998 (TUI).

    `last_day`: until when one may wait for a title that allows it only later; None when there is no such day.
    """
    day = _allows_from(judging)
    waits = day is not None and day > judging.on and (last_day is None or day <= last_day)
    kept, name = judging.profile.kept, ("title", judging.on, judging.first_day, waits)
    if name not in kept:
        kept[name] = (_allowed(judging, day if waits else None), reason_of_validity(judging))
    reasons: Sequence[Reason] = kept[name]
    return reasons


def _allows_from(judging: Judging) -> date | None:
    """The day from which a title that does not allow self-employment at first perhaps does."""
    rule, applied = rule_of(judging.profile), judging.profile[APPLIED].possible
    if rule is None or rule.from_days is None or not isinstance(applied, Span) or applied.low is None:
        return None
    first: date = applied.low + timedelta(days=rule.from_days + 1)
    return first


def _allowed(judging: Judging, day: date | None) -> Reason:
    """Of who can still wait until a day, what is found then."""
    rule, on = rule_of(judging.profile), judging.at(day) if day else judging
    found = allowing(on.on).judge(on)
    says = with_note(rule, denied=found.truth is Truth.FALSE)
    if day:
        it, en = words(day)
        says = Text({"it": f"{says.it} Non prima del {it}.", "en": f"{says.en} Not before {en}."})
    unverified, settled_by = bool(rule and rule.unverified), (rule and rule.settled_by) or AT_THE_QUESTURA
    return Reason(
        "permit", "person", says, found, on, _source(rule), Fixable.FIXED, unverified=unverified,
        doubt=settled_by, otherwise=instead_of_it(rule),
    )  # fmt: skip


def _source(rule: PermitRule | None) -> str:
    return rule.sources[0] if rule and rule.sources else "D.Lgs. 286/1998 (TUI)"
