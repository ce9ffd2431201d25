"""`somicis dev …`: what only a stack made for trying things out can do."""

from typing import Annotated

import typer

from apps.cli.door import group, question
from apps.cli.session import Session
from apps.cli.typed import Instant
from apps.connection.settling import Snapshot, look, move_clock

DEV = group("dev")
CLOCK = group("clock", DEV)
WHO_MAY_SET_IT = "ops"
"""Whom these commands speak as without --as: an operator may not move the clock."""


def add_to(parent: typer.Typer) -> None:
    """Put the group into the program."""
    parent.add_typer(DEV)


@question(CLOCK, "set")
def set_clock(session: Session, instant: Annotated[str, typer.Argument(parser=Instant())]) -> None:
    """Settle, SetClock, settle again."""
    tell(session, move_clock(session.clients(WHO_MAY_SET_IT), instant))


@question(CLOCK, "show")
def show_clock(session: Session) -> None:
    """What the stack reads as the present instant."""
    tell(session, look(session.clients(WHO_MAY_SET_IT)))


def tell(session: Session, snapshot: Snapshot) -> None:
    """Say what the clock reads, and which clock it is."""
    clock = "test_clock" if snapshot.test_clock else "machine_clock"
    now = session.texts.instant(snapshot.now)
    data = {"now": snapshot.now, "test_clock": snapshot.test_clock}
    session.show(data, session.texts.say("said", clock, now=now))
