"""Finds the programs of PostgreSQL and RabbitMQ where systems keep them."""

import shutil
from pathlib import Path

from stacks.servers.troubles import NotInstalled

POSTGRES_URL = "SOMICIS_POSTGRES_URL"
RABBITMQ_URL = "SOMICIS_RABBITMQ_URL"
"""The environment variables that name servers to be used instead of our own."""

_DEBIAN_POSTGRES = Path("/usr/lib/postgresql")
_DEBIAN_RABBITMQ = Path("/usr/lib/rabbitmq/bin")
"""On Debian neither is on everybody's path; the rabbitmq-server that is refuses everybody but two users."""


def postgres_programs() -> Path:
    """The folder with initdb and pg_ctl, of the newest version there is. Raises NotInstalled."""
    found = sorted(_DEBIAN_POSTGRES.glob("*/bin/pg_ctl"), key=lambda program: _version(program.parts[-3]))
    if found:
        return found[-1].parent
    return _folder_on_path("pg_ctl", "PostgreSQL", POSTGRES_URL)


def rabbitmq_programs() -> Path:
    """The folder with rabbitmq-server and rabbitmqctl. Raises NotInstalled."""
    if (_DEBIAN_RABBITMQ / "rabbitmq-server").exists():
        return _DEBIAN_RABBITMQ
    return _folder_on_path("rabbitmq-server", "RabbitMQ", RABBITMQ_URL)


def _folder_on_path(program: str, what: str, variable: str) -> Path:
    found = shutil.which(program)
    if found is None:
        raise NotInstalled(what, variable)
    return Path(found).resolve().parent


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdigit())
