"""The only place that reads a clock: the machine's, or a stack's test clock (design D16)."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from chassis.refusals import ClockMovesForward


def machine_now() -> datetime:
    """The machine's time, aware, in UTC: for leases, certificates, tokens and rate limits."""
    return datetime.now(UTC)


class Clock(Protocol):
    """Where a process reads the present instant from."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""


class MachineClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The machine's time, aware, in UTC."""
        return machine_now()


class TestClock:
    """A clock that stands still in a file all processes of a stack read."""

    __test__ = False

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read_of: tuple[int, int] | None = None
        self._now = datetime.min.replace(tzinfo=UTC)

    def now(self) -> datetime:
        """What the file says, aware, in UTC."""
        state = self._path.stat()
        seen = (state.st_mtime_ns, state.st_ino)
        if seen != self._read_of:
            self._now = datetime.fromisoformat(json.loads(self._path.read_text())["now"])
            self._read_of = seen
        return self._now

    def set(self, instant: datetime) -> None:
        """Move the clock to an aware instant.

        Raises ClockMovesForward for an instant before the present one: what was recorded would
        lie in the future.
        """
        if self._path.exists() and instant < self.now():
            raise ClockMovesForward(now=self.now().isoformat(), asked=instant.isoformat())
        self._write(instant.astimezone(UTC))

    def _write(self, instant: datetime) -> None:
        # A reader must see the old file or the new one, never a part of it.
        beside = self._path.with_suffix(".new")
        beside.write_text(json.dumps({"now": instant.isoformat()}))
        beside.replace(self._path)
