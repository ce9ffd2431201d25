"""What each refusal of this service is in gRPC; the reason and the facts travel beside it."""

from collections.abc import Mapping

from grpc import StatusCode

from chassis.modelling import Refusal
from services.intake.domain import case_refusals, refusals

STATUS: Mapping[type[Refusal], StatusCode] = {
    refusals.DeskAlreadyActive: StatusCode.ALREADY_EXISTS,
    refusals.DeskNotActive: StatusCode.FAILED_PRECONDITION,
    refusals.ContactNotFound: StatusCode.NOT_FOUND,
    refusals.ContactOutOfTarget: StatusCode.FAILED_PRECONDITION,
    refusals.ProfileDiffers: StatusCode.FAILED_PRECONDITION,
    refusals.OccurredBeforeContact: StatusCode.FAILED_PRECONDITION,
    refusals.CaseAlreadyOpenForContact: StatusCode.ALREADY_EXISTS,
    case_refusals.CaseNotFound: StatusCode.NOT_FOUND,
    case_refusals.CaseAlreadyClosed: StatusCode.FAILED_PRECONDITION,
    case_refusals.OccurredBeforeCaseOpened: StatusCode.FAILED_PRECONDITION,
    case_refusals.MeasuresNotLookedFor: StatusCode.FAILED_PRECONDITION,
    case_refusals.MeasureNotFoundForCase: StatusCode.FAILED_PRECONDITION,
    case_refusals.MeasureAlreadyProposed: StatusCode.FAILED_PRECONDITION,
    case_refusals.MeasureTooSensitive: StatusCode.FAILED_PRECONDITION,
    case_refusals.NothingProposed: StatusCode.FAILED_PRECONDITION,
    case_refusals.OrientationNotHeld: StatusCode.FAILED_PRECONDITION,
    case_refusals.SheetAlreadyIssued: StatusCode.FAILED_PRECONDITION,
    case_refusals.RecipientUnknown: StatusCode.FAILED_PRECONDITION,
    case_refusals.AlreadyReferredToRecipient: StatusCode.FAILED_PRECONDITION,
    case_refusals.OutcomeNotSupported: StatusCode.FAILED_PRECONDITION,
}
