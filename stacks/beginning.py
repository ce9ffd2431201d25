"""Lets a process begin as soon as its databases let it, and has it tell its keepers until then what it waits for."""

import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager

import structlog
from prometheus_client import CollectorRegistry
from psycopg.errors import InsufficientPrivilege
from sqlalchemy.exc import ProgrammingError

from chassis.probes import Probes
from chassis.refusals import DatabaseUnavailable
from chassis.schema import TableTooOld
from stacks.hosting import Service, composed

AGAIN_AFTER_S = 1.0

_log = structlog.get_logger(__name__)


class CannotBegin(Exception):
    """What keeps a service from working, in words; it may pass, and until it does the process waits."""


def composed_in_time(names: Sequence[str], probe_address: str) -> Mapping[str, Service]:
    """The services of these names, each as soon as its database answers and has, or lets it make, its tables.

    While one waits the process lives, is not ready and says why at its probe; SIGTERM and SIGINT end it.
    """
    said, stopping = list[str](), list[int]()
    # From the first attempt on, which may take as long as a server that accepts a call and says nothing.
    with _hearing(stopping), ExitStack() as waiting:
        services: dict[str, Service] = {}
        while missing := [name for name in names if name not in services]:
            try:
                services[missing[0]] = _begun(missing[0])
            except CannotBegin as problem:
                if not said:
                    waiting.enter_context(_saying(said, probe_address))
                _say(problem, said)
                time.sleep(AGAIN_AFTER_S)
            if stopping:
                sys.exit()
        return services


def _begun(name: str) -> Service:
    try:
        return composed([name])[name]
    except DatabaseUnavailable as away:
        raise CannotBegin(f"the database of {name} does not answer") from away
    except TableTooOld as old:
        raise CannotBegin(f"{name}: {old}") from old
    except ProgrammingError as refused:
        if not isinstance(refused.orig, InsufficientPrivilege):
            raise
        raise CannotBegin(_unmigrated(name, refused)) from refused


def _unmigrated(name: str, refused: ProgrammingError) -> str:
    tried = " ".join((refused.statement or "").split()[:3])
    return f"{name} lacks what `python -m stacks.migrate {name}` makes, and its role may not: {tried}"


def _say(problem: CannotBegin, said: list[str]) -> None:
    if said != [str(problem)]:
        said[:] = [str(problem)]
        _log.warning("waiting to begin", problem=str(problem), cause=_cause_of(problem))


def _cause_of(problem: BaseException) -> str:
    """What the driver said: an address nobody listens at, a certificate of another name, a wrong password."""
    return str(problem) if problem.__cause__ is None else _cause_of(problem.__cause__)


@contextmanager
def _saying(said: Sequence[str], probe_address: str) -> Iterator[None]:
    probes = Probes(probe_address, CollectorRegistry(), lambda: tuple(said))
    probes.start()
    try:
        yield
    finally:
        probes.stop()


@contextmanager
def _hearing(stopping: list[int]) -> Iterator[None]:
    # Not ended from here: in a worker the signal may meet any green thread.
    before = {n: signal.signal(n, lambda number, _: stopping.append(number)) for n in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
