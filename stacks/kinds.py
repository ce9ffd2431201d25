"""The stacks there are, by name, as those use them who start one, whichever it is."""

import shutil
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from stacks import embedded, production
from stacks.layout import SERVICES, Layout
from stacks.servers.servers import Servers
from stacks.supervisor import Supervisor


@dataclass(frozen=True)
class Kind:
    """How a stack of one kind is made in a folder, and run there as long as a context lasts."""

    name: str
    prepare: Callable[[Layout, datetime | None], None]
    running: Callable[[Layout], AbstractContextManager[Supervisor]]


EMBEDDED = Kind(embedded.NAME, embedded.prepare, embedded.running)


def production_with(replicas: int) -> Kind:
    """The production stack with so many of every process."""
    return Kind(production.NAME, partial(production.prepare, replicas=replicas), production.running)


KINDS: Mapping[str, Callable[[int], Kind]] = {
    embedded.NAME: lambda _replicas: EMBEDDED,
    production.NAME: production_with,
}
"""By name; each is made with a number of replicas, of which the embedded stack always has one."""


def remove(layout: Layout) -> None:
    """Remove the stack in a folder, whichever it is, with all it keeps elsewhere; it must not run."""
    if Servers.exist(layout.root):
        Servers.of(layout.root).remove(SERVICES)
    shutil.rmtree(layout.root, ignore_errors=True)
