"""The only module of the chassis that knows nameko: it hosts pumps as entry points."""

import logging
import os
import signal
import socket
from collections.abc import Callable, Sequence
from typing import Any

import eventlet
import structlog
from eventlet.event import Event
from nameko.extensions import Entrypoint
from nameko.runners import ServiceRunner

from chassis.bell import Bell
from chassis.pumping import Pump, Work
from chassis.refusals import DatabaseUnavailable
from chassis.transport.port import BrokerUnavailable, NotConfirmed
from chassis.waiting import Waiting

SHORTEST_REST = 0.005
"""Seconds; it grows up to the bell's longest while nothing comes."""
AFTER_A_FAILURE = 0.5
AWAY = (DatabaseUnavailable, BrokerUnavailable, NotConfirmed)

_log = structlog.get_logger(__name__)


class Perpetual(Entrypoint):  # type: ignore[misc]  # nameko has no types
    """Runs its method again and again, one run at a time; when it had nothing to do, rests by the bell.

    A run that fails is logged with its stack and made again; stopping waits for the run in hand.
    """

    def __init__(self, bell: Bell, longest_rest: float, waiting: Waiting, **kwargs: Any) -> None:
        self._bell = bell
        self._waiting = waiting
        self._longest_rest = min(longest_rest, bell.longest_rest)
        self._stopping = False
        self._running: Any = None
        super().__init__(**kwargs)

    def start(self) -> None:
        """Begin; called by nameko once the container has started."""
        self._running = self.container.spawn_managed_thread(self._run)

    def stop(self) -> None:
        """Finish the run in hand and return; called by nameko."""
        self._stopping = True
        self._bell.ring()
        self._running.wait()

    def kill(self) -> None:
        """Stop at once; called by nameko."""
        self._running.kill()

    def _run(self) -> None:
        rest = SHORTEST_REST
        while not self._stopping:
            rung = self._bell.rung
            if self._once():
                rest = SHORTEST_REST
                # What one pump has written, another may be waiting for.
                self._bell.ring()
                eventlet.sleep(0)
            else:
                self._bell.rest(rest, rung)
                rest = min(rest * 2, self._longest_rest)

    def _once(self) -> bool:
        finished = Event()

        def ended(_context: Any, result: Any, failure: Any) -> tuple[Any, Any]:
            finished.send((result, failure))
            return result, None

        self.container.spawn_worker(self, (), {}, handle_result=ended)
        result, failure = finished.wait()
        self._waiting.ended(self.method_name, failure and failure[1])
        if failure is not None:
            self._tell(failure)
            eventlet.sleep(AFTER_A_FAILURE)
        return bool(result)

    def _tell(self, failure: Any) -> None:
        # What is away comes back, and its absence is no fault of the code's: no stack, no error.
        if (away := _away_in(failure[1])) is not None:
            _log.warning("a pump waits", pump=self.method_name, for_what=type(away).__name__, why=str(away))
        else:
            _log.error("a pump failed", pump=self.method_name, exc_info=failure)


def _away_in(failure: BaseException) -> BaseException | None:
    """What is away, when that is all that is wrong."""
    if isinstance(failure, ExceptionGroup):
        # Who hears several sources fails once for each.
        return failure.exceptions[0] if failure.split(AWAY)[1] is None else None
    return failure if isinstance(failure, AWAY) else None


perpetual = Perpetual.decorator


def hosted(work: Work) -> type:
    """A nameko service class with one perpetual entry point a pump."""
    body: dict[str, Any] = {"name": work.service}
    for label, pump in work.pumps.items():
        body[label] = perpetual(bell=work.bell, longest_rest=pump.longest_rest, waiting=work.waiting)(
            _method(label, pump)
        )
    return type(f"{work.service.capitalize()}Worker", (), body)


def holder() -> str:
    """The name of this process in a lease."""
    return f"{socket.gethostname()}/{os.getpid()}/{os.urandom(4).hex()}"


def run(works: Sequence[Work], on_started: Callable[[], None]) -> None:
    """Host services until SIGTERM or SIGINT; then finish what is in hand and give up the leases."""
    # It would write every failure as an error with its stack, also that of what is merely away; Perpetual tells it.
    logging.getLogger("nameko.containers").setLevel(logging.CRITICAL)
    runner = ServiceRunner()
    for work in works:
        runner.add_service(hosted(work))
    for number in (signal.SIGTERM, signal.SIGINT):
        # A signal handler may not switch greenlets, so the stopping is left to one of its own.
        signal.signal(number, lambda *_: eventlet.spawn_n(runner.stop))
    runner.start()
    on_started()
    runner.wait()
    for work in works:
        work.leave()


def _method(label: str, pump: Pump) -> Callable[[Any], bool]:
    def step(_self: Any) -> bool:
        return pump.step()

    step.__name__ = label
    return step
