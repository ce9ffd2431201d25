"""Losing messages on purpose, so that it can be shown that nothing depends on the broker."""

import json
from pathlib import Path

from stacks.broker import Connect
from stacks.layout import Layout
from stacks.lossy_transport import LossyTransport
from stacks.process_settings import WorkerSettings


def plan(layout: Layout, seed: int, rate: float) -> None:
    """Have the workers of a stack made with a test clock drop messages; refused on any other."""
    if layout.test_clock_file is None:
        raise ValueError("Messages are dropped only on a stack made with a test clock.")
    file_in(layout).write_text(json.dumps({"seed": seed, "rate": rate}))


def file_in(layout: Layout) -> Path:
    """Where the plan of a stack lies, if there is one."""
    return layout.root / "losses.json"


def losing(connect: Connect, settings: WorkerSettings) -> Connect:
    """The way to the broker, through the losses that were planned, if any were."""
    if settings.test_clock_file is None or settings.losses_file is None:
        return connect
    losses = json.loads(settings.losses_file.read_text())
    seeds = iter(range(losses["seed"], losses["seed"] + 1_000_000))
    return lambda: LossyTransport(connect(), next(seeds), losses["rate"])
