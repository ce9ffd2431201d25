"""What a draft needs before the catalogue says it: a second person, and editions that hold together."""

from collections.abc import Container, Iterator, Mapping, Sequence

from chassis.modelling import InvalidField
from services.catalogue.domain.document_problems import DocumentInvalid
from services.catalogue.domain.draft import Draft
from services.catalogue.domain.draft_refusals import (
    DraftAlreadyReviewed,
    DraftNotFound,
    DraftNotReviewed,
    EditionsDoNotFit,
    NothingDrafted,
    PublisherIsDrafter,
    ReviewerIsDrafter,
    TestsDoNotHold,
)
from services.catalogue.domain.edition import edition_from
from services.catalogue.domain.measure_document import MeasureDocument, read_document
from services.catalogue.domain.taken_in import Content
from services.catalogue.domain.verdicts.tests_that_hold import check_own_tests


def drafts_among(measure: str, drafts: Container[str], edition_ids: Sequence[str]) -> Sequence[str]:
    """The ids, each once. Raises NOTHING_DRAFTED for none and DRAFT_NOT_FOUND for one that has no draft."""
    if not edition_ids:
        raise NothingDrafted(measure=measure)
    for edition_id in edition_ids:
        if edition_id not in drafts:
            raise DraftNotFound(measure=measure, edition=edition_id)
    return list(dict.fromkeys(edition_ids))


def check_reviewable(measure: str, edition_id: str, draft: Draft, by: str) -> None:
    """Raise DRAFT_ALREADY_REVIEWED, and REVIEWER_IS_DRAFTER when one person would do both."""
    if draft.reviewed_by:
        raise DraftAlreadyReviewed(measure=measure, edition=edition_id, reviewed_by=draft.reviewed_by)
    if draft.drafted_by == by:
        raise ReviewerIsDrafter(measure=measure, edition=edition_id, by=by)


def check_publishable(measure: str, edition_id: str, draft: Draft, by: str) -> None:
    """Raise DRAFT_NOT_REVIEWED, and PUBLISHER_IS_DRAFTER when one person would do both."""
    if not draft.reviewed_by:
        raise DraftNotReviewed(measure=measure, edition=edition_id)
    if draft.drafted_by == by:
        raise PublisherIsDrafter(measure=measure, edition=edition_id, by=by)


def check_fit(nature: Mapping[str, str], contents: Mapping[str, Content]) -> None:
    """Raise EDITIONS_DO_NOT_FIT unless these editions make a whole measure, TESTS_DO_NOT_HOLD unless as they expect."""
    editions = sorted(contents.values(), key=lambda content: edition_from(content).begins)
    try:
        document = read_document({**nature, "editions": editions})
    except DocumentInvalid as invalid:
        raise EditionsDoNotFit(*_each(invalid), measure=nature["id"], **_first(invalid)) from invalid
    _check_tests(document)


def _check_tests(document: MeasureDocument) -> None:
    try:
        check_own_tests(document)
    except DocumentInvalid as invalid:
        raise TestsDoNotHold(*_each(invalid), measure=document.id, **_first(invalid)) from invalid


def _each(invalid: DocumentInvalid) -> Iterator[InvalidField]:
    return (InvalidField(each.field, each.problem) for each in invalid.problems)


def _first(invalid: DocumentInvalid) -> dict[str, str]:
    return {"field": invalid.field, "problem": invalid.problem}
