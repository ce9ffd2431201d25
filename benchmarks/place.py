"""Where benchmarks run: a folder, and servers of their own that write to disk as real ones do."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path

from benchmarks.rounds import Scale
from chassis.database import Database
from stacks.ports import free_ports
from stacks.servers.rabbitmq import RabbitMq, RabbitPorts
from tests.support.private_postgres import PrivatePostgres


@dataclass
class Place:
    """Its servers are started when first asked for, and gone at the end of the run."""

    folder: Path
    scale: Scale
    over: ExitStack
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def new_folder(self) -> Path:
        """An empty folder."""
        made = self.folder / f"part-{next(self._numbers)}"
        made.mkdir()
        return made

    @cached_property
    def postgres(self) -> PrivatePostgres:
        """A PostgreSQL."""
        server = PrivatePostgres(self.new_folder())
        self.over.callback(server.remove)
        server.start()
        return server

    @cached_property
    def rabbit(self) -> RabbitMq:
        """A RabbitMQ."""
        node = RabbitMq(self.new_folder(), "bench", RabbitPorts(*free_ports(3)), "of-no-importance")
        self.over.callback(node.remove)
        node.start()
        return node

    def url(self, kind: str) -> str:
        """An empty database, in a file or on the server."""
        if kind == "SQLite":
            return f"sqlite:///{self.new_folder() / 'bench.db'}"
        return self.over.enter_context(self.postgres.database())

    def database(self, kind: str) -> Database:
        """The same, open to the end of the run."""
        opened = Database(self.url(kind))
        self.over.callback(opened.close)
        return opened


@contextmanager
def place_in(folder: Path, scale: Scale) -> Iterator[Place]:
    """A place below a folder; what was started is stopped and deleted at the end."""
    with ExitStack() as over:
        yield Place(folder, scale, over)
