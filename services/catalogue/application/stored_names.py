"""The names under which the catalogue's events are stored, for ever."""

from collections.abc import Mapping

from services.catalogue.domain.measure import Measure

STORED_NAMES: Mapping[str, type] = {
    "measure": Measure,
    "measure.registered": Measure.Registered,
    "measure.edition_published": Measure.EditionPublished,
    "measure.edition_corrected": Measure.EditionCorrected,
}
