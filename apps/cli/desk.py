"""`somicis desk …`: what an operator does at the desk, from the first contact to the closing of a case."""

from typing import Annotated, Any

import typer
from somicis.intake.v1 import case_pb2 as cases
from somicis.intake.v1 import intake_service_pb2 as pb
from somicis.intake.v1 import profile_pb2 as profiles

from apps.cli.case_tables import case_tables
from apps.cli.done import done
from apps.cli.door import command, group, question, versioned_command
from apps.cli.measure_tables import matches_table
from apps.cli.session import Session
from apps.cli.spoken import listing, more
from apps.cli.typed import (
    AtLeastPosition,
    CaseId,
    CodeName,
    ContactId,
    Day,
    Identifier,
    Limit,
    Number,
    OccurredOn,
    Within,
    coded,
)
from apps.connection.asking import ask
from apps.connection.plain import plain

DESK = group("desk")

Channel = Annotated[cases.Channel.ValueType, coded("--channel", cases.Channel)]
Citizenship = Annotated[str, typer.Option("--citizenship")]
PurposeCode = Annotated[cases.Purpose.ValueType, coded("--purpose", cases.Purpose)]


def add_to(parent: typer.Typer) -> None:
    """Put the group into the program."""
    parent.add_typer(DESK)


@command(DESK, "activate")
def activate(session: Session, desk: CodeName, on: OccurredOn = None) -> None:
    """ActivateDesk."""
    request = pb.ActivateDeskRequest(desk=desk, occurred_on=on or "")
    done(session, session.send(session.clients().intake.ActivateDesk, request), "desk_id")


@command(DESK, "contact")
def contact(
    session: Session,
    desk: Annotated[str, typer.Option("--desk")],
    channel: Channel,
    citizenship: Citizenship,
    subject: Annotated[str | None, typer.Option("--subject", parser=Identifier())] = None,
    on: OccurredOn = None,
) -> None:
    """RecordContact."""
    request = pb.RecordContactRequest(
        desk=desk, channel=channel, citizenship=citizenship, subject_id=subject or "", occurred_on=on or ""
    )
    done(session, session.send(session.clients().intake.RecordContact, request), "contact_id")


@command(DESK, "open")
def open_case(
    session: Session,
    *,
    contact: ContactId,
    sex: Annotated[profiles.Sex.ValueType, coded("--sex", profiles.Sex)],
    age_bracket: Annotated[profiles.AgeBracket.ValueType, coded("--age-bracket", profiles.AgeBracket)],
    citizenship: Citizenship,
    permit_group: Annotated[profiles.PermitGroup.ValueType, coded("--permit-group", profiles.PermitGroup)],
    comune: Annotated[str, typer.Option("--comune")],
    employment_status: Annotated[
        profiles.EmploymentStatus.ValueType, coded("--employment-status", profiles.EmploymentStatus)
    ],
    on: OccurredOn = None,
) -> None:
    """OpenCase."""
    profile = profiles.Profile(
        sex=sex,
        age_bracket=age_bracket,
        citizenship=citizenship,
        permit_group=permit_group,
        comune=comune,
        employment_status=employment_status,
    )
    request = pb.OpenCaseRequest(contact_id=contact, profile=profile, occurred_on=on or "")
    done(session, session.send(session.clients().intake.OpenCase, request), "case_id")


@versioned_command(DESK, "need")
def need(
    session: Session,
    *,
    case: CaseId,
    purpose: PurposeCode,
    legal_form: Annotated[cases.LegalForm.ValueType, coded("--legal-form", cases.LegalForm)],
    ateco: Annotated[str, typer.Option("--ateco")] = "",
    ateco_version: Annotated[int, typer.Option("--ateco-version", parser=Number())] = 0,
    amount_eur: Annotated[int, typer.Option("--amount-eur", parser=Number())] = 0,
    interest_free_only: Annotated[bool, typer.Option("--interest-free-only")] = False,
    on: OccurredOn = None,
) -> None:
    """RecordNeed."""
    wanted = cases.Need(
        purpose=purpose,
        legal_form=legal_form,
        ateco=ateco,
        ateco_version=ateco_version,
        amount_eur=amount_eur,
        interest_free_only=interest_free_only,
    )
    change(session, "RecordNeed", pb.RecordNeedRequest(case_id=case, need=wanted, occurred_on=on or ""))


@versioned_command(DESK, "measures")
def measures(
    session: Session, case: CaseId, as_of: Annotated[str | None, typer.Option("--as-of", parser=Day())] = None
) -> None:
    """FindMeasures."""
    answer = decided(session, "FindMeasures", pb.FindMeasuresRequest(case_id=case, as_of=as_of or ""))
    done(session, answer, "case_id", matches_table(session.texts, answer.matches))


@versioned_command(DESK, "propose")
def propose(
    session: Session, case: CaseId, measures: Annotated[list[str], typer.Argument()], on: OccurredOn = None
) -> None:
    """ProposeMeasures."""
    request = pb.ProposeMeasuresRequest(case_id=case, measure_ids=measures, occurred_on=on or "")
    change(session, "ProposeMeasures", request)


@versioned_command(DESK, "orientation")
def orientation(session: Session, case: CaseId, on: OccurredOn = None) -> None:
    """RecordOrientation."""
    change(session, "RecordOrientation", pb.RecordOrientationRequest(case_id=case, occurred_on=on or ""))


@versioned_command(DESK, "sheet")
def sheet(
    session: Session,
    case: CaseId,
    reference: Annotated[str, typer.Option("--reference")],
    language: Annotated[str, typer.Option("--language")] = "it",
    on: OccurredOn = None,
) -> None:
    """IssueSheet."""
    request = pb.IssueSheetRequest(case_id=case, reference=reference, language=language, occurred_on=on or "")
    change(session, "IssueSheet", request)


@versioned_command(DESK, "refer")
def refer(
    session: Session,
    case: CaseId,
    recipient: Annotated[str, typer.Option("--to")],
    purpose: PurposeCode,
    within: Within = 0,
    on: OccurredOn = None,
) -> None:
    """ReferCase."""
    request = pb.ReferCaseRequest(
        case_id=case, recipient=recipient, purpose=purpose, answer_within_working_days=within, occurred_on=on or ""
    )
    change(session, "ReferCase", request)


@versioned_command(DESK, "follow-up")
def follow_up(session: Session, case: CaseId, channel: Channel, on: OccurredOn = None) -> None:
    """RecordFollowUp."""
    request = pb.RecordFollowUpRequest(case_id=case, channel=channel, occurred_on=on or "")
    change(session, "RecordFollowUp", request)


@versioned_command(DESK, "close")
def close(
    session: Session,
    case: CaseId,
    outcome: Annotated[cases.ClosingOutcome.ValueType, coded("--outcome", cases.ClosingOutcome)],
    evidence: Annotated[str, typer.Option("--evidence")],
    on: OccurredOn = None,
) -> None:
    """CloseCase."""
    request = pb.CloseCaseRequest(case_id=case, outcome=outcome, evidence=evidence, occurred_on=on or "")
    change(session, "CloseCase", request)


@question(DESK, "show")
def show(session: Session, case: CaseId) -> None:
    """GetCase."""
    found = case_now(session, case)
    session.show(plain(found), *case_tables(session.texts, found))


@question(DESK, "list")
def list_cases(
    session: Session,
    state: Annotated[cases.CaseState.ValueType, coded("--state", cases.CaseState)] = cases.CASE_STATE_UNSPECIFIED,
    limit: Limit = 200,
    at_least_position: AtLeastPosition = 0,
) -> None:
    """ListCases."""
    request = pb.ListCasesRequest(state=state, at_least_position=at_least_position)
    found, cut = session.listed(session.clients().intake.ListCases, request, "cases", limit)
    table = listing(session.texts, found, ["case_id", "state", "opened_on", "version"])
    session.show({"cases": [plain(one) for one in found], "more": cut}, table, more(session.texts, limit, cut))


@question(DESK, "recipients")
def recipients(session: Session) -> None:
    """ListRecipients."""
    answer = ask(session.clients().intake.ListRecipients, pb.ListRecipientsRequest())
    session.show(plain(answer), listing(session.texts, answer.recipients, ["code", "name"]))


def change(session: Session, method: str, request: Any) -> None:
    """Send a command on a case and say where the case stands."""
    done(session, decided(session, method, request), "case_id")


def decided(session: Session, method: str, request: Any) -> Any:
    """The response to a command on a case, decided on the version asked for, else on the present one."""
    version = session.choices.expected_version or case_now(session, request.case_id).version
    request.expected_version = session.choices.expected_version = version
    return session.send(getattr(session.clients().intake, method), request)


def case_now(session: Session, case: str) -> cases.Case:
    """The case as it stands."""
    answer: pb.GetCaseResponse = ask(session.clients().intake.GetCase, pb.GetCaseRequest(case_id=case))
    return answer.case
