"""What each refusal of this service is in gRPC; the reason and the facts travel beside it."""

from collections.abc import Mapping

from grpc import StatusCode

from chassis.modelling import Refusal
from services.catalogue.domain import draft_refusals, record_refusals, refusals, sheet_refusals, standing_refusals

STATUS: Mapping[type[Refusal], StatusCode] = {
    refusals.LevelOrKindChanged: StatusCode.FAILED_PRECONDITION,
    refusals.EditionLeftOut: StatusCode.FAILED_PRECONDITION,
    refusals.PublishedInTheFuture: StatusCode.FAILED_PRECONDITION,
    refusals.MeasureNotFound: StatusCode.NOT_FOUND,
    record_refusals.CatalogueBehindRecord: StatusCode.FAILED_PRECONDITION,
    record_refusals.RecordShowsMore: StatusCode.PERMISSION_DENIED,
    draft_refusals.NothingDrafted: StatusCode.FAILED_PRECONDITION,
    draft_refusals.DraftNotFound: StatusCode.NOT_FOUND,
    draft_refusals.ReviewerIsDrafter: StatusCode.FAILED_PRECONDITION,
    draft_refusals.DraftAlreadyReviewed: StatusCode.FAILED_PRECONDITION,
    draft_refusals.DraftNotReviewed: StatusCode.FAILED_PRECONDITION,
    draft_refusals.PublisherIsDrafter: StatusCode.FAILED_PRECONDITION,
    draft_refusals.EditionsDoNotFit: StatusCode.FAILED_PRECONDITION,
    draft_refusals.TestsDoNotHold: StatusCode.FAILED_PRECONDITION,
    draft_refusals.DraftsForEditors: StatusCode.PERMISSION_DENIED,
    sheet_refusals.LetterNotPrinted: StatusCode.FAILED_PRECONDITION,
    sheet_refusals.MeasureNotForPaper: StatusCode.FAILED_PRECONDITION,
    standing_refusals.EditionNotFound: StatusCode.NOT_FOUND,
    standing_refusals.EditionSuspended: StatusCode.FAILED_PRECONDITION,
    standing_refusals.EditionClosed: StatusCode.FAILED_PRECONDITION,
    standing_refusals.EditionTakesApplications: StatusCode.FAILED_PRECONDITION,
    standing_refusals.DayOutsideEdition: StatusCode.FAILED_PRECONDITION,
    standing_refusals.ResumedTooEarly: StatusCode.FAILED_PRECONDITION,
}
