"""What keeps a process from working, in words a keeper of the system understands."""

from collections.abc import Callable, Sequence

from chassis.database import Database
from chassis.refusals import DatabaseUnavailable


def database_problems(service: str, database: Database) -> Callable[[], Sequence[str]]:
    """A question to ask again and again: whether a service's database answers."""

    def problems() -> Sequence[str]:
        try:
            database.ping()
        except DatabaseUnavailable:
            return (f"the database of {service} does not answer",)
        return ()

    return problems
