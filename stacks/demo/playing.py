"""Plays the story on a stack of its own, from empty data to the summary."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from apps.cli.texts import DEFAULT_LANGUAGE, Texts
from apps.connection.stack_file import read_stack
from stacks import losses
from stacks.claim import claimed
from stacks.demo.people import People
from stacks.demo.scenes import BEGINS_AT, Scene, play
from stacks.demo.story import Story
from stacks.demo.summary import differences, summary_of
from stacks.demo.telling import Teller
from stacks.kinds import EMBEDDED, Kind, remove
from stacks.layout import Layout
from stacks.supervisor import Supervisor

BeforeScene = Callable[[Supervisor, Scene], None]


def nothing(_stack: Supervisor, _scene: Scene) -> None:
    """Let the story go on undisturbed."""


@dataclass(frozen=True)
class Adversity:
    """What is done to the story while it is played, to show that it ends the same.

    `before` is called as each scene begins; of the messages between the services, the share
    `lost` is dropped, always the same ones for the same seed.
    """

    before: BeforeScene = nothing
    seed: int = 0
    lost: float = 0.0


def play_demo(
    folder: Path,
    console: Console,
    adversity: Adversity | None = None,
    kind: Kind = EMBEDDED,
    texts: Texts | None = None,
) -> tuple[dict[str, Any], list[str]]:
    """Play the story on a stack made anew below `folder`; answer the summary and what is wrong with it."""
    teller = Teller(console, texts or Texts(DEFAULT_LANGUAGE))
    layout = Layout(folder / "stack")
    with claimed(folder):
        remove(layout)
        summary, wrong = _played(kind, layout, teller, adversity or Adversity())
        (folder / "summary.json").write_text(json.dumps(summary, indent=2, sort_keys=True) + "\n")
    return summary, wrong


def _played(kind: Kind, layout: Layout, teller: Teller, against: Adversity) -> tuple[dict[str, Any], list[str]]:
    kind.prepare(layout, datetime.fromisoformat(BEGINS_AT))
    if against.lost:
        losses.plan(layout, against.seed, against.lost)
    with kind.running(layout) as stack:
        began = time.monotonic()
        with People(read_stack(layout.stack_file)) as people:
            story = Story(people, texts=teller.texts)
            play(story, teller.scene, lambda scene: against.before(stack, scene))
            teller.end(story)
            summary = summary_of(story, kind.name, time.monotonic() - began)
            return summary, differences(story, summary)
