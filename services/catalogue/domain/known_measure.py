"""A measure as the catalogue knows it at some moment: what it says, and how each of its editions stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.catalogue.domain.draft import Draft
from services.catalogue.domain.edition import Edition, Kind, edition_from
from services.catalogue.domain.measure_document import Level, MeasureDocument
from services.catalogue.domain.standing import UNDISTURBED, EditionState, Standing
from services.catalogue.domain.taken_in import Content


@dataclass(frozen=True)
class KnownMeasure:
    """`drafts` are those that stand in the document in the place of what is published: none, but for editors."""

    document: MeasureDocument
    standings: Mapping[str, Standing] = field(default_factory=dict)
    drafts: Mapping[str, Draft] = field(default_factory=dict)

    @classmethod
    def made_of(
        cls,
        identity: Mapping[str, Any],
        published: Mapping[str, Content],
        standings: Mapping[str, Standing],
        drafts: Mapping[str, Draft],
    ) -> "KnownMeasure | None":
        """From the contents of its editions; None for none. `identity` is its id, level and kind.

        Not validated as a whole: the facts of one file may become known one by one, and between the one that
        brings a new edition and the one that ends the old, the two overlap; and drafts need not fit together yet.
        """
        contents = {**published, **{edition_id: draft.content for edition_id, draft in drafts.items()}}
        if not contents:
            return None
        editions = tuple(sorted(map(edition_from, contents.values()), key=lambda edition: edition.begins))
        return cls(MeasureDocument.model_construct(**identity, editions=editions), dict(standings), dict(drafts))

    @property
    def id(self) -> str:
        return self.document.id

    @property
    def level(self) -> Level:
        return self.document.level

    @property
    def kind(self) -> Kind:
        return self.document.kind

    @property
    def editions(self) -> Sequence[Edition]:
        """Oldest first."""
        return self.document.editions

    @property
    def sensitive(self) -> bool:
        """Whether being offered it says something about a person's life, in any of its editions."""
        return any(edition.sensitive for edition in self.editions)

    def standing_of(self, edition_id: str) -> Standing:
        """How an edition stands."""
        return self.standings.get(edition_id, UNDISTURBED)

    def state_on(self, edition_id: str, day: date) -> EditionState:
        """Where an edition is in its life on a day; KeyError for one the measure does not have."""
        if edition_id in self.drafts:
            return self.drafts[edition_id].state
        edition = {each.id: each for each in self.editions}[edition_id]
        if any(edition.begins < each.begins <= day for each in self.editions if each.id not in self.drafts):
            return EditionState.SUPERSEDED
        interruption = self.standing_of(edition_id).on(day)
        if day > (edition.last_day or date.max) or (interruption and interruption.closes):
            return EditionState.CLOSED
        return EditionState.SUSPENDED if interruption else EditionState.PUBLISHED
