"""`somicis catalogue watch`: what became of the catalogue, then what becomes of it, line by line."""

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.text import Text
from somicis.catalogue.v1.watch_pb2 import CATALOGUE_CHANGE_KIND_EDITION_CLOSED, CatalogueChange

from apps.cli.door import question
from apps.cli.measure_tables import window_on
from apps.cli.session import Session
from apps.cli.spoken import cell
from apps.cli.texts import Texts
from apps.cli.typed import Day
from apps.connection.plain import plain
from apps.connection.watching import watch_catalogue

ROME = ZoneInfo("Europe/Rome")
WATCHING = typer.Typer()


@question(WATCHING, "watch")
def watch(
    session: Session,
    from_day: Annotated[str | None, typer.Option("--from", parser=Day())] = None,
    once: Annotated[bool, typer.Option("--once")] = False,
    cursor: Annotated[str, typer.Option("--cursor")] = "",
) -> None:
    """WatchCatalogue, until interrupted or, with --once, until all that was stored has come."""
    waiting = False
    try:
        for message in watch_catalogue(session.clients(), cursor, from_day or ""):
            cursor = message.cursor or cursor
            if message.HasField("change"):
                data = {"cursor": message.cursor, **plain(message.change)}
                session.show_line(data, _line(session.texts, message.change))
            if message.HasField("caught_up"):
                if once:
                    return
                if not waiting:
                    session.remark("watching")
                waiting = True
    except KeyboardInterrupt:
        return
    finally:
        if cursor:
            session.remark("go_on_after", cursor=cursor)


def day_in_rome(instant: str) -> str:
    """The day an instant falls on where the desks are."""
    return datetime.fromisoformat(instant).astimezone(ROME).date().isoformat()


def _line(texts: Texts, change: CatalogueChange) -> Text:
    """The day it was told, what happened and of which day, to what, and how it stands today."""
    which = f"{cell(texts, change, 'name')} ({change.measure_id} {change.edition_id})"
    told = day_in_rome(change.recorded_at) if change.recorded_at else change.day
    closing = change.kind == CATALOGUE_CHANGE_KIND_EDITION_CLOSED
    about = texts.say("said", "last_day_is" if closing else "of_day", day=texts.day(change.day))
    other = f" ({about})" if closing or told != change.day else ""
    said = Text(f"{texts.day(told)}  {cell(texts, change, 'kind')}{other}: ")
    return said.append(which, style="bold").append(f"; {texts.say('said', 'today_is', how=window_on(texts, change))}")
