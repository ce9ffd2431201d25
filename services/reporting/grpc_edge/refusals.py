"""Which status each refusal of this service becomes."""

from collections.abc import Mapping

from grpc import StatusCode

from chassis.modelling import Refusal
from services.reporting.domain.refusals import (
    IndicatorNotComputedYet,
    IndicatorNotInRegister,
    PeriodReversed,
)

STATUS: Mapping[type[Refusal], StatusCode] = {
    PeriodReversed: StatusCode.INVALID_ARGUMENT,
    IndicatorNotInRegister: StatusCode.NOT_FOUND,
    IndicatorNotComputedYet: StatusCode.FAILED_PRECONDITION,
}
