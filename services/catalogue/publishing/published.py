"""What is said of each stored event, from that event alone: the same bytes each time."""

from functools import singledispatch

from google.protobuf.message import Message
from somicis.catalogue.v1 import edition_pb2, events_pb2, measure_pb2

from chassis.modelling import Root
from chassis.translating import enum_to
from services.catalogue.domain.measure import Measure


@singledispatch
def published(event: Root.Event) -> Message | None:
    """The public event of a stored one; None for what stays inside."""
    del event
    return None


@published.register
def _published(event: Measure.EditionPublished) -> Message:
    return events_pb2.EditionPublished(
        measure_id=event.code,
        edition_id=event.edition_id,
        level=measure_pb2.Level.Value(f"LEVEL_{event.level.upper()}"),
        kind=measure_pb2.Kind.Value(f"KIND_{event.kind.upper()}"),
        occurred_on=event.occurred_on.isoformat(),
    )


@published.register
def _corrected(event: Measure.EditionCorrected) -> Message:
    return events_pb2.EditionCorrected(
        measure_id=event.code, edition_id=event.edition_id, occurred_on=event.occurred_on.isoformat()
    )


@published.register
def _suspended(event: Measure.EditionSuspended) -> Message:
    return events_pb2.EditionSuspended(
        measure_id=event.code,
        edition_id=event.edition_id,
        from_day=event.from_day.isoformat(),
        reason=enum_to(edition_pb2.SuspensionReason, event.reason),
        occurred_on=event.occurred_on.isoformat(),
    )


@published.register
def _resumed(event: Measure.EditionResumed) -> Message:
    return events_pb2.EditionResumed(
        measure_id=event.code,
        edition_id=event.edition_id,
        from_day=event.from_day.isoformat(),
        occurred_on=event.occurred_on.isoformat(),
    )


@published.register
def _closed(event: Measure.EditionClosed) -> Message:
    return events_pb2.EditionClosed(
        measure_id=event.code,
        edition_id=event.edition_id,
        last_day=event.last_day.isoformat(),
        reason=enum_to(edition_pb2.ClosingReason, event.reason),
        occurred_on=event.occurred_on.isoformat(),
    )
