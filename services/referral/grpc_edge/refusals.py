"""What each refusal of this service is in gRPC; the reason and the facts travel beside it."""

from collections.abc import Mapping

from grpc import StatusCode

from chassis.modelling import Refusal
from services.referral.domain import refusals

STATUS: Mapping[type[Refusal], StatusCode] = {
    refusals.ReferralNotFound: StatusCode.NOT_FOUND,
    refusals.ReferralExpired: StatusCode.FAILED_PRECONDITION,
    refusals.ReferralNotAwaitingAnswer: StatusCode.FAILED_PRECONDITION,
    refusals.AnswerNotOverdue: StatusCode.FAILED_PRECONDITION,
    refusals.ReferralNotTakenOn: StatusCode.FAILED_PRECONDITION,
    refusals.AppointmentInThePast: StatusCode.FAILED_PRECONDITION,
    refusals.ReferralNotExpired: StatusCode.FAILED_PRECONDITION,
    refusals.OrganisationAlreadyRegistered: StatusCode.ALREADY_EXISTS,
    refusals.OrganisationUnknown: StatusCode.FAILED_PRECONDITION,
}
