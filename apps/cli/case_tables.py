"""How a case looks on a page."""

from collections.abc import Iterator
from typing import Any

from rich.console import RenderableType
from somicis.intake.v1.case_pb2 import Case

from apps.cli.spoken import facts, listing, rows
from apps.cli.texts import Texts

_OF_THE_CASE = (
    *("case_id", "state", "opened_on", "oriented_on", "sheet", "outcome", "evidence"),
    *("version", "subject_id", "contact_id"),
)
_OF_THE_NEED = ("purpose", "legal_form", "ateco", "ateco_version", "amount_eur", "interest_free_only")
_OF_THE_PERSON = ("sex", "age_bracket", "citizenship", "permit_group", "comune", "employment_status")


def case_tables(texts: Texts, case: Case) -> Iterator[RenderableType]:
    """A case, its person's countable facts, their need, what was proposed, and what partners made of it."""
    need = [f"need.{name}" for name in _OF_THE_NEED] if case.HasField("need") else []
    yield facts(texts, case, [*_OF_THE_CASE, *(f"profile.{name}" for name in _OF_THE_PERSON), *need])
    if case.proposed:
        columns = ["measure_id", "edition_id", "level", "kind", "verdict", "window"]
        yield listing(texts, case.proposed, columns, "proposed")
    if case.referrals:
        lines = [_referral(texts, one) for one in case.referrals]
        yield rows(texts, lines, ["recipient", "state", "attempt", "referral_id"], "referrals")


def _referral(texts: Texts, referral: Any) -> list[str]:
    # The desk knows the partner's state as a code of text: it is another service's word.
    state = texts.code("ReferralState", referral.state or None)
    return [referral.recipient, state, str(referral.attempt), referral.referral_id]
