"""`somicis partner …`: what a partner organisation does with the people sent to it, and who the partners are."""

from typing import Annotated, Any

import typer
from somicis.referral.v1 import referral_pb2 as referrals
from somicis.referral.v1 import referral_service_pb2 as pb

from apps.cli.done import done
from apps.cli.door import command, group, question, versioned_command
from apps.cli.referral_tables import change_line, referral_facts, referrals_table
from apps.cli.session import Session
from apps.cli.spoken import listing, more
from apps.cli.typed import (
    AtLeastPosition,
    CodeName,
    Day,
    Identifier,
    Limit,
    OccurredOn,
    ReferralId,
    Within,
    coded,
)
from apps.connection.asking import ask
from apps.connection.plain import plain
from apps.connection.watching import watch_referrals

PARTNER = group("partner")
WHO_REGISTERS = "supervisor"
"""Whom `register` speaks as without --as: an operator may not."""


def add_to(parent: typer.Typer) -> None:
    """Put the group into the program."""
    parent.add_typer(PARTNER)


@command(PARTNER, "register")
def register(
    session: Session,
    organisation: CodeName,
    name: Annotated[str, typer.Option("--name")],
    kind: Annotated[referrals.OrganisationKind.ValueType, coded("--kind", referrals.OrganisationKind)],
    on: OccurredOn = None,
) -> None:
    """RegisterOrganisation."""
    request = pb.RegisterOrganisationRequest(code=organisation, name=name, kind=kind, occurred_on=on or "")
    answer = session.send(session.clients(WHO_REGISTERS).referral.RegisterOrganisation, request)
    done(session, answer, "organisation_id")


@question(PARTNER, "organisations")
def organisations(session: Session, limit: Limit = 200, at_least_position: AtLeastPosition = 0) -> None:
    """ListOrganisations."""
    request = pb.ListOrganisationsRequest(at_least_position=at_least_position)
    found, cut = session.listed(session.clients().referral.ListOrganisations, request, "organisations", limit)
    table = listing(session.texts, found, ["code", "name", "kind"])
    data = {"organisations": [plain(one) for one in found], "more": cut}
    session.show(data, table, more(session.texts, limit, cut))


@question(PARTNER, "list")
def list_referrals(
    session: Session,
    state: Annotated[
        referrals.ReferralState.ValueType, coded("--state", referrals.ReferralState)
    ] = referrals.REFERRAL_STATE_UNSPECIFIED,
    case: Annotated[str | None, typer.Option("--case", parser=Identifier())] = None,
    limit: Limit = 200,
    at_least_position: AtLeastPosition = 0,
) -> None:
    """ListReferrals."""
    request = pb.ListReferralsRequest(state=state, case_id=case or "", at_least_position=at_least_position)
    found, cut = session.listed(session.clients().referral.ListReferrals, request, "referrals", limit)
    data = {"referrals": [plain(one) for one in found], "more": cut}
    session.show(data, referrals_table(session.texts, found), more(session.texts, limit, cut))


@question(PARTNER, "show")
def show(session: Session, referral: ReferralId) -> None:
    """GetReferral."""
    found = referral_now(session, referral)
    session.show(plain(found), referral_facts(session.texts, found))


@versioned_command(PARTNER, "accept")
def accept(session: Session, referral: ReferralId) -> None:
    """AcceptReferral."""
    change(session, "AcceptReferral", pb.AcceptReferralRequest(referral_id=referral))


@versioned_command(PARTNER, "decline")
def decline(
    session: Session,
    referral: ReferralId,
    reason: Annotated[referrals.DeclineReason.ValueType, coded("--reason", referrals.DeclineReason)],
) -> None:
    """DeclineReferral."""
    change(session, "DeclineReferral", pb.DeclineReferralRequest(referral_id=referral, decline_reason=reason))


@versioned_command(PARTNER, "appointment")
def appointment(session: Session, referral: ReferralId, on: Annotated[str, typer.Option("--on", parser=Day())]) -> None:
    """SetAppointment."""
    change(session, "SetAppointment", pb.SetAppointmentRequest(referral_id=referral, appointment_on=on))


@versioned_command(PARTNER, "complete")
def complete(
    session: Session,
    referral: ReferralId,
    outcome: Annotated[referrals.CompletionOutcome.ValueType, coded("--outcome", referrals.CompletionOutcome)],
) -> None:
    """CompleteReferral."""
    change(session, "CompleteReferral", pb.CompleteReferralRequest(referral_id=referral, outcome=outcome))


@versioned_command(PARTNER, "resend")
def resend(session: Session, referral: ReferralId, within: Within = 0) -> None:
    """ResendReferral."""
    request = pb.ResendReferralRequest(referral_id=referral, answer_within_working_days=within)
    change(session, "ResendReferral", request)


@question(PARTNER, "watch")
def watch(
    session: Session,
    once: Annotated[bool, typer.Option("--once")] = False,
    cursor: Annotated[str, typer.Option("--cursor")] = "",
) -> None:
    """WatchReferrals, until interrupted or, with --once, until all that was stored has come."""
    waiting = False
    try:
        for message in watch_referrals(session.clients(), cursor):
            cursor = message.cursor or cursor
            caught_up = told(session, message)
            if caught_up and once:
                return
            if caught_up and not waiting:
                session.remark("watching")
            waiting = waiting or caught_up
    except KeyboardInterrupt:
        return
    finally:
        if cursor:
            session.remark("go_on_after", cursor=cursor)


def told(session: Session, message: pb.WatchReferralsResponse) -> bool:
    """Tell one message of the stream; whether it was the one that ends the history."""
    if message.HasField("change"):
        data = {"cursor": message.cursor, **plain(message.change)}
        session.show_line(data, change_line(session.texts, message.change))
    return message.HasField("caught_up")


def change(session: Session, method: str, request: Any) -> None:
    """Send a command on a referral, decided on the version asked for, else on the present one."""
    version = session.choices.expected_version or referral_now(session, request.referral_id).version
    request.expected_version = session.choices.expected_version = version
    answer = session.send(getattr(session.clients().referral, method), request)
    done(session, answer, "referral_id")


def referral_now(session: Session, referral: str) -> referrals.Referral:
    """The referral as it stands."""
    request = pb.GetReferralRequest(referral_id=referral)
    answer: pb.GetReferralResponse = ask(session.clients().referral.GetReferral, request)
    return answer.referral
