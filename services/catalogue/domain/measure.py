"""A measure and its editions as they became known to the catalogue: drafted, reviewed, published, stopped."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID, uuid5

from chassis.modelling import Operational, Root
from services.catalogue.domain.draft import Draft
from services.catalogue.domain.former_words import upcast_values
from services.catalogue.domain.known_measure import KnownMeasure
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.publishing_rules import check_fit, check_publishable, check_reviewable, drafts_among
from services.catalogue.domain.reasons import ClosingReason, SuspensionReason, WithdrawalReason
from services.catalogue.domain.standing import UNDISTURBED, Standing
from services.catalogue.domain.stopping_rules import StoppingRules
from services.catalogue.domain.taken_in import Content, TakenIn, all_anew, taken_in
from services.catalogue.domain.taking_in_rules import check_nature, check_nothing_is_left_out

MEASURES = UUID("0f6c2f0e-5d5b-4f0e-9a55-6a3c1d1e8a11")
"""The name space in which a measure's code makes its id, for ever."""


def id_of_measure(code: str) -> UUID:
    """The id of the measure with this code: the same everywhere, so it is registered once."""
    return uuid5(MEASURES, code)


class Measure(Root):
    """One measure. A content is the plain JSON data of a validated edition, as `Edition.content` makes it.

    `by` is the opaque code of the editor who acts. Where editions are asked for by `edition_ids`, none stands for
    every draft. An edition that is published is never edited: what mends it is drafted, reviewed and published too.
    """

    class Event(Root.Event):
        code: Operational[str]

    class Registered(Event, Root.Created):
        level: Operational[str]
        kind: Operational[str]

    class EditionDrafted(Event):
        level: Operational[str]
        kind: Operational[str]
        edition_id: Operational[str]
        content: Operational[dict[str, Any]]
        correction: Operational[bool]
        drafted_by: Operational[str]

        def apply(self, measure: "Measure") -> None:
            measure.level, measure.kind = self.level, self.kind
            measure.drafts[self.edition_id] = Draft(
                content=self.content, correction=self.correction, drafted_by=self.drafted_by
            )

    class DraftReviewed(Event):
        edition_id: Operational[str]
        reviewed_by: Operational[str]

        def apply(self, measure: "Measure") -> None:
            measure.drafts[self.edition_id] = measure.drafts[self.edition_id].reviewed(self.reviewed_by)

    class DraftWithdrawn(Event):
        edition_id: Operational[str]
        reason: Operational[WithdrawalReason]
        note: Operational[str]

        def apply(self, measure: "Measure") -> None:
            del measure.drafts[self.edition_id]

    class EditionPublished(Event):
        class_version: ClassVar[int] = 2
        level: Operational[str]
        kind: Operational[str]
        edition_id: Operational[str]
        content: Operational[dict[str, Any]]

        upcast_v1_v2 = staticmethod(upcast_values)

        def apply(self, measure: "Measure") -> None:
            measure.published(self.edition_id, self.content)

    class EditionCorrected(Event):
        class_version: ClassVar[int] = 2
        edition_id: Operational[str]
        content: Operational[dict[str, Any]]

        upcast_v1_v2 = staticmethod(upcast_values)

        def apply(self, measure: "Measure") -> None:
            measure.published(self.edition_id, self.content)

    class EditionSuspended(Event):
        edition_id: Operational[str]
        from_day: Operational[date]
        reason: Operational[SuspensionReason]
        note: Operational[str]

        def apply(self, measure: "Measure") -> None:
            standing = measure.standing_of(self.edition_id).suspended(self.from_day, self.reason, self.note)
            measure.standings[self.edition_id] = standing

    class EditionResumed(Event):
        edition_id: Operational[str]
        from_day: Operational[date]

        def apply(self, measure: "Measure") -> None:
            measure.standings[self.edition_id] = measure.standing_of(self.edition_id).resumed(self.from_day)

    class EditionClosed(Event):
        edition_id: Operational[str]
        last_day: Operational[date]
        reason: Operational[ClosingReason]
        note: Operational[str]

        def apply(self, measure: "Measure") -> None:
            standing = measure.standing_of(self.edition_id).closed(self.last_day, self.reason, self.note)
            measure.standings[self.edition_id] = standing

    def __init__(self, code: str, level: str, kind: str, occurred_on: date) -> None:
        self.code = code
        self.level = level
        self.kind = kind
        self.registered_on = occurred_on
        self.editions: dict[str, Content] = {}
        self.drafts: dict[str, Draft] = {}
        self.standings: dict[str, Standing] = {}

    @classmethod
    def register(cls, document: MeasureDocument, today: date) -> "Measure":
        """A measure new to the catalogue, still without editions: `take_in` drafts those."""
        return cls._create(
            cls.Registered,
            id=id_of_measure(document.id),
            code=document.id,
            level=document.level,
            kind=document.kind,
            occurred_on=today,
        )

    def take_in(self, document: MeasureDocument, by: str, today: date) -> TakenIn:
        """Draft what is new or otherwise in the document, and say what stays as it was."""
        new = self.would_take_in(document)
        for edition in new.drafted:
            about = {"level": document.level, "kind": document.kind, "content": edition.content(), "drafted_by": by}
            self._record(self.EditionDrafted, edition.id, today, correction=edition.id in self.editions, **about)
        for edition_id in new.withdrawn:
            self._record(self.DraftWithdrawn, edition_id, today, reason=WithdrawalReason.NOT_NEEDED, note="")
        return new

    def would_take_in(self, document: MeasureDocument) -> TakenIn:
        """What `take_in` would do, or why it is refused: LEVEL_OR_KIND_CHANGED, EDITION_LEFT_OUT."""
        check_nothing_is_left_out(document, self.editions)
        if self.editions:
            check_nature(document, self.level, self.kind)
        elif (document.level, document.kind) != (self.level, self.kind):
            # Nobody has counted it yet, so what was registered may have been a mistake; each draft is another now.
            return all_anew(document, self.drafts)
        return taken_in(document, self.editions, self.drafts)

    def review(self, edition_ids: Sequence[str], by: str, today: date) -> None:
        """Say that drafts were read and are right; without ids, all that wait for it."""
        waiting = [each for each, draft in self.drafts.items() if not draft.reviewed_by]
        wanted = drafts_among(self.code, self.drafts, edition_ids or waiting)
        for edition_id in wanted:
            check_reviewable(self.code, edition_id, self.drafts[edition_id], by)
        for edition_id in wanted:
            self._record(self.DraftReviewed, edition_id, today, reviewed_by=by)

    def publish(self, edition_ids: Sequence[str], by: str, on: date) -> None:
        """Make reviewed drafts what the catalogue says; together they and the other editions must hold."""
        wanted = drafts_among(self.code, self.drafts, edition_ids or list(self.drafts))
        for edition_id in wanted:
            check_publishable(self.code, edition_id, self.drafts[edition_id], by)
        contents = self.editions | {each: self.drafts[each].content for each in wanted}
        check_fit({"id": self.code, "level": self.level, "kind": self.kind}, contents)
        for edition_id in wanted:
            self._publish(edition_id, self.drafts[edition_id], on)

    def withdraw(self, edition_ids: Sequence[str], reason: WithdrawalReason, note: str, today: date) -> None:
        """Send drafts back, or take them back."""
        for edition_id in drafts_among(self.code, self.drafts, edition_ids or list(self.drafts)):
            self._record(self.DraftWithdrawn, edition_id, today, reason=reason, note=note)

    def suspend(self, edition_id: str, from_day: date, reason: SuspensionReason, note: str, today: date) -> None:
        """Say from which day an edition takes no applications for the time being."""
        self._rules_for(edition_id).check_suspension(from_day)
        self._record(self.EditionSuspended, edition_id, today, from_day=from_day, reason=reason, note=note)

    def resume(self, edition_id: str, from_day: date, today: date) -> None:
        """Say from which day an edition takes applications again, whether it was suspended or closed."""
        self._rules_for(edition_id).check_resumption(from_day)
        self._record(self.EditionResumed, edition_id, today, from_day=from_day)

    def close(self, edition_id: str, last_day: date, reason: ClosingReason, note: str, today: date) -> None:
        """Say after which day an edition takes no applications any more, earlier than it says itself."""
        self._rules_for(edition_id).check_closing(last_day)
        self._record(self.EditionClosed, edition_id, today, last_day=last_day, reason=reason, note=note)

    def known(self, *, with_drafts: bool = False) -> KnownMeasure | None:
        """The measure as its editor would write it now; None when nothing of it can be shown."""
        identity = {"id": self.code, "level": self.level, "kind": self.kind}
        return KnownMeasure.made_of(identity, self.editions, self.standings, self.drafts if with_drafts else {})

    def standing_of(self, edition_id: str) -> Standing:
        """How an edition stands beyond what it says."""
        return self.standings.get(edition_id, UNDISTURBED)

    def published(self, edition_id: str, content: Content) -> None:
        """For events: the content is what the catalogue says, and its draft is no more."""
        self.editions[edition_id] = content
        self.drafts.pop(edition_id, None)

    def _publish(self, edition_id: str, draft: Draft, on: date) -> None:
        if draft.correction:
            self._record(self.EditionCorrected, edition_id, on, content=draft.content)
        else:
            nature = {"level": self.level, "kind": self.kind}
            self._record(self.EditionPublished, edition_id, on, content=draft.content, **nature)

    def _rules_for(self, edition_id: str) -> StoppingRules:
        return StoppingRules(self.code, edition_id, self.editions.get(edition_id), self.standing_of(edition_id))

    def _record(self, fact: type[Event], edition_id: str, on: date, **fields: Any) -> None:
        self.trigger_event(fact, occurred_on=on, code=self.code, edition_id=edition_id, **fields)
