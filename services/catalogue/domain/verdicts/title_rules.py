"""What is asked of a residence title: that it allows self-employment, and that it is valid on the day."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter

from services.catalogue.domain.facts.citizenship import CITIZENSHIP, moving_freely_on
from services.catalogue.domain.facts.knowledge import Choice
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.once import DAYS_KEPT
from services.catalogue.domain.reference.permits import PERMITS, PermitRule
from services.catalogue.domain.rules.expression import Expression
from services.catalogue.domain.rules.test import Test

KIND = "person.permit.kind"
ISSUED, EXPIRES = "person.permit.issued_on", "person.permit.expires_on"
RECEIPT, APPLIED = "person.permit.renewal_receipt_on", "person.permit.applied_on"
RENEWABLE_DAYS = 60
"""How long after it ran out a renewal may be asked: art. 13 c. 2 lett. b TUI, to be confirmed by the Questura."""


@lru_cache(maxsize=DAYS_KEPT)
def allowing(day: date) -> Any:
    """Which titles allow it, from the table; what is to be verified is never more than unknown."""
    at_once = [rule for rule in PERMITS.values() if rule.from_days is None]
    yes = _codes(rule for rule in at_once if rule.self_employment == "yes")
    perhaps = _codes(rule for rule in at_once if rule.self_employment == "to_verify")
    later = [_after_a_while(rule) for rule in PERMITS.values() if rule.from_days and rule.self_employment != "no"]
    return _read({"any": [_kind(yes), {"all": [_kind(perhaps), _NOBODY_KNOWS]}, *later, _moves_freely(day)]})


@lru_cache(maxsize=DAYS_KEPT)
def valid(day: date, *, not_issued: bool, gone: bool, in_time: bool) -> Any:
    """A title that was issued lasts as long as it says; of one not issued yet the receipt counts, where it does.

    `gone`: it may have run out so long ago that a renewal cannot be asked for any more. `in_time`: it was asked for
    before that, if it was at all.
    """
    on_receipt = {
        "all": [_kind(_codes(r for r in PERMITS.values() if r.on_receipt)), {"fact": APPLIED, "exists": True}]
    }
    renewed = {"fact": RECEIPT, "exists": True}
    never = [] if gone else [{"not": _RAN_OUT}]
    return _read(
        {
            "any": [
                {"fact": EXPIRES, "not_expired": True, "if_none": not not_issued},
                renewed if in_time else {"all": [renewed, _NOBODY_KNOWS]},
                on_receipt,
                {"all": [_RAN_OUT, _NOBODY_KNOWS, *never]},
                _moves_freely(day),
            ]
        }
    )


def rule_of(profile: Profile) -> PermitRule | None:
    """The rule of the title, where it is known which it is."""
    knowledge = profile[KIND]
    if not knowledge.known or not isinstance(knowledge.possible, Choice):
        return None
    [code] = knowledge.possible.values
    return PERMITS[str(code)]


def _after_a_while(rule: PermitRule) -> dict[str, Any]:
    # Of the days in which it is not allowed the last one counts whole.
    waited = {"fact": APPLIED, "elapsed_at_least": {"days": (rule.from_days or 0) + 1}}
    doubt = [_NOBODY_KNOWS] if rule.self_employment == "to_verify" else []
    return {"all": [_kind([rule.code]), waited, *doubt]}


def _moves_freely(day: date) -> dict[str, Any]:
    return {"fact": CITIZENSHIP, "in": sorted(moving_freely_on(day))}


def _codes(rules: Iterable[PermitRule]) -> list[str]:
    return [rule.code for rule in rules]


def _kind(codes: list[str]) -> dict[str, Any]:
    return {"fact": KIND, "in": codes}


def _read(written: dict[str, Any]) -> Any:
    return TypeAdapter(Expression).validate_python(written)


_NOBODY_KNOWS = {"fact": KIND, "in": "unknown"}
_RAN_OUT = {"fact": EXPIRES, "elapsed_at_least": {"days": RENEWABLE_DAYS + 1}}
RAN_OUT_LONG_AGO = Test.model_validate(_RAN_OUT)
