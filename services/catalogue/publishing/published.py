"""What is said of each stored event, from that event alone: the same bytes each time."""

from functools import singledispatch

from google.protobuf.message import Message
from somicis.catalogue.v1 import events_pb2, measure_pb2

from chassis.modelling import Root
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
