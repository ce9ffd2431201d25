"""Sides that are compared take turns, so that whatever else the machine does meets all of them alike."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

Side = Callable[[], float]
"""Does its work once and answers a figure: things a second, or milliseconds."""


@dataclass(frozen=True)
class Scale:
    """How much is measured: `share` of a full run, so that a test can see that everything still runs."""

    share: float = 1.0

    def of(self, number: int, least: int = 2) -> int:
        """So many of something in this run."""
        return max(least, round(number * self.share))


def alternately(rounds: int, sides: Mapping[str, Side]) -> dict[str, float]:
    """The median of each side's figures, after one turn each that does not count."""
    for side in sides.values():
        side()
    taken = [{name: side() for name, side in sides.items()} for _ in range(rounds)]
    return {name: median(turn[name] for turn in taken) for name in sides}


def seconds(do: Callable[[], object]) -> float:
    """How long something takes."""
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def a_second(do: Callable[[], object], count: int) -> float:
    """How many a second, when doing it once does so many."""
    return count / seconds(do)


def repeatedly(do: Callable[[], object], count: int) -> Side:
    """A side that does one thing so many times."""
    return lambda: a_second(lambda: [do() for _ in range(count)], count)


def p95(figures: Sequence[float]) -> float:
    """What 95 of 100 do not exceed."""
    return sorted(figures)[max(0, -(-len(figures) * 95 // 100) - 1)]
