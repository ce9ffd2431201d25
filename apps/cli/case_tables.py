"""How a case and the measures found for it look on a page."""

from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import RenderableType
from somicis.catalogue.v1.measure_pb2 import MeasureMatch
from somicis.intake.v1.case_pb2 import Case

from apps.cli.spoken import cell, facts, listing, rows
from apps.cli.texts import Texts

_OF_THE_CASE = ("case_id", "state", "opened_on", "oriented_on", "outcome", "version", "subject_id", "contact_id")
_OF_THE_PERSON = ("sex", "age_bracket", "citizenship", "permit_group", "comune", "employment_status")


def case_tables(texts: Texts, case: Case) -> Iterator[RenderableType]:
    """A case, its person's countable facts, what was proposed, and what partners made of it."""
    yield facts(texts, case, [*_OF_THE_CASE, *(f"profile.{name}" for name in _OF_THE_PERSON)])
    if case.proposed:
        columns = ["measure_id", "edition_id", "level", "kind", "verdict", "window"]
        yield listing(texts, case.proposed, columns, "proposed")
    if case.referrals:
        lines = [_referral(texts, one) for one in case.referrals]
        yield rows(texts, lines, ["recipient", "state", "attempt", "referral_id"], "referrals")


def matches_table(texts: Texts, matches: Iterable[MeasureMatch]) -> RenderableType:
    """Measures on a day: what may be said of each and what is still to be verified."""
    columns = ["measure_id", "name", "level", "kind", "verdict", "window", "opens_on", "closes_on"]
    lines = [[*(cell(texts, one, path) for path in columns), _to_verify(texts, one)] for one in matches]
    return rows(texts, lines, [*columns, "to_verify"])


def _to_verify(texts: Texts, match: MeasureMatch) -> str:
    open_questions = texts.say("said", "conditions", count=len(match.to_verify)) if match.to_verify else ""
    unconfirmed = texts.say("said", "unverified") if match.unverified else ""
    return "; ".join(filter(None, (open_questions, unconfirmed)))


def _referral(texts: Texts, referral: Any) -> list[str]:
    # The desk knows the partner's state as a code of text: it is another service's word.
    state = texts.code("ReferralState", referral.state or None)
    return [referral.recipient, state, str(referral.attempt), referral.referral_id]
