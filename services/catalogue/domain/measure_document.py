"""A whole measure as its editor writes it: one file, its editions in the order in which they applied."""

from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise
from typing import Any, Literal, Self

from pydantic import ValidationError, model_validator

from services.catalogue.domain.document_problems import DocumentInvalid, problems_in
from services.catalogue.domain.edition import Edition, Kind
from services.catalogue.domain.moment import UNKNOWN
from services.catalogue.domain.part import MeasureId, NotEmpty, Part

Level = Literal["national", "regional", "local"]


class MeasureDocument(Part):
    """A measure and all its editions, oldest first; each supersedes the one before it."""

    id: MeasureId
    level: Level
    kind: Kind
    editions: NotEmpty[tuple[Edition, ...]]

    @cached_property
    def kept(self) -> dict[Any, Any]:
        """What others work out of it alone, and need not work out again."""
        return {}

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        _refuse_repeated_ids(self.editions)
        for earlier, later in pairwise(self.editions):
            _refuse_overlap(earlier, later)
        for edition in self.editions:
            _check_kind(edition, self.kind)
        return self


def read_document(written: Any) -> MeasureDocument:
    """A measure from plain data (YAML or JSON already parsed). Raises DocumentInvalid with every problem."""
    try:
        return MeasureDocument.model_validate(written)
    except ValidationError as error:
        raise DocumentInvalid(problems_in(error, written, MeasureDocument)) from error


def _refuse_repeated_ids(editions: Iterable[Edition]) -> None:
    seen: set[str] = set()
    for edition in editions:
        if edition.id in seen:
            raise ValueError(f"editions.{edition.id}.id: this id is used twice")
        seen.add(edition.id)


def _refuse_overlap(earlier: Edition, later: Edition) -> None:
    start, end = f"editions.{later.id}.valid_from", f"editions.{earlier.id}.valid_to"
    if later.valid_from == UNKNOWN:
        raise ValueError(f"{start}: only the first edition may begin on an unknown day")
    if later.begins <= earlier.begins:
        raise ValueError(f"{start}: editions stand oldest first, and {earlier.id} is not older")
    if earlier.valid_to is None:
        raise ValueError(f'{end}: {later.id} follows, so this is a day or "unknown"')
    if earlier.last_day and earlier.last_day >= later.begins:
        raise ValueError(f"{end}: overlaps {later.id}, which begins on {later.begins}")


def _check_kind(edition: Edition, kind: Kind) -> None:
    place = f"editions.{edition.id}"
    if kind not in edition.kinds:
        raise ValueError(f'{place}.kinds: the measure is of kind "{kind}", which is missing here')
    if kind == "service" and edition.amounts:
        raise ValueError(f"{place}.amounts: a service has no amounts")
    if kind != "service" and not edition.amounts:
        raise ValueError(f"{place}.amounts: say of what it would be an amount, even when no sum was found")
