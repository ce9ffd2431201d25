"""Between the published language and the words of this service, for what measures are on a day."""

import hashlib
from collections.abc import Sequence
from datetime import date

from somicis.catalogue.v1 import catalogue_service_pb2 as pb
from somicis.catalogue.v1 import edition_pb2, measure_pb2

from chassis.translating import enum_to
from services.catalogue.domain.known_measure import KnownMeasure
from services.catalogue.domain.measure_on_day import MeasureOnDay
from services.catalogue.domain.standing import EditionState
from services.catalogue.domain.verdicts.edition_for import Chosen
from services.catalogue.domain.verdicts.judged import Judged
from services.catalogue.domain.window_on_day import ENDLESS
from services.catalogue.grpc_edge.translate_match import to_verify_to
from services.catalogue.grpc_edge.translate_words import day_to, opening_to, stops_to, text_to


def listed_to(on_day: MeasureOnDay) -> measure_pb2.MeasureMatch:
    """One measure on one day, for nobody in particular."""
    match = _described(on_day.measure, on_day.chosen, on_day.state)
    match.verdict = measure_pb2.VERDICT_TO_VERIFY
    for condition in on_day.to_verify:
        match.to_verify.add(condition_id=condition.id, text=text_to(condition.text))
    return match


def match_to(measure: KnownMeasure, answer: Judged, as_of: date) -> measure_pb2.MeasureMatch:
    """One measure on one day for one profile."""
    match = _described(measure, answer.chosen, measure.state_on(answer.edition.id, as_of))
    match.verdict = enum_to(measure_pb2.Verdict, answer.verdict)
    match.to_verify.extend(to_verify_to(answer))
    return match


def decision_to(matches: Sequence[measure_pb2.MeasureMatch], as_of: date, reserved: int) -> pb.MatchResponse:
    """The hash covers what was answered, for which day, and how much is kept back."""
    decision = pb.MatchResponse(matches=matches, as_of=as_of.isoformat(), reserved_count=reserved)
    decided = decision.SerializeToString(deterministic=True)
    decision.content_hash = hashlib.sha256(decided).hexdigest()
    return decision


def _described(measure: KnownMeasure, chosen: Chosen, state: EditionState) -> measure_pb2.MeasureMatch:
    edition, window = chosen.edition, chosen.window
    return measure_pb2.MeasureMatch(
        measure_id=measure.id,
        edition_id=edition.id,
        name=text_to(edition.name),
        level=measure_pb2.Level.Value(f"LEVEL_{measure.level.upper()}"),
        kind=measure_pb2.Kind.Value(f"KIND_{measure.kind.upper()}"),
        window=enum_to(measure_pb2.WindowState, window.state),
        opens_on=opening_to(window),
        closes_on=day_to(window.closes_on),
        unverified=bool(edition.unverified),
        only_for=[text_to(audience) for audience in window.only_for],
        territory=text_to(edition.territory.text),
        sensitive=edition.sensitive,
        state=enum_to(edition_pb2.EditionState, state),
        until_funds_end=window.until_funds_end,
        window_notes=[text_to(note) for note in window.notes],
        stops=stops_to(window.stops),
        perhaps_until=day_to(window.closes_at_the_latest if window.perhaps_until else None),
        perhaps_without_end=window.perhaps_until == ENDLESS,
    )
