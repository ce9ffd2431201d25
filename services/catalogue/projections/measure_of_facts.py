"""Puts a measure together from what became known of its editions, in the order in which it did."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from services.catalogue.domain.draft import Draft
from services.catalogue.domain.known_measure import KnownMeasure
from services.catalogue.domain.reasons import ClosingReason, SuspensionReason
from services.catalogue.domain.standing import UNDISTURBED, Standing


class Fact(StrEnum):
    """What can become known of an edition."""

    DRAFTED = "drafted"
    REVIEWED = "reviewed"
    WITHDRAWN = "withdrawn"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    CLOSED = "closed"


def measure_of(
    code: str, facts: Iterable[tuple[str, Fact, dict[str, Any]]], *, with_drafts: bool
) -> KnownMeasure | None:
    """The measure after some facts, each with its edition and what it says; None when nothing of it can be shown."""
    known = _Known()
    for edition_id, fact, said in facts:
        known.take(edition_id, fact, said)
    return known.measure(code, with_drafts=with_drafts)


@dataclass
class _Known:
    published: dict[str, dict[str, Any]] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)
    standings: dict[str, Standing] = field(default_factory=dict)
    nature: dict[str, str] = field(default_factory=dict)

    def take(self, edition_id: str, fact: Fact, said: dict[str, Any]) -> None:
        match fact:
            case Fact.DRAFTED | Fact.REVIEWED | Fact.WITHDRAWN:
                self._of_a_draft(edition_id, fact, said)
            case Fact.PUBLISHED | Fact.CORRECTED:
                self.published[edition_id] = said["content"]
                self.drafts.pop(edition_id, None)
                self._natured(said)
            case _:
                standing = self.standings.get(edition_id, UNDISTURBED)
                self.standings[edition_id] = _after(standing, fact, said)

    def measure(self, code: str, *, with_drafts: bool) -> KnownMeasure | None:
        drafts = self.drafts if with_drafts else {}
        return KnownMeasure.made_of({"id": code, **self.nature}, self.published, self.standings, drafts)

    def _of_a_draft(self, edition_id: str, fact: Fact, said: dict[str, Any]) -> None:
        match fact:
            case Fact.DRAFTED:
                self.drafts[edition_id] = Draft(
                    **{name: said[name] for name in ("content", "correction", "drafted_by")}
                )
                self._natured(said)
            case Fact.REVIEWED:
                self.drafts[edition_id] = self.drafts[edition_id].reviewed(said["reviewed_by"])
            case _:
                del self.drafts[edition_id]

    def _natured(self, said: dict[str, Any]) -> None:
        self.nature |= {name: said[name] for name in ("level", "kind") if name in said}


def _after(standing: Standing, fact: Fact, said: dict[str, Any]) -> Standing:
    match fact:
        case Fact.SUSPENDED:
            day = date.fromisoformat(said["from_day"])
            return standing.suspended(day, SuspensionReason(said["reason"]), said["note"])
        case Fact.CLOSED:
            return standing.closed(date.fromisoformat(said["last_day"]), ClosingReason(said["reason"]), said["note"])
        case _:
            return standing.resumed(date.fromisoformat(said["from_day"]))
