"""The residence title comes first: whether it allows self-employment, and whether it is valid on the day."""

from collections.abc import Sequence
from datetime import date, timedelta

from services.catalogue.domain.facts.knowledge import Choice, Span
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.reference.permits import PERMITS, RENEWAL_RECEIPT, PermitRule
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.mending import Fixable
from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.doubts import AT_THE_QUESTURA
from services.catalogue.domain.verdicts.reason import Reason
from services.catalogue.domain.verdicts.title_rules import (
    APPLIED,
    EXPIRES,
    ISSUED,
    KIND,
    RAN_OUT_LONG_AGO,
    RECEIPT,
    RENEWABLE_DAYS,
    allowing,
    valid,
)  # fmt: skip
from services.catalogue.domain.verdicts.title_words import ALLOWS, ASK, ASK_RECEIPT, LATE, RENEW, VALID, ends_first
from services.catalogue.domain.verdicts.words import words


def reasons_of_the_title(judging: Judging, last_day: date | None) -> Sequence[Reason]:
    """Two reasons that stand before those of every measure. Source: domain research 1.6; D.Lgs. 286/1998 (TUI).

    `last_day`: until when one may wait for a title that allows it only later; None when there is no such day.
    """
    day = _allows_from(judging)
    waits = day is not None and day > judging.on and (last_day is None or day <= last_day)
    kept, name = judging.profile.kept, ("title", judging.on, judging.first_day, waits)
    if name not in kept:
        kept[name] = (_allowed(judging, day if waits else None), _valid(judging))
    reasons: Sequence[Reason] = kept[name]
    return reasons


def _allows_from(judging: Judging) -> date | None:
    """The day from which a title that does not allow self-employment at first perhaps does."""
    rule, applied = _rule(judging), judging.profile[APPLIED].possible
    if rule is None or rule.from_days is None or not isinstance(applied, Span) or applied.low is None:
        return None
    first: date = applied.low + timedelta(days=rule.from_days + 1)
    return first


def _allowed(judging: Judging, day: date | None) -> Reason:
    """Of who can still wait until a day, what is found then."""
    rule, on = _rule(judging), judging.at(day) if day else judging
    says = _with_note(rule)
    if day:
        it, en = words(day)
        says = Text({"it": f"{says.it} Non prima del {it}.", "en": f"{says.en} Not before {en}."})
    unverified = bool(rule and rule.unverified)
    found = allowing(on.on).judge(on)
    return Reason(
        "permit", "person", says, found, on, _source(rule), Fixable.FIXED, unverified=unverified,
        doubt=AT_THE_QUESTURA,
    )  # fmt: skip


def _valid(judging: Judging) -> Reason:
    profile = judging.profile
    # What has not run out for so long today can be renewed in time, whatever will be when the window opens.
    gone, in_time = RAN_OUT_LONG_AGO.judge(judging.at(judging.first_day)).truth, _in_time(profile)
    rule = valid(judging.on, not_issued=profile[ISSUED].is_none, gone=gone is not Truth.FALSE, in_time=in_time)
    found, ends = rule.judge(judging), _ends_first(judging)
    renewed = judging.on if found.truth is Truth.FALSE or (ends and found.truth is Truth.UNKNOWN) else None
    says, unverified = VALID, False
    if ends and found.truth is not Truth.TRUE:
        says = ends_first(ends, judging.on)
    elif found.truth is Truth.UNKNOWN and not profile[EXPIRES].missing and (gone is Truth.TRUE or not in_time):
        says, unverified = _of_the_receipt(profile, in_time=in_time), True
    return Reason(
        "permit_valid", "person", says, found, judging, RENEWAL_RECEIPT, Fixable.BY_DOCUMENT, renewed, renewed, RENEW,
        unverified=unverified, doubt=AT_THE_QUESTURA,
    )  # fmt: skip


def _of_the_receipt(profile: Profile, *, in_time: bool) -> Text:
    if not in_time:
        return LATE
    return ASK if profile[RECEIPT].is_none else ASK_RECEIPT


def _in_time(profile: Profile) -> bool:
    """Whether a renewal that was asked for, if one was, was so before it was too late."""
    asked, expires = profile[RECEIPT], profile[EXPIRES].possible
    if asked.missing or not isinstance(asked.possible, Span) or profile[EXPIRES].is_none:
        return True
    end, last = (expires.low if isinstance(expires, Span) else None), asked.possible.high
    return end is not None and last is not None and (last - end).days <= RENEWABLE_DAYS


def _ends_first(judging: Judging) -> date | None:
    """When a title ends that is valid today and will not be on the day that counts."""
    expires = judging.profile.day(EXPIRES)
    return expires if expires and judging.first_day <= expires < judging.on else None


def _rule(judging: Judging) -> PermitRule | None:
    """The rule of the title, where it is known which it is."""
    knowledge = judging.profile[KIND]
    if not knowledge.known or not isinstance(knowledge.possible, Choice):
        return None
    [code] = knowledge.possible.values
    return PERMITS[str(code)]


def _with_note(rule: PermitRule | None) -> Text:
    if rule is None:
        return ALLOWS
    notes = [ALLOWS, rule.note, *([rule.convertible] if rule.convertible else [])]
    return Text({language: " ".join(note.in_language(language) for note in notes) for language in ("it", "en")})


def _source(rule: PermitRule | None) -> str:
    return rule.sources[0] if rule and rule.sources else "D.Lgs. 286/1998 (TUI)"
