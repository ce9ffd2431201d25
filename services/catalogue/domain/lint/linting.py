"""All remarks on the catalogue, in the order of measures and editions."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import pairwise

from services.catalogue.domain.lint.of_pairs import of_pairs
from services.catalogue.domain.lint.of_rules import of_rules
from services.catalogue.domain.lint.of_sources import of_sources
from services.catalogue.domain.lint.of_tests import of_tests
from services.catalogue.domain.lint.of_texts import of_texts
from services.catalogue.domain.lint.remark import Fault, Remark
from services.catalogue.domain.measure_document import MeasureDocument

LANGUAGES = ("it", "en", "fr", "ar")


def lint(measures: Sequence[MeasureDocument], on: date, languages: Collection[str] = LANGUAGES) -> Sequence[Remark]:
    """What an editor should look at, sorted."""
    return sorted(remark for measure in measures for remark in _of(measure, on, languages))


def _of(measure: MeasureDocument, on: date, languages: Collection[str]) -> Iterator[Remark]:
    for earlier, later in pairwise(measure.editions):
        if earlier.last_day and earlier.last_day >= later.begins:
            it, en = f"si sovrappone a {later.id}", f"overlaps {later.id}"
            yield Remark(measure.id, earlier.id, Fault.OVERLAPPING_EDITIONS, "valid_to", it, en)
    for edition in measure.editions:
        yield from of_rules(measure.id, edition, on)
        yield from of_pairs(measure.id, edition, on)
        yield from of_texts(measure.id, edition, languages)
        yield from of_tests(measure, edition, on)
        yield from of_sources(measure, edition, on)
