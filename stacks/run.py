"""`make run`: starts a stack, says where everything is, stays up until Ctrl-C or SIGTERM."""

import argparse
import json
import signal
import sys
import threading
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from apps.cli.texts import Texts
from chassis.days import instant_of
from stacks.asked_language import ask_for_a_language, asked_texts
from stacks.asked_stack import ask_for_a_stack, asked_stack
from stacks.claim import AlreadyRunning, claimed
from stacks.kinds import EMBEDDED, Kind
from stacks.layout import Layout
from stacks.preparing import AnotherStack, ClockFixed
from stacks.servers.troubles import ServerTrouble
from stacks.supervisor import NotReady

Row = tuple[str, ...]


class NoTestClockHere(Exception):
    """A stack that stays up for real work follows the machine's clock."""


def main() -> int:
    """Run until told to stop; exit status 0 when stopped in order."""
    asked = _asked()
    kind, console = asked_stack(asked), Console()
    layout = Layout(asked.folder or Path("var") / kind.name)
    try:
        with claimed(layout.root):
            _refuse_a_test_clock(kind, layout, asked.test_clock)
            kind.prepare(layout, asked.test_clock)
            return _stay_up(kind, layout, console, asked_texts(asked))
    except (AlreadyRunning, AnotherStack, ClockFixed, NoTestClockHere, NotReady, ServerTrouble) as problem:
        console.print(str(problem), style="red", markup=False, soft_wrap=True)
        return 1


def _refuse_a_test_clock(kind: Kind, layout: Layout, asked: datetime | None) -> None:
    if kind != EMBEDDED and (asked is not None or layout.test_clock_file is not None):
        raise NoTestClockHere(
            f"The {kind.name} stack is not kept up on a test clock: leave out --test-clock, or name another folder."
        )


def _stay_up(kind: Kind, layout: Layout, console: Console, texts: Texts) -> int:
    told_to_stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: told_to_stop.set())
    console.print(texts.say("stack", "starting"))
    with kind.running(layout):
        _say_where(kind, layout, console, texts)
        told_to_stop.wait()
        console.print(texts.say("stack", "stopping"))
    console.print(texts.say("stack", "stopped"), str(layout.root))
    return 0


def _say_where(kind: Kind, layout: Layout, console: Console, texts: Texts) -> None:
    told = json.loads(layout.stack_file.read_text())
    until = texts.say("stack", "until_stopped", folder=layout.root)
    console.print(f"[bold green]{texts.say('stack', 'up')}[/]  {until}\n")
    console.print(_table(_heads(texts, "service", "organisations", "people"), _doors(told)))
    private = {"certificates": layout.certificates, "tokens": layout.tokens, "logs": layout.logs}
    console.print(f"\n  {texts.say('stack', 'private_files', **private)}\n")
    probes = [(one["name"], one["probe"]) for one in told["processes"]]
    console.print(_table((*_heads(texts, "process"), "/readyz /livez /metrics"), probes))
    # Whoever copies a command takes whole lines.
    console.print(_to_try(kind, texts), highlight=False, soft_wrap=True)


def _to_try(kind: Kind, texts: Texts) -> str:
    which = "" if kind == EMBEDDED else f" --stack {kind.name}"
    return f"""
{texts.say("stack", "to_try")}
  .venv/bin/somicis status{which}
  .venv/bin/somicis catalogue import services/catalogue/measures{which}
  .venv/bin/somicis catalogue review --all{which}
  .venv/bin/somicis catalogue publish --all{which}
  .venv/bin/somicis catalogue list{which}
  .venv/bin/somicis desk activate FERMO{which}
  .venv/bin/somicis desk --help          {texts.say("stack", "other_language")}
"""


def _heads(texts: Texts, *names: str) -> Row:
    return tuple(texts.say("stack", name) for name in names)


def _doors(told: Mapping[str, Any]) -> Sequence[Row]:
    """Where each service is, a line for each of its processes; together those behind the same doors."""
    behind: dict[tuple[str, str], list[str]] = {}
    for service, doors in told["services"].items():
        behind.setdefault((doors["organisations"], doors["people"]), []).append(service)
    return [(", ".join(services), *(door.replace(",", "\n") for door in doors)) for doors, services in behind.items()]


def _table(heads: Row, rows: Sequence[Row]) -> Table:
    table = Table(*heads, box=None, pad_edge=True)
    for row in rows:
        table.add_row(*row)
    return table


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="stacks.run", description=__doc__)
    ask_for_a_stack(parser)
    ask_for_a_language(parser)
    parser.add_argument("--folder", type=Path, help="where the stack keeps its data (var/ and the stack's name)")
    parser.add_argument("--test-clock", type=_instant, metavar="T", help="make the stack with a clock that begins at T")
    return parser.parse_args()


def _instant(text: str) -> datetime:
    return instant_of(text)


if __name__ == "__main__":
    sys.exit(main())
