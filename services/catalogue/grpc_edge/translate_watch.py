"""Between the published language and the words of this service, for what has become of the catalogue."""

from datetime import date

from somicis.catalogue.v1 import measure_pb2
from somicis.catalogue.v1 import watch_pb2 as pb

from chassis.translating import enum_to
from services.catalogue.domain.known_measure import KnownMeasure
from services.catalogue.domain.measure_on_day import on_day
from services.catalogue.domain.turn import Turn
from services.catalogue.grpc_edge.translate_words import day_to, opening_to, stops_to, text_to
from services.catalogue.projections.announcements import Announcement
from services.catalogue.projections.measure_of_facts import Fact

_KINDS = {
    Fact.PUBLISHED: pb.CATALOGUE_CHANGE_KIND_EDITION_PUBLISHED,
    Fact.CORRECTED: pb.CATALOGUE_CHANGE_KIND_EDITION_CORRECTED,
    Fact.SUSPENDED: pb.CATALOGUE_CHANGE_KIND_EDITION_SUSPENDED,
    Fact.RESUMED: pb.CATALOGUE_CHANGE_KIND_EDITION_RESUMED,
    Fact.CLOSED: pb.CATALOGUE_CHANGE_KIND_EDITION_CLOSED,
}


def announcement_to(told: Announcement, log: str, measure: KnownMeasure, today: date) -> pb.CatalogueChange:
    """Something an editor recorded, under the id of its event."""
    change = _change(measure, today)
    change.change_id, change.kind = f"{log}/{told.position}", _KINDS[told.fact]
    change.edition_id, change.day = told.edition_id, told.day.isoformat()
    change.recorded_at = told.recorded_at.isoformat()
    return change


def turn_to(turn: Turn, today: date) -> pb.CatalogueChange:
    """Something a day brought."""
    change = _change(turn.measure, today)
    opened, closed = pb.CATALOGUE_CHANGE_KIND_WINDOW_OPENED, pb.CATALOGUE_CHANGE_KIND_WINDOW_CLOSED
    change.change_id, change.kind = turn.id, opened if turn.opened else closed
    change.edition_id, change.day = turn.edition_id, turn.day.isoformat()
    return change


def _change(measure: KnownMeasure, today: date) -> pb.CatalogueChange:
    chosen = on_day(measure, today).chosen
    return pb.CatalogueChange(
        measure_id=measure.id,
        name=text_to(chosen.edition.name),
        level=measure_pb2.Level.Value(f"LEVEL_{measure.level.upper()}"),
        measure_kind=measure_pb2.Kind.Value(f"KIND_{measure.kind.upper()}"),
        window=enum_to(measure_pb2.WindowState, chosen.window.state),
        opens_on=opening_to(chosen.window),
        closes_on=day_to(chosen.window.closes_on),
        until_funds_end=chosen.window.until_funds_end,
        stops=stops_to(chosen.window.stops),
    )
