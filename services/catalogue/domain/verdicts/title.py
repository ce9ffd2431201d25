"""The residence title comes first: whether it allows self-employment, and whether it is valid on the day."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from services.catalogue.domain.facts.knowledge import Choice
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.reference.countries import COUNTRIES
from services.catalogue.domain.reference.permits import PERMITS, RENEWAL_RECEIPT, PermitRule
from services.catalogue.domain.rules.expression import Expression
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.mending import Fixable
from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.reason import Reason

KIND, CITIZENSHIP = "person.permit.kind", "person.citizenship"
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
UNION = tuple(code for code, country in COUNTRIES.items() if country.in_union(date.max))
"""Citizens of the Union need no title."""


def reasons_of_the_title(judging: Judging) -> Sequence[Reason]:
    """Two reasons that stand before those of every measure. Source: domain research 1.6; D.Lgs. 286/1998 (TUI)."""
    kept = judging.profile.kept
    if ("title", judging.on) not in kept:
        kept["title", judging.on] = _judged(judging)
    reasons: Sequence[Reason] = kept["title", judging.on]
    return reasons


def _judged(judging: Judging) -> Sequence[Reason]:
    allows, valid = _allowing().judge(judging), _valid().judge(judging)
    rule, renewed = _rule(judging), judging.on if valid.truth is Truth.FALSE else None
    return (
        Reason(
            "permit", "person", _with_note(rule), allows, judging, _source(rule), Fixable.FIXED,
            unverified=bool(rule and rule.unverified),
        ),
        Reason(
            "permit_valid", "person", VALID, valid, judging, RENEWAL_RECEIPT, Fixable.BY_DOCUMENT,
            renewed, renewed, RENEW,
        ),
    )  # fmt: skip


def _rule(judging: Judging) -> PermitRule | None:
    knowledge = judging.profile[KIND]
    known = knowledge.known and isinstance(knowledge.possible, Choice)
    return (
        PERMITS[str(next(iter(knowledge.possible.values)))]
        if known and isinstance(knowledge.possible, Choice)
        else None
    )


def _with_note(rule: PermitRule | None) -> Text:
    if rule is None:
        return ALLOWS
    notes = [ALLOWS, rule.note, *([rule.convertible] if rule.convertible else [])]
    return Text({language: " ".join(note.in_language(language) for note in notes) for language in ("it", "en")})


def _source(rule: PermitRule | None) -> str:
    return rule.sources[0] if rule and rule.sources else "D.Lgs. 286/1998 (TUI)"


@cache
def _allowing() -> Any:
    """Which titles allow it, from the table; what is to be verified is never more than unknown."""
    at_once = [rule for rule in PERMITS.values() if rule.from_days is None]
    yes = _codes(rule for rule in at_once if rule.self_employment == "yes")
    perhaps = _codes(rule for rule in at_once if rule.self_employment == "to_verify")
    later = [_after_a_while(rule) for rule in PERMITS.values() if rule.from_days and rule.self_employment != "no"]
    return _read({"any": [_kind(yes), {"all": [_kind(perhaps), _NOBODY_KNOWS]}, *later, _CITIZEN_OF_THE_UNION]})


def _after_a_while(rule: PermitRule) -> dict[str, Any]:
    since = "person.permit.applied_on" if rule.counted_from == "application" else "person.permit.issued_on"
    # Of the days in which it is not allowed the last one counts whole.
    waited = {"fact": since, "elapsed_at_least": {"days": (rule.from_days or 0) + 1}}
    doubt = [_NOBODY_KNOWS] if rule.self_employment == "to_verify" else []
    return {"all": [_kind([rule.code]), waited, *doubt]}


@cache
def _valid() -> Any:
    renewed = {"fact": "person.permit.renewal_receipt_on", "exists": True}
    on_receipt = {"all": [_kind(_codes(r for r in PERMITS.values() if r.on_receipt)), _APPLIED]}
    lasts = {"fact": "person.permit.expires_on", "not_expired": True, "if_none": True}
    return _read({"any": [lasts, renewed, on_receipt, _CITIZEN_OF_THE_UNION]})


def _codes(rules: Iterable[PermitRule]) -> list[str]:
    return [rule.code for rule in rules]


def _kind(codes: list[str]) -> dict[str, Any]:
    return {"fact": KIND, "in": codes}


def _read(written: dict[str, Any]) -> Any:
    return TypeAdapter(Expression).validate_python(written)


_APPLIED = {"fact": "person.permit.applied_on", "exists": True}
_NOBODY_KNOWS = {"fact": KIND, "in": "unknown"}
_CITIZEN_OF_THE_UNION = {"all": [{"fact": CITIZENSHIP, "in": list(UNION)}, {"fact": KIND, "exists": False}]}
