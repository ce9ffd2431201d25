"""The program that makes, as the administrator, a database and a role for each service it is given, and ends."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from sqlalchemy import make_url

from stacks.hosting import settings_of
from stacks.layout import SERVICES
from stacks.servers import databases
from stacks.servers.programs import POSTGRES_URL


def main(words: Sequence[str]) -> None:
    """Make what is missing, as each service is told to find it; the administrator's address is in the environment."""
    parser = ArgumentParser(prog="stacks.provide", description=f"{__doc__} {POSTGRES_URL} says how to reach it.")
    parser.add_argument("services", metavar="SERVICE", nargs="+", choices=SERVICES, help=", ".join(SERVICES))
    services = parser.parse_args(words).services
    if POSTGRES_URL not in os.environ:
        sys.exit(f"{POSTGRES_URL} is missing: say how to reach PostgreSQL as its administrator.")
    for name in services:
        role, password = own_role(name, settings_of(name).database_url)
        databases.provide(os.environ[POSTGRES_URL], role, password)
        print(f"{name}: the database is there")


def own_role(service: str, address: str) -> tuple[str, str]:
    """The name that the role and the database of a service share, and the role's password.

    Ends the program with a sentence when the address of the database does not say both.
    """
    url = make_url(address)
    if not url.database or url.username != url.database:
        sys.exit(f"The address of {service}'s database names a role and a database that are not called the same.")
    if not url.password:
        sys.exit(f"The address of {service}'s database has no password, and a role without one is not made.")
    return url.database, str(url.password)


if __name__ == "__main__":
    main(sys.argv[1:])
