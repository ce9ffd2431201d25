"""What a measure file brings, compared with what is published and what is drafted already."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.catalogue.domain.draft import Draft
from services.catalogue.domain.edition import Edition
from services.catalogue.domain.measure_document import MeasureDocument

Content = dict[str, Any]


@dataclass(frozen=True)
class TakenIn:
    """Editions of a document by what becomes of them, in its order; `withdrawn` has ids it may not contain."""

    drafted: tuple[Edition, ...]
    withdrawn: tuple[str, ...]
    unchanged: tuple[str, ...]

    @property
    def changes_nothing(self) -> bool:
        return not self.drafted and not self.withdrawn


def taken_in(document: MeasureDocument, published: Mapping[str, Content], drafts: Mapping[str, Draft]) -> TakenIn:
    """What is new is drafted; a draft of which the document says something older, or nothing, is withdrawn."""
    drafted: list[Edition] = []
    unchanged: list[str] = []
    withdrawn = _left_out(document, drafts)
    for edition in document.editions:
        content, draft = edition.content(), drafts.get(edition.id)
        if content == (draft.content if draft else published.get(edition.id)):
            unchanged.append(edition.id)
        elif content == published.get(edition.id):
            withdrawn.append(edition.id)
        else:
            drafted.append(edition)
    return TakenIn(tuple(drafted), tuple(withdrawn), tuple(unchanged))


def all_anew(document: MeasureDocument, drafts: Mapping[str, Draft]) -> TakenIn:
    """Every edition is drafted, whatever was drafted before."""
    return TakenIn(document.editions, tuple(_left_out(document, drafts)), ())


def _left_out(document: MeasureDocument, drafts: Mapping[str, Draft]) -> list[str]:
    offered = {edition.id for edition in document.editions}
    return [edition_id for edition_id in drafts if edition_id not in offered]
