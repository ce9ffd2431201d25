"""The residence title comes first: whether it allows self-employment, and whether it is valid on the day."""

from collections.abc import Sequence
from datetime import date, timedelta

from services.catalogue.domain.facts.knowledge import Choice, Span
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
    RENEWABLE_DAYS,
    allowing,
    valid,
)  # fmt: skip
from services.catalogue.domain.verdicts.words import words

ALLOWS = Text(
    {
        "it": "Il titolo di soggiorno deve consentire il lavoro autonomo.",
        "en": "The residence title has to allow self-employment.",
    }
)
VALID = Text(
    {
        "it": "Il titolo di soggiorno deve essere valido, o in rinnovo con la ricevuta.",
        "en": "The residence title has to be valid, or under renewal with its receipt.",
    }
)
RENEW = Text(
    {
        "it": "Chiedere il rinnovo del titolo e conservare la ricevuta.",
        "en": "Ask for the renewal of the title and keep the receipt.",
    }
)
ASK = Text(
    {
        "it": "Il titolo è scaduto da più di 60 giorni: chiedere alla Questura se si può ancora rinnovare.",
        "en": "The residence title ran out more than 60 days ago: ask the Questura whether it can still be renewed.",
    }
)


def reasons_of_the_title(judging: Judging, last_day: date | None) -> Sequence[Reason]:
    """Two reasons that stand before those of every measure. Source: domain research 1.6; D.Lgs. 286/1998 (TUI).

    `last_day`: until when one may wait for a title that allows it only later; None when there is no such day.
    """
    day = _allows_from(judging)
    waits = day is not None and day > judging.on and (last_day is None or day <= last_day)
    kept, name = judging.profile.kept, ("title", judging.on, waits)
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
    not_issued = judging.profile[ISSUED].is_none
    found = valid(judging.on, not_issued=not_issued).judge(judging)
    renewed = judging.on if found.truth is Truth.FALSE else None
    expires = judging.profile.day(EXPIRES)
    long_ago = expires is not None and (judging.on - expires).days > RENEWABLE_DAYS
    says = ASK if long_ago and found.truth is Truth.UNKNOWN else VALID
    return Reason(
        "permit_valid", "person", says, found, judging, RENEWAL_RECEIPT, Fixable.BY_DOCUMENT, renewed, renewed, RENEW,
        unverified=says is ASK, doubt=AT_THE_QUESTURA,
    )  # fmt: skip


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
