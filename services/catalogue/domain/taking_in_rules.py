"""What a measure file may not do to what is published."""

from collections.abc import Iterable

from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.refusals import EditionLeftOut, LevelOrKindChanged


def check_nature(document: MeasureDocument, level: str, kind: str) -> None:
    """Raise LEVEL_OR_KIND_CHANGED unless the document is of this level and kind."""
    for field, was, asked in (("level", level, document.level), ("kind", kind, document.kind)):
        if asked != was:
            raise LevelOrKindChanged(measure=document.id, field=field, was=was, asked=asked)


def check_nothing_is_left_out(document: MeasureDocument, published: Iterable[str]) -> None:
    """Raise EDITION_LEFT_OUT unless the document has every edition that is published."""
    offered = {edition.id for edition in document.editions}
    for edition_id in published:
        if edition_id not in offered:
            raise EditionLeftOut(measure=document.id, edition=edition_id)
