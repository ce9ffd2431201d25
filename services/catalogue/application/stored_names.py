"""The names under which the catalogue's events are stored, for ever."""

from collections.abc import Mapping

from services.catalogue.domain.measure import Measure

STORED_NAMES: Mapping[str, type] = {
    "measure": Measure,
    "measure.registered": Measure.Registered,
    "measure.edition_drafted": Measure.EditionDrafted,
    "measure.draft_reviewed": Measure.DraftReviewed,
    "measure.draft_withdrawn": Measure.DraftWithdrawn,
    "measure.edition_published": Measure.EditionPublished,
    "measure.edition_corrected": Measure.EditionCorrected,
    "measure.edition_suspended": Measure.EditionSuspended,
    "measure.edition_resumed": Measure.EditionResumed,
    "measure.edition_closed": Measure.EditionClosed,
}
