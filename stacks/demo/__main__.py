"""`make demo`: a stack of its own, the story, the summary; exit status 1 when anything is not as expected."""

import argparse
import json
import sys
from pathlib import Path

from rich.console import Console

from apps.cli.session import WIDTH_WITHOUT_TERMINAL
from apps.connection.problems import Problem
from apps.connection.refusals import Refused
from stacks.asked_language import ask_for_a_language, asked_texts
from stacks.asked_stack import ask_for_a_stack, asked_stack
from stacks.claim import AlreadyRunning
from stacks.demo.partner_watch import NothingArrived
from stacks.demo.playing import play_demo
from stacks.demo.story import StoryBroken
from stacks.servers.troubles import ServerTrouble
from stacks.supervisor import NotReady


def main() -> int:
    """Play, say what came out; exit status 0 when everything is as the story says."""
    parser = argparse.ArgumentParser(prog="stacks.demo", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("var/demo"), help="where the demo keeps its data")
    ask_for_a_stack(parser)
    ask_for_a_language(parser)
    asked = parser.parse_args()
    texts = asked_texts(asked)
    folder: Path = asked.folder
    folder.mkdir(parents=True, exist_ok=True)
    # Into a file or a log a width is chosen: at eighty characters the tables would be read letter by letter.
    console = Console(width=None if sys.stdout.isatty() else WIDTH_WITHOUT_TERMINAL)
    try:
        summary, wrong = play_demo(folder, console, kind=asked_stack(asked), texts=texts)
    except (AlreadyRunning, ServerTrouble) as impossible:
        console.print(str(impossible), style="bold red", markup=False, soft_wrap=True)
        return 1
    except (StoryBroken, NothingArrived, NotReady, Refused, Problem) as broken:
        console.print(f"[bold red]{texts.say('demo', 'broken')}[/] {type(broken).__name__}: {broken}")
        console.print(texts.say("demo", "logs_in", folder=folder / "stack" / "logs"))
        return 1
    for problem in wrong:
        console.print(f"[bold red]{texts.say('demo', 'not_as_expected')}[/] {problem}")
    console.print_json(json.dumps(summary))
    verdict = texts.say("demo", "not_all_as_expected" if wrong else "all_as_expected")
    console.print(f"[bold]{verdict}[/]: {folder / 'summary.json'}")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
