"""`make run`: starts the embedded stack, says where everything is, stays up until Ctrl-C or SIGTERM."""

import argparse
import json
import signal
import sys
import threading
from datetime import datetime
from pathlib import Path

from rich.console import Console

from chassis.days import instant_of
from stacks.claim import AlreadyRunning, claimed
from stacks.embedded import ClockFixed, prepare, supervisor
from stacks.layout import Layout
from stacks.supervisor import NotReady


def main() -> int:
    """Run until told to stop; exit status 0 when stopped in order."""
    asked = _asked()
    layout = Layout(asked.folder)
    console = Console()
    try:
        with claimed(layout.root):
            prepare(layout, asked.test_clock)
            return _stay_up(layout, console)
    except (AlreadyRunning, ClockFixed, NotReady) as problem:
        console.print(f"[red]{problem}")
        return 1


def _stay_up(layout: Layout, console: Console) -> int:
    told_to_stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: told_to_stop.set())
    console.print("Avvio dello stack…")
    with supervisor(layout):
        _say_where(layout, console)
        told_to_stop.wait()
        console.print("Arresto in ordine…")
    console.print("Fermo. I dati restano in", str(layout.root))
    return 0


def _say_where(layout: Layout, console: Console) -> None:
    told = json.loads(layout.stack_file.read_text())
    doors = told["services"]["intake"]
    console.print(f"""\
[bold green]Lo stack è attivo.[/]  Ctrl-C per fermarlo; i dati restano in {layout.root}

  porta delle organizzazioni (mTLS)   {doors["organisations"]}
  porta delle persone (TLS e token)   {doors["people"]}
  certificati {layout.certificates}   token {layout.tokens}   log {layout.logs}
""")
    for process in told["processes"]:
        console.print(
            f"  {process['name']:<8} pronto: {process['probe']}/readyz   metriche: {process['probe']}/metrics"
        )
    console.print(
        """
Da provare, in un altro terminale:
  .venv/bin/somicis status
  .venv/bin/somicis catalogue import services/catalogue/measures --as editor
  .venv/bin/somicis catalogue list
  .venv/bin/somicis desk activate FERMO
  .venv/bin/somicis desk --help          (--lang en for English)
""",
        highlight=False,
    )


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="stacks.run", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("var/embedded"), help="where the stack keeps its data")
    parser.add_argument("--test-clock", type=_instant, metavar="T", help="make the stack with a clock that begins at T")
    return parser.parse_args()


def _instant(text: str) -> datetime:
    return instant_of(text)


if __name__ == "__main__":
    sys.exit(main())
