"""Between the published language and the words of this service; the only file of the edge that names both."""

import hashlib
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from somicis.catalogue.v1 import catalogue_service_pb2 as pb
from somicis.catalogue.v1 import measure_pb2
from somicis.shared.v1 import receipt_pb2

from chassis.modelling import InvalidField
from chassis.serving import Call, InvalidFields
from chassis.translating import day, enum_to
from services.catalogue.application.importing import Imported, ImportMeasure
from services.catalogue.domain.document_problems import DocumentInvalid
from services.catalogue.domain.matching import MeasureAnswer, ToVerify
from services.catalogue.domain.text import Text
from services.catalogue.domain.window import WindowState


def import_from(request: pb.ImportMeasureRequest, call: Call) -> ImportMeasure:
    """What the editor sends."""
    return ImportMeasure(
        request_id=UUID(request.request_id),
        origin=call.origin(),
        now=call.now(),
        document=request.document,
        published_on=day(request.published_on),
        expected_version=request.expected_version or None,
    )


def violations_of(invalid: DocumentInvalid) -> InvalidFields:
    """Everything wrong in the file, as paths that begin at the request's field."""
    return InvalidFields([InvalidField(_in_document(each.field), each.problem) for each in invalid.problems])


def imported_to(imported: Imported) -> pb.ImportMeasureResponse:
    """What the file brought."""
    receipt = imported.receipt
    return pb.ImportMeasureResponse(
        receipt=receipt_pb2.Receipt(id=str(receipt.id), version=receipt.version, position=receipt.position),
        measure_id=imported.code,
        published=imported.published,
        corrected=imported.corrected,
        unchanged=imported.unchanged,
    )


def match_to(answer: MeasureAnswer) -> measure_pb2.MeasureMatch:
    """One measure on one day."""
    window = answer.window
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
    )


def decision_to(answers: Sequence[MeasureAnswer], as_of: date, position: int) -> pb.MatchResponse:
    """The decision record: the hash covers what was answered and for which day."""
    decision = pb.MatchResponse(matches=[match_to(each) for each in answers], as_of=as_of.isoformat())
    decided = decision.SerializeToString(deterministic=True)
    decision.content_hash = hashlib.sha256(decided).hexdigest()
    decision.catalogue_position = position
    return decision


def _in_document(path: str) -> str:
    return path if path == "document" else f"document.{path}"


def _to_verify(condition: ToVerify) -> measure_pb2.ToVerify:
    return measure_pb2.ToVerify(condition_id=condition.condition_id, text=_text(condition.text))


def _text(text: Text) -> measure_pb2.LocalisedText:
    return measure_pb2.LocalisedText(it=text.it, en=text.en)


def _day(known: date | None) -> str:
    return known.isoformat() if known else ""
