"""The program of whoever restores a service's database: gives its log a new id, so that those who hear it notice."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from sqlalchemy import Connection

from chassis.leasing import LEASES, holder_of, revoke
from chassis.store.recorder import renew
from stacks.hosting import composed
from stacks.layout import SERVICES


def main(words: Sequence[str]) -> None:
    """Renew the log of one service. A service is told what it is told anywhere."""
    parser = ArgumentParser(prog="stacks.renew_log", description=__doc__)
    parser.add_argument("service", metavar="SERVICE", choices=SERVICES, help=", ".join(SERVICES))
    name = parser.parse_args(words).service
    foundations = composed([name])[name].foundations
    try:
        # Nobody takes the lease meanwhile, and whoever believes to have it still does not write under it any more.
        with foundations.database.writing(alone_on=LEASES) as tx:
            _refuse_at_work(name, tx)
            revoke(tx)
            renewed = renew(tx)
        print(f"{name}: its log is now {renewed}")
    finally:
        foundations.close()


def _refuse_at_work(name: str, tx: Connection) -> None:
    """A worker that runs may have said more of the old log than the copy holds. Raises SystemExit."""
    holder = holder_of(tx)
    if holder is not None:
        raise SystemExit(f"{name}: the worker {holder} works on this database. Stop its processes first.")


if __name__ == "__main__":
    main(sys.argv[1:])
