"""The event-sourcing library as it comes, on the same kind of store: the floor of a command."""

from collections.abc import Callable
from uuid import UUID, uuid4

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate
from sqlalchemy import make_url


class Bare(Aggregate):
    """An aggregate of the library's own."""

    class Made(Aggregate.Created):
        """It was made."""

        label: str

    def __init__(self, label: str) -> None:
        self.label = label

    @classmethod
    def make(cls, label: str) -> "Bare":
        """A new one."""
        return cls._create(cls.Made, id=uuid4(), label=label)


def bare_application(url: str) -> Application[UUID]:
    """The library on a database; whoever asked closes it."""
    return Application(env=_environment(url))


def saving(application: Application[UUID]) -> Callable[[], object]:
    """Saves one new aggregate."""
    return lambda: application.save(Bare.make("spoon"))


def _environment(url: str) -> dict[str, str]:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(parsed.database)}
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": str(parsed.database),
        "POSTGRES_HOST": str(parsed.host),
        "POSTGRES_PORT": str(parsed.port),
        "POSTGRES_USER": str(parsed.username),
        "POSTGRES_PASSWORD": str(parsed.password),
    }
