"""What each refusal of this service is in gRPC; the reason and the facts travel beside it."""

from collections.abc import Mapping

from grpc import StatusCode

from chassis.modelling import Refusal
from services.catalogue.domain import refusals

STATUS: Mapping[type[Refusal], StatusCode] = {
    refusals.LevelOrKindChanged: StatusCode.FAILED_PRECONDITION,
    refusals.EditionLeftOut: StatusCode.FAILED_PRECONDITION,
    refusals.PublishedInTheFuture: StatusCode.FAILED_PRECONDITION,
    refusals.MeasureNotFound: StatusCode.NOT_FOUND,
}
