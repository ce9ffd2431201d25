"""The program of a migration: makes the tables of the services whose names it is given, and ends."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from stacks.hosting import composed
from stacks.layout import SERVICES


def main(words: Sequence[str]) -> None:
    """Make what tables and columns are missing; rows stay as they are. A service is told what it is told anywhere."""
    parser = ArgumentParser(prog="stacks.migrate", description=__doc__)
    parser.add_argument("services", metavar="SERVICE", nargs="+", choices=SERVICES, help=", ".join(SERVICES))
    names = parser.parse_args(words).services
    for name, service in composed(names).items():
        # Whoever composes a service makes its tables.
        service.foundations.close()
        print(f"{name}: the tables are there")


if __name__ == "__main__":
    main(sys.argv[1:])
