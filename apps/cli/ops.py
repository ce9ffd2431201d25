"""`somicis ops …`: what those who run the stack decide, when a service asks for a person."""

from typing import Annotated, Any

import typer
from rich.console import RenderableType
from rich.text import Text
from somicis.shared.v1 import operations_service_pb2 as pb

from apps.cli.door import command, group
from apps.cli.session import Session
from apps.cli.spoken import facts, listing
from apps.cli.typed import Identifier, Mistake, Number, OneOf
from apps.connection.asking import A_QUESTION, ask
from apps.connection.plain import plain
from apps.connection.stack_file import SERVICES

OPS = group("ops")
WHO_MAY = "ops"
"""Whom these commands speak as without --as: an operator decides nothing of the kind."""
DECISION = ["service", "source", "log", "other_log", "heard_until", "decided_at", "reason"]

Service = Annotated[str, typer.Argument(parser=OneOf(*SERVICES))]
Source = Annotated[str, typer.Argument(parser=OneOf(*SERVICES))]
Reason = Annotated[str, typer.Option("--reason")]


def add_to(parent: typer.Typer) -> None:
    """Put the group into the program."""
    parent.add_typer(OPS)


@command(OPS, "adopt-log")
def adopt_log(
    session: Session,
    service: Service,
    source: Source,
    reason: Reason,
    log: Annotated[str | None, typer.Option("--log", parser=Identifier())] = None,
    after: Annotated[int | None, typer.Option("--after", parser=Number())] = None,
) -> None:
    """AdoptLog; with --after AcceptDifference."""
    stub = session.clients(WHO_MAY).operations_of(service)
    if after is not None and log:
        raise Mistake("log_and_after")
    if after is None:
        named = log or _other_log(stub, service, source)
        adopting = pb.AdoptLogRequest(service=service, source=source, log=named, reason=reason)
        tell(session, session.send(stub.AdoptLog, adopting), "ops adopt-log")
        return
    accepting = pb.AcceptDifferenceRequest(service=service, source=source, reason=reason, after=after)
    answer = session.send(stub.AcceptDifference, accepting)
    tell(session, answer, "ops adopt-log --after", *_given_up(session, answer))


@command(OPS, "keep-log")
def keep_log(session: Session, service: Service, source: Source, reason: Reason) -> None:
    """KeepLog."""
    request = pb.KeepLogRequest(service=service, source=source, reason=reason)
    tell(session, session.send(session.clients(WHO_MAY).operations_of(service).KeepLog, request), "ops keep-log")


def _other_log(stub: Any, service: str, source: str) -> str:
    """The only other log that was met. Where none was, the one that is heard: the service tells what is to be done."""
    told = ask(stub.GetStatus, pb.GetStatusRequest(), A_QUESTION).services
    heard = {one.source: one for status in told if status.service == service for one in status.sources}
    if source not in heard:
        raise Mistake("code", typed=source, known=", ".join(heard))
    met = list(heard[source].met_logs)
    if len(met) > 1:
        raise Mistake("several_logs", source=source, logs=", ".join(met))
    return met[0] if met else str(heard[source].log)


def tell(session: Session, answer: Any, what: str, *below: RenderableType) -> None:
    """Say what was decided, and what a repeat of it would name."""
    sentence = Text(session.texts.say("done", what), style="bold green")
    data = {**plain(answer), "request_id": session.choices.request_id}
    session.show(data, sentence, facts(session.texts, answer.decision, DECISION), *below)


def _given_up(session: Session, answer: pb.AcceptDifferenceResponse) -> list[RenderableType]:
    """What had been heard and is gone, and whom that concerns."""
    texts, gone = session.texts, answer.decision.gone
    lines = [texts.say("said", "gone", gone=gone, after=answer.decision.after, listed=len(answer.gone))]
    for what, taken_back in (("mended", True), ("rebuild", False)):
        names = [one.follower for one in answer.put_back if one.taken_back is taken_back]
        if names:
            lines.append(texts.say("said", what, followers=", ".join(names)))
    return [
        listing(texts, answer.put_back, ["follower", "stood_at"], "put_back") if answer.put_back else "",
        listing(texts, answer.gone, ["position", "type", "subject", "recorded_at"], "gone") if answer.gone else "",
        Text("\n".join(lines)),
    ]
