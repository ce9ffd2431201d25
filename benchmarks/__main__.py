"""Measures what design section 4 names and this version has: `python -m benchmarks [ROW...]`."""

import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from benchmarks import command, end_to_end, history, indicator, matching, messages
from benchmarks.machine import machine
from benchmarks.measured import Row, table_of, write
from benchmarks.place import Place, place_in
from benchmarks.rounds import Scale
from chassis import logs

FILE = Path("var/bench.json")
ROWS: Mapping[str, Callable[[Place], Iterator[Row]]] = {
    "command": command.rows,
    "messages": messages.rows,
    "history": history.rows,
    "indicator": indicator.rows,
    "matching": matching.rows,
    "end-to-end": end_to_end.rows,
}
"""By the word that narrows a run to it."""


def main(names: Sequence[str]) -> None:
    """Measure, print, and leave the file."""
    if unknown := set(names) - set(ROWS):
        sys.exit(f"No row is called {', '.join(sorted(unknown))}; there are {', '.join(ROWS)}.")
    # A server's program is started by fork; gRPC's own care for forks, under load, kills the child.
    os.environ["GRPC_ENABLE_FORK_SUPPORT"] = "false"
    # A line for each of thousands of commands would be measured too, and hide the table.
    logs.configure("benchmarks", logging.WARNING)
    console, found = Console(), list[Row]()
    with TemporaryDirectory() as folder, place_in(Path(folder), Scale()) as place:
        for name in names or ROWS:
            found += ROWS[name](place)
            console.print(f"measured: {name}")
    told = machine("PostgreSQL and RabbitMQ of their own")
    console.print(table_of(found, told))
    write(found, told, FILE)


if __name__ == "__main__":
    main(sys.argv[1:])
