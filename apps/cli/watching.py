"""`somicis catalogue watch`: what became of the catalogue, then what becomes of it, line by line."""

from typing import Annotated

import typer
from rich.text import Text
from somicis.catalogue.v1.watch_pb2 import CatalogueChange

from apps.cli.door import question
from apps.cli.measure_tables import window_on
from apps.cli.session import Session
from apps.cli.spoken import cell
from apps.cli.texts import Texts
from apps.cli.typed import Day
from apps.connection.plain import plain
from apps.connection.watching import watch_catalogue

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


def _line(texts: Texts, change: CatalogueChange) -> Text:
    """The day, what happened, to what, and how it stands now."""
    which = f"{cell(texts, change, 'name')} ({change.measure_id} {change.edition_id})"
    said = Text(f"{texts.day(change.day)}  {cell(texts, change, 'kind')}: ")
    return said.append(which, style="bold").append(f"; {window_on(texts, change)}")
