"""Losing messages on purpose, so that it can be shown that nothing depends on the broker."""

import json
from collections.abc import Callable
from pathlib import Path

from chassis.transport.port import Transport
from stacks.layout import Layout
from stacks.lossy_transport import LossyTransport

Connect = Callable[[], Transport]


def plan(layout: Layout, seed: int, rate: float) -> None:
    """Have the workers of a stack made with a test clock drop messages; refused on any other."""
    if layout.test_clock_file is None:
        raise ValueError("Messages are dropped only on a stack made with a test clock.")
    _file(layout).write_text(json.dumps({"seed": seed, "rate": rate}))


def connecting(connect: Connect, layout: Layout) -> Connect:
    """The way to the broker, through the losses that were planned, if any were."""
    planned = _file(layout)
    if layout.test_clock_file is None or not planned.exists():
        return connect
    losses = json.loads(planned.read_text())
    seeds = iter(range(losses["seed"], losses["seed"] + 1_000_000))
    return lambda: LossyTransport(connect(), next(seeds), losses["rate"])


def _file(layout: Layout) -> Path:
    return layout.root / "losses.json"
