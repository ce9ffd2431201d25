"""Between the published language and the words of this service, for what editors do with editions."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from somicis.catalogue.v1 import catalogue_service_pb2 as pb
from somicis.catalogue.v1 import edition_pb2
from somicis.shared.v1 import receipt_pb2

from chassis.commanding import Receipt
from chassis.modelling import InvalidField
from chassis.serving import Call, InvalidFields
from chassis.translating import day, enum_from, enum_to
from services.catalogue.application.comparing import Compared, LineChanged, Wrong
from services.catalogue.application.drafts import PublishDrafts, ReviewDrafts, WithdrawDrafts
from services.catalogue.application.importing import Imported, ImportMeasure
from services.catalogue.application.stopping import CloseEdition, ResumeEdition, SuspendEdition
from services.catalogue.domain.changes import ABSENT, changes
from services.catalogue.domain.document_problems import DocumentInvalid
from services.catalogue.domain.draft import Draft
from services.catalogue.domain.known_measure import KnownMeasure
from services.catalogue.domain.reasons import ClosingReason, SuspensionReason, WithdrawalReason
from services.catalogue.grpc_edge.translate_words import stops_to


def import_from(request: pb.ImportMeasureRequest, call: Call) -> ImportMeasure:
    """What the editor sends."""
    return ImportMeasure(**_asked(request, call), document=request.document)


def review_from(request: pb.ReviewDraftsRequest, call: Call) -> ReviewDrafts:
    """What was read and is right."""
    return ReviewDrafts(**_asked(request, call), **_drafts(request))


def publish_from(request: pb.PublishDraftsRequest, call: Call) -> PublishDrafts:
    """What is to be published."""
    return PublishDrafts(**_asked(request, call), **_drafts(request), published_on=day(request.published_on))


def withdraw_from(request: pb.WithdrawDraftsRequest, call: Call) -> WithdrawDrafts:
    """What is sent back, and why."""
    reason = enum_from(WithdrawalReason, edition_pb2.WithdrawalReason, request.reason)
    return WithdrawDrafts(**_asked(request, call), **_drafts(request), reason=reason, note=request.note)


def suspend_from(request: pb.SuspendEditionRequest, call: Call) -> SuspendEdition:
    """What takes no applications for the time being."""
    reason = enum_from(SuspensionReason, edition_pb2.SuspensionReason, request.reason)
    about = {**_asked(request, call), **_edition(request), "note": request.note}
    return SuspendEdition(**about, from_day=day(request.from_day), reason=reason)


def resume_from(request: pb.ResumeEditionRequest, call: Call) -> ResumeEdition:
    """What takes them again."""
    return ResumeEdition(**_asked(request, call), **_edition(request), from_day=day(request.from_day))


def close_from(request: pb.CloseEditionRequest, call: Call) -> CloseEdition:
    """What takes them no longer."""
    reason = enum_from(ClosingReason, edition_pb2.ClosingReason, request.reason)
    about = {**_asked(request, call), **_edition(request), "note": request.note}
    return CloseEdition(**about, last_day=day(request.last_day), reason=reason)


def violations_of(invalid: DocumentInvalid) -> InvalidFields:
    """Everything wrong in the file, as paths that begin at the request's field."""
    return InvalidFields([InvalidField(_in_document(each.field), each.problem) for each in invalid.problems])


def imported_to(imported: Imported) -> pb.ImportMeasureResponse:
    """What the file brought."""
    return pb.ImportMeasureResponse(
        receipt=receipt_to(imported.receipt),
        measure_id=imported.code,
        drafted=imported.drafted,
        withdrawn=imported.withdrawn,
        unchanged=imported.unchanged,
    )


def compared_to(compared: Compared) -> pb.ImportMeasureResponse:
    """What the file would bring."""
    return pb.ImportMeasureResponse(
        measure_id=compared.code,
        drafted=compared.drafted,
        withdrawn=compared.withdrawn,
        unchanged=compared.unchanged,
        changes=[_line_changed(each) for each in compared.changes],
        problems=[_wrong(each) for each in compared.problems],
    )


def receipt_to(receipt: Receipt) -> receipt_pb2.Receipt:
    """Where the measure stands now."""
    return receipt_pb2.Receipt(id=str(receipt.id), version=receipt.version, position=receipt.position)


def standings_to(
    measure: KnownMeasure, published: KnownMeasure | None, today: date
) -> Iterator[edition_pb2.EditionStanding]:
    """Where each edition that is shown stands; a draft beside what it changes of what is published."""
    contents = {each.id: each.content() for each in published.editions} if published else {}
    for edition in measure.editions:
        told = edition_pb2.EditionStanding(
            edition_id=edition.id, state=enum_to(edition_pb2.EditionState, measure.state_on(edition.id, today))
        )
        if draft := measure.drafts.get(edition.id):
            _tell_of_draft(told, draft, contents.get(edition.id))
        _tell_of_stops(told, measure)
        yield told


def _asked(request: Any, call: Call) -> dict[str, Any]:
    return {
        "request_id": UUID(request.request_id),
        "origin": call.origin(),
        "now": call.now(),
        "expected_version": request.expected_version or None,
    }


def _drafts(request: Any) -> dict[str, Any]:
    return {"measure": request.measure_id, "edition_ids": tuple(request.edition_ids)}


def _edition(request: Any) -> dict[str, Any]:
    return {"measure": request.measure_id, "edition_id": request.edition_id}


def _in_document(path: str) -> str:
    return path if path == "document" else f"document.{path}"


def _line_changed(changed: LineChanged) -> edition_pb2.DocumentChange:
    change = changed.change
    return edition_pb2.DocumentChange(
        edition_id=changed.edition_id,
        path=change.path,
        was_json=_json(change.was),
        becomes_json=_json(change.becomes),
        line=changed.line,
    )


def _wrong(wrong: Wrong) -> edition_pb2.DocumentProblem:
    told = edition_pb2.DocumentProblem(path=wrong.problem.field, line=wrong.problem.line, problem=wrong.problem.problem)
    if wrong.refusal:
        told.reason = wrong.refusal.reason
        told.facts.extend(edition_pb2.RuleFact(name=n, value=v) for n, v in wrong.refusal.facts.items())
    return told


def _tell_of_draft(told: edition_pb2.EditionStanding, draft: Draft, published: Any) -> None:
    told.correction, told.drafted_by, told.reviewed_by = draft.correction, draft.drafted_by, draft.reviewed_by
    if published is not None:
        differs = changes(published, draft.content)
        told.changes.extend(_line_changed(LineChanged(told.edition_id, each, 0)) for each in differs)


def _tell_of_stops(told: edition_pb2.EditionStanding, measure: KnownMeasure) -> None:
    standing = measure.standing_of(told.edition_id)
    told.stops.extend(stops_to(each for each in standing.interruptions if each.from_day != each.until))
    if suspension := standing.suspension:
        told.suspended_from, told.note = suspension.from_day.isoformat(), suspension.note
        told.suspension_reason = enum_to(edition_pb2.SuspensionReason, SuspensionReason(suspension.reason))
    if closing := standing.closing:
        told.last_day, told.note = closing.last_day.isoformat(), closing.note
        told.closing_reason = enum_to(edition_pb2.ClosingReason, ClosingReason(closing.reason))


def _json(value: Any) -> str:
    return "" if value is ABSENT else json.dumps(value, ensure_ascii=False)
