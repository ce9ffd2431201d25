"""Between the published language and the words of this service; only this file and `values_from` name both."""

from typing import Any
from uuid import UUID

from somicis.catalogue.v1 import measure_pb2
from somicis.intake.v1 import case_pb2, caution_pb2, profile_pb2
from somicis.intake.v1 import intake_service_pb2 as pb
from somicis.shared.v1 import receipt_pb2

from chassis.commanding import Receipt
from chassis.serving import Call
from chassis.translating import day, enum_from, enum_to, uuid_or_none
from services.intake.application import commands
from services.intake.domain.case import Case
from services.intake.domain.case_referral import ANSWER_WITHIN, CaseReferral
from services.intake.domain.case_state import CaseState
from services.intake.domain.cautions import Caution
from services.intake.domain.channel import Channel
from services.intake.domain.closing import ClosingOutcome
from services.intake.domain.measures_found import MeasureFound, Text
from services.intake.domain.need import Purpose
from services.intake.domain.target import target_of
from services.intake.grpc_edge.values_from import citizenship_from, need_from, profile_from, reference_from
from services.intake.projections.caseload import CaseLine
from services.intake.projections.recipients import Recipient
from services.intake.publishing.wire_values import need_to, profile_to, proposed_to


def activate_desk_from(request: pb.ActivateDeskRequest, call: Call) -> commands.ActivateDesk:
    """Which desk has opened."""
    return commands.ActivateDesk(**_asked(request, call), **_dated(request), desk=request.desk)


def record_contact_from(request: pb.RecordContactRequest, call: Call) -> commands.RecordContact:
    """Who came, and how."""
    return commands.RecordContact(
        **_asked(request, call),
        **_dated(request),
        desk=request.desk,
        channel=enum_from(Channel, case_pb2.Channel, request.channel),
        citizenship=citizenship_from(request.citizenship, "citizenship"),
        subject_id=uuid_or_none(request.subject_id),
    )


def open_case_from(request: pb.OpenCaseRequest, call: Call) -> commands.OpenCase:
    """For whom a case is opened."""
    return commands.OpenCase(
        **_asked(request, call),
        **_dated(request),
        contact_id=UUID(request.contact_id),
        profile=profile_from(request.profile),
    )


def record_need_from(request: pb.RecordNeedRequest, call: Call) -> commands.RecordNeed:
    """What the person wants to do."""
    return commands.RecordNeed(**_asked_of_case(request, call), **_dated(request), need=need_from(request.need))


def find_measures_from(request: pb.FindMeasuresRequest, call: Call) -> commands.FindMeasures:
    """About which day the catalogue is asked."""
    return commands.FindMeasures(**_asked_of_case(request, call), as_of=day(request.as_of))


def propose_measures_from(request: pb.ProposeMeasuresRequest, call: Call) -> commands.ProposeMeasures:
    """Which measures were put before the person."""
    return commands.ProposeMeasures(
        **_asked_of_case(request, call), **_dated(request), measure_ids=tuple(request.measure_ids)
    )


def record_orientation_from(request: pb.RecordOrientationRequest, call: Call) -> commands.RecordOrientation:
    """When the orientation was held."""
    return commands.RecordOrientation(**_asked_of_case(request, call), **_dated(request))


def issue_sheet_from(request: pb.IssueSheetRequest, call: Call) -> commands.IssueSheet:
    """Which sheet was given."""
    return commands.IssueSheet(
        **_asked_of_case(request, call),
        **_dated(request),
        reference=reference_from(request.reference, "reference"),
        language=request.language,
    )


def refer_case_from(request: pb.ReferCaseRequest, call: Call) -> commands.ReferCase:
    """To whom the case is sent, for what, and how long they have to answer."""
    return commands.ReferCase(
        **_asked_of_case(request, call),
        **_dated(request),
        recipient=request.recipient,
        purpose=enum_from(Purpose, case_pb2.Purpose, request.purpose),
        answer_within=request.answer_within_working_days or ANSWER_WITHIN,
    )


def record_follow_up_from(request: pb.RecordFollowUpRequest, call: Call) -> commands.RecordFollowUp:
    """How the person was reached."""
    channel = enum_from(Channel, case_pb2.Channel, request.channel)
    return commands.RecordFollowUp(**_asked_of_case(request, call), **_dated(request), channel=channel)


def close_case_from(request: pb.CloseCaseRequest, call: Call) -> commands.CloseCase:
    """With which outcome, on which evidence."""
    outcome = enum_from(ClosingOutcome, case_pb2.ClosingOutcome, request.outcome)
    evidence = reference_from(request.evidence, "evidence")
    return commands.CloseCase(**_asked_of_case(request, call), **_dated(request), outcome=outcome, evidence=evidence)


def state_from(request: pb.ListCasesRequest) -> CaseState | None:
    """The state asked for, None for all."""
    return enum_from(CaseState, case_pb2.CaseState, request.state) if request.state else None


def receipt_to(receipt: Receipt) -> receipt_pb2.Receipt:
    """Where what was commanded stands."""
    return receipt_pb2.Receipt(id=str(receipt.id), version=receipt.version, position=receipt.position)


def contact_recorded_to(receipt: Receipt, command: commands.RecordContact) -> pb.RecordContactResponse:
    """The contact, and what its citizenship says of it."""
    return pb.RecordContactResponse(
        receipt=receipt_to(receipt),
        subject_id=str(command.visitor.subject_id),
        target=enum_to(profile_pb2.Target, target_of(command.citizenship)),
    )


def measures_found_to(receipt: Receipt, case: Case) -> pb.FindMeasuresResponse:
    """What the case keeps of the catalogue's answer; `case` is as the command left it."""
    if case.decision is None:
        raise AssertionError(f"Case {case.id} keeps no decision at version {case.version}.")
    return pb.FindMeasuresResponse(
        receipt=receipt_to(receipt),
        matches=map(_match_to, case.decision.matches),
        content_hash=case.decision.content_hash,
    )


def caution_to(caution: Caution) -> caution_pb2.Caution:
    """What to look at again."""
    return caution_pb2.Caution(
        kind=enum_to(caution_pb2.CautionKind, caution.kind),
        measure_id=caution.measure_id or "",
        window=enum_to(measure_pb2.WindowState, caution.window),
        opens_on=caution.opens_on.isoformat() if caution.opens_on else "",
        closes_on=caution.closes_on.isoformat() if caution.closes_on else "",
        referral_id=str(caution.referral_id or ""),
        recipient=caution.recipient or "",
    )


def case_to(case: Case) -> case_pb2.Case:
    """A case as it stands."""
    return case_pb2.Case(
        case_id=str(case.id),
        version=case.version,
        state=enum_to(case_pb2.CaseState, case.state),
        subject_id=str(case.subject_id),
        contact_id=str(case.contact_id),
        profile=profile_to(case.profile),
        opened_on=case.opened_on.isoformat(),
        proposed=map(proposed_to, case.proposed),
        referrals=map(_referral_to, case.referrals.values()),
        outcome=enum_to(case_pb2.ClosingOutcome, case.outcome),
        oriented_on=case.oriented_on.isoformat() if case.oriented_on else "",
        need=need_to(case.need) if case.need else None,
        sheet=case.sheet or "",
        evidence=case.evidence or "",
    )


def line_to(line: CaseLine) -> pb.CaseLine:
    """A case in the list."""
    return pb.CaseLine(
        case_id=str(line.case_id),
        state=enum_to(case_pb2.CaseState, line.state),
        opened_on=line.opened_on.isoformat(),
        version=line.version,
    )


def recipient_to(recipient: Recipient) -> pb.Recipient:
    """A partner."""
    return pb.Recipient(code=recipient.code, name=recipient.name)


def _asked(request: Any, call: Call) -> dict[str, Any]:
    return {"request_id": UUID(request.request_id), "origin": call.origin(), "now": call.now()}


def _asked_of_case(request: Any, call: Call) -> dict[str, Any]:
    about = {"case_id": UUID(request.case_id), "expected_version": request.expected_version}
    return {**_asked(request, call), **about}


def _dated(request: Any) -> dict[str, Any]:
    return {"occurred_on": day(request.occurred_on)}


def _match_to(measure: MeasureFound) -> measure_pb2.MeasureMatch:
    return measure_pb2.MeasureMatch(
        measure_id=measure.measure_id,
        edition_id=measure.edition_id,
        name=_text_to(measure.name),
        level=enum_to(measure_pb2.Level, measure.level),
        kind=enum_to(measure_pb2.Kind, measure.kind),
        verdict=enum_to(measure_pb2.Verdict, measure.verdict),
        window=enum_to(measure_pb2.WindowState, measure.window),
        opens_on=measure.opens_on.isoformat() if measure.opens_on else "",
        closes_on=measure.closes_on.isoformat() if measure.closes_on else "",
        to_verify=[measure_pb2.ToVerify(condition_id=condition) for condition in measure.to_verify],
        unverified=measure.unverified,
        only_for=map(_text_to, measure.only_for),
        territory=_text_to(measure.territory),
        sensitive=measure.sensitive,
    )


def _text_to(text: Text) -> measure_pb2.LocalisedText:
    return measure_pb2.LocalisedText(it=text.it, en=text.en)


def _referral_to(referral: CaseReferral) -> case_pb2.CaseReferral:
    return case_pb2.CaseReferral(
        referral_id=str(referral.referral_id),
        recipient=referral.recipient,
        state=referral.state.value,
        attempt=referral.attempt,
    )
