"""What in a worker must give way while it waits: one thread of the system runs all its green ones."""

from collections.abc import Iterable

from psycopg import waiting

from chassis.database import Database

WAIT_FUNCTION = {"PSYCOPG_WAIT_FUNC": "wait_selector"}
"""The environment in which psycopg waits as eventlet can see; its own way, in C, stops the whole worker."""


class DriverBlocks(Exception):
    """The worker was started in an environment in which its database driver would stop it at every wait."""


def refuse_a_driver_that_blocks(databases: Iterable[Database]) -> None:
    """Raise DriverBlocks where one of the databases is PostgreSQL and psycopg waits in a way of its own."""
    if waiting.wait is waiting.wait_selector:
        return
    if any(database.engine.dialect.name == "postgresql" for database in databases):
        [(variable, value)] = WAIT_FUNCTION.items()
        raise DriverBlocks(f"A worker on PostgreSQL is started with {variable}={value} in its environment.")
