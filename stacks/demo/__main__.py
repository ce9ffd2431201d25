"""`make demo`: a stack of its own, the story, the summary; exit status 1 when anything is not as expected."""

import argparse
import json
import shutil
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from apps.connection.problems import Problem
from apps.connection.refusals import Refused
from apps.connection.stack_file import read_stack
from stacks.demo.partner_watch import NothingArrived
from stacks.demo.people import People
from stacks.demo.story import BEGINS_AT, Scene, Story, StoryBroken, play
from stacks.demo.summary import differences, summary_of
from stacks.demo.telling import Teller
from stacks.embedded import NAME, prepare, supervisor
from stacks.layout import Layout
from stacks.supervisor import NotReady, Supervisor

BeforeScene = Callable[[Supervisor, Scene], None]


def play_demo(
    folder: Path, console: Console, before: BeforeScene = lambda _stack, _scene: None
) -> tuple[dict[str, Any], list[str]]:
    """Play the story on a stack made anew below `folder`; answer the summary and what is wrong with it."""
    layout = Layout(folder / "stack")
    shutil.rmtree(layout.root, ignore_errors=True)
    prepare(layout, datetime.fromisoformat(BEGINS_AT))
    with supervisor(layout) as stack:
        began = time.monotonic()
        with People(read_stack(layout.stack_file)) as people:
            teller, story = Teller(console), Story(people)
            play(story, teller.scene, lambda scene: before(stack, scene))
            teller.measures(story)
            teller.sheet(story)
            teller.history(story.history)
            summary = summary_of(story, NAME, time.monotonic() - began)
            wrong = differences(story, summary)
    (folder / "summary.json").write_text(json.dumps(summary, indent=2, sort_keys=True) + "\n")
    return summary, wrong


def main() -> int:
    """Play, say what came out; exit status 0 when everything is as the story says."""
    parser = argparse.ArgumentParser(prog="stacks.demo", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("var/demo"), help="where the demo keeps its data")
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    console = Console()
    try:
        summary, wrong = play_demo(folder, console)
    except (StoryBroken, NothingArrived, NotReady, Refused, Problem) as broken:
        console.print(f"[bold red]La storia si è interrotta:[/] {type(broken).__name__}: {broken}")
        console.print(f"I log dei processi sono in {folder / 'stack' / 'logs'}")
        return 1
    for problem in wrong:
        console.print(f"[bold red]Non è come atteso:[/] {problem}")
    console.print_json(json.dumps(summary))
    console.print(
        f"[bold]{'Tutto come atteso' if not wrong else 'Non tutto è come atteso'}[/]: {folder / 'summary.json'}"
    )
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
