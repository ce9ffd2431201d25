"""When somebody declared to be free for work: with a DID, or by claiming NASpI, which counts as one."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from services.catalogue.domain.facts.knowledge import Choice, Knowledge, Missing, Span

DID, CLAIM, STATUS = "person.employment.did_on", "person.employment.naspi_from", "person.employment.status"
OUT_OF_WORK = frozenset(("unemployed", "first_job_seeker"))
"""Of nobody else a NASpI claim runs."""


def declared(known: Mapping[str, Knowledge]) -> dict[str, Knowledge]:
    """The day that counts as that of the DID: art. 21(1) D.Lgs. 150/2015 (read in a secondary page)."""
    return {} if _claims_nothing(known) else {DID: _earlier(known[DID], known[CLAIM])}


def unknown_behind_the_did(known: Mapping[str, Knowledge]) -> Iterator[str]:
    """What nobody told well enough on which it hangs, by the facts as they were told."""
    yield from (name for name in (DID, CLAIM) if not known[name].known)
    if _denies_a_did(known) and not known[STATUS].known:
        yield STATUS


def _denies_a_did(known: Mapping[str, Knowledge]) -> bool:
    """Whether there is no DID, and of a claim nobody has spoken."""
    return known[DID].is_none and known[CLAIM].missing is Missing.NOT_ASKED


def _claims_nothing(known: Mapping[str, Knowledge]) -> bool:
    status = known[STATUS].possible
    return _denies_a_did(known) and isinstance(status, Choice) and not status.values & OUT_OF_WORK


def _earlier(one: Knowledge, other: Knowledge) -> Knowledge:
    """The first of two days, of which either may never have been."""
    spans = [span for span in (one.possible, other.possible) if isinstance(span, Span)]
    if len(spans) < len((one, other)):
        return other if one.is_none else one
    certain = [each.possible for each in (one, other) if not each.may_be_none and isinstance(each.possible, Span)]
    first = Span(_first([span.low for span in spans]), _last(certain) if certain else None)
    for each in (one, other):
        if (each.possible, each.may_be_none) == (first, not certain):
            return each
    return Knowledge(first, may_be_none=not certain, given=f"{first.low or ''}..{first.high or ''}")


def _first(lows: list[Any]) -> date | None:
    return None if None in lows else min(lows)


def _last(certain: list[Span]) -> date | None:
    """One that certainly was is not later than its own bound; without any, nobody knows how late."""
    return min((span.high for span in certain if span.high), default=None)
