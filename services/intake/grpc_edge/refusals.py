"""What each refusal of this service is in gRPC; the reason and the facts travel beside it."""

from collections.abc import Mapping

from grpc import StatusCode

from chassis.modelling import Refusal
from services.intake.domain import refusals

STATUS: Mapping[type[Refusal], StatusCode] = {
    refusals.OccurredInTheFuture: StatusCode.FAILED_PRECONDITION,
    refusals.DeskAlreadyActive: StatusCode.ALREADY_EXISTS,
    refusals.DeskNotActive: StatusCode.FAILED_PRECONDITION,
    refusals.ContactNotFound: StatusCode.NOT_FOUND,
    refusals.ContactOutOfTarget: StatusCode.FAILED_PRECONDITION,
    refusals.ProfileDiffers: StatusCode.FAILED_PRECONDITION,
    refusals.OccurredBeforeContact: StatusCode.FAILED_PRECONDITION,
    refusals.CaseAlreadyOpenForContact: StatusCode.ALREADY_EXISTS,
    refusals.CaseNotFound: StatusCode.NOT_FOUND,
    refusals.CaseAlreadyClosed: StatusCode.FAILED_PRECONDITION,
    refusals.OccurredBeforeCaseOpened: StatusCode.FAILED_PRECONDITION,
    refusals.MeasuresNotLookedFor: StatusCode.FAILED_PRECONDITION,
    refusals.MeasureNotFoundForCase: StatusCode.FAILED_PRECONDITION,
    refusals.MeasureAlreadyProposed: StatusCode.FAILED_PRECONDITION,
    refusals.NothingProposed: StatusCode.FAILED_PRECONDITION,
    refusals.OrientationNotHeld: StatusCode.FAILED_PRECONDITION,
    refusals.SheetAlreadyIssued: StatusCode.FAILED_PRECONDITION,
    refusals.RecipientUnknown: StatusCode.FAILED_PRECONDITION,
    refusals.AlreadyReferredToRecipient: StatusCode.FAILED_PRECONDITION,
    refusals.OutcomeNotSupported: StatusCode.FAILED_PRECONDITION,
}
