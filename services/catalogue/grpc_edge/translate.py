"""Between the published language and the words of this service, for what measures are on a day."""

import hashlib
from collections.abc import Sequence
from datetime import date

from somicis.catalogue.v1 import catalogue_service_pb2 as pb
from somicis.catalogue.v1 import edition_pb2, measure_pb2

from chassis.translating import enum_to
from services.catalogue.domain.matching import ToVerify
from services.catalogue.domain.measure_on_day import MeasureOnDay
from services.catalogue.domain.text import Text
from services.catalogue.domain.window import WindowState


def match_to(measure: MeasureOnDay) -> measure_pb2.MeasureMatch:
    """One measure on one day."""
    answer, window = measure.answer, measure.answer.window
    return measure_pb2.MeasureMatch(
        measure_id=answer.measure_id,
        edition_id=answer.edition_id,
        name=_text(answer.edition.name),
        level=measure_pb2.Level.Value(f"LEVEL_{answer.level.upper()}"),
        kind=measure_pb2.Kind.Value(f"KIND_{answer.kind.upper()}"),
        verdict=enum_to(measure_pb2.Verdict, answer.verdict),
        window=enum_to(measure_pb2.WindowState, window.state),
        opens_on=_day(window.opens_on if window.state is not WindowState.CLOSED else None),
        closes_on=_day(window.closes_on),
        to_verify=[_to_verify(each) for each in answer.to_verify],
        unverified=bool(answer.edition.unverified),
        only_for=[_text(audience) for audience in window.only_for],
        territory=_text(answer.edition.territory.text),
        sensitive=answer.edition.sensitive,
        state=enum_to(edition_pb2.EditionState, measure.state),
    )


def decision_to(answers: Sequence[MeasureOnDay], as_of: date, position: int, reserved: int) -> pb.MatchResponse:
    """The decision record: the hash covers what was answered, for which day, and how much is kept back."""
    matches = [match_to(each) for each in answers]
    decision = pb.MatchResponse(matches=matches, as_of=as_of.isoformat(), reserved_count=reserved)
    decided = decision.SerializeToString(deterministic=True)
    decision.content_hash = hashlib.sha256(decided).hexdigest()
    decision.catalogue_position = position
    return decision


def _to_verify(condition: ToVerify) -> measure_pb2.ToVerify:
    return measure_pb2.ToVerify(condition_id=condition.condition_id, text=_text(condition.text))


def _text(text: Text) -> measure_pb2.LocalisedText:
    return measure_pb2.LocalisedText(it=text.it, en=text.en)


def _day(known: date | None) -> str:
    return known.isoformat() if known else ""
