"""Several threads that do something at the same moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from chassis.modelling import Refusal


def at_once(how_many: int, do: Callable[[int], Any]) -> list[Any]:
    """What each of them got: an answer, or the refusal it met. Any other error is raised here."""
    start = threading.Barrier(how_many)

    def run(number: int) -> Any:
        start.wait()
        try:
            return do(number)
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(how_many) as threads:
        return list(threads.map(run, range(how_many)))
