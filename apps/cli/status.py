"""`somicis status`: whether every process of the stack answers, and what each service still has to do."""

import time
from typing import Annotated, Any

import typer

from apps.cli.complaints import REFUSED, UNAVAILABLE
from apps.cli.door import question
from apps.cli.session import Session
from apps.cli.status_tables import status_tables
from apps.cli.typed import Number
from apps.connection.health import Examination, ProcessHealth, examine
from apps.connection.plain import plain
from apps.connection.problems import StackNotFound
from apps.connection.settling import stopped, unfinished

PAUSE_S = 0.2


def add_to(parent: typer.Typer) -> None:
    """Put the command into the program."""
    question(parent, "status")(status)


def status(session: Session, wait: Annotated[int, typer.Option("--wait", parser=Number())] = 0) -> None:
    """Ask every process; with --wait, again until all answer or the seconds are over."""
    seen = examined(session, give_up_at=time.monotonic() + wait)
    session.show(_data(seen), *status_tables(session.texts, seen))
    if not seen.all_answer:
        raise typer.Exit(UNAVAILABLE)
    if stopped(seen.snapshot):
        raise typer.Exit(REFUSED)


def examined(session: Session, give_up_at: float) -> Examination:
    """How the stack is doing once all answer, or at the end. Raises StackNotFound when there is still none."""
    while True:
        try:
            seen = examine(session.clients())
            if seen.all_answer or time.monotonic() >= give_up_at:
                return seen
        except StackNotFound:
            if time.monotonic() >= give_up_at:
                raise
        time.sleep(PAUSE_S)


def _data(seen: Examination) -> dict[str, Any]:
    return {
        "stack": seen.stack,
        "all_answer": seen.all_answer,
        "stopped": [f"{one.service}/{one.part}" for one in stopped(seen.snapshot)],
        "now": seen.snapshot.now,
        "test_clock": seen.snapshot.test_clock,
        "processes": [_process(one) for one in seen.processes],
        "services": [plain(one) for _, one in sorted(seen.snapshot.services.items())],
        "unfinished": [
            {"service": one.service, "part": one.part, "code": one.code.lower(), "at": one.at, "wanted": one.wanted}
            for one in unfinished(seen.snapshot)
        ],
    }


def _process(process: ProcessHealth) -> dict[str, Any]:
    trouble = process.trouble
    return {
        "process": process.name,
        "answers": process.answers,
        "problem": trouble.code.lower() if trouble else None,
        "detail": trouble.detail if trouble else None,
        "machine": process.copy.machine if process.copy else None,
        "works_for": list(process.copy.works_for) if process.copy and not trouble else [],
        "of_the_stack": process.of_the_stack,
    }
