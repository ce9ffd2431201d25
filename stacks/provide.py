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
    for name in parser.parse_args(words).services:
        own = make_url(settings_of(name).database_url)
        # One name for role and database.
        databases.provide(os.environ[POSTGRES_URL], str(own.database), str(own.password))
        print(f"{name}: the database is there")


if __name__ == "__main__":
    main(sys.argv[1:])
