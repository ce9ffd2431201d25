"""How referrals, and what happens to them, look on a page."""

from collections.abc import Iterable

from rich.console import RenderableType
from rich.text import Text
from somicis.referral.v1.referral_pb2 import Referral
from somicis.referral.v1.referral_service_pb2 import ReferralChange

from apps.cli.spoken import Column, facts, listing
from apps.cli.texts import Texts

_OF_THE_REFERRAL = (
    *("referral_id", "recipient", "purpose", "state", "attempt", "first_sent_on", "answer_due", "appointment_on"),
    *("outcome", "version", "case_id"),
)
_DISCLOSED = ("sex", "age_bracket", "citizenship", "permit_group", "comune", "employment_status")


def referrals_table(texts: Texts, found: Iterable[Referral]) -> RenderableType:
    """Referrals, the id of each in one piece."""
    columns: list[Column] = [
        "referral_id",
        ("recipient", "purpose"),
        ("state", "attempt"),
        ("answer_due", "appointment_on"),
    ]
    return listing(texts, found, columns)


def referral_facts(texts: Texts, referral: Referral) -> RenderableType:
    """A referral and what its sender disclosed of the person."""
    return facts(texts, referral, [*_OF_THE_REFERRAL, *(f"disclosed.{name}" for name in _DISCLOSED)])


def change_line(texts: Texts, change: ReferralChange) -> RenderableType:
    """One thing that happened, on a line."""
    what = texts.find("events", change.what) or change.what
    referral = change.referral
    return Text.assemble(
        (texts.instant(change.recorded_at), "dim"),
        f"  {what}  ",
        (texts.say("said", "referral", attempt=referral.attempt, recipient=referral.recipient), "bold"),
        f"  {referral.referral_id}",
    )
