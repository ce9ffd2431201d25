"""What keeps a process from working, in words a keeper of the system understands."""

import threading
from collections.abc import Callable, Sequence

from chassis.database import Database
from chassis.refusals import DatabaseUnavailable

ANSWERS_WITHIN_S = 2.0
"""A database that says nothing for so long is as good as none."""

Problems = Callable[[], Sequence[str]]
"""What keeps something from working, in words; empty when nothing does."""


def database_problems(service: str, database: Database) -> Problems:
    """A question to ask again and again: whether a service's database answers."""
    asking = _Asking(database)

    def problems() -> Sequence[str]:
        return () if asking.answered() else (f"the database of {service} does not answer",)

    return problems


class _Asking:
    """Asks a database in a thread of its own, once at a time, and waits for the answer only so long."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._one_at_a_time = threading.Lock()
        self._question: _Question | None = None

    def answered(self) -> bool:
        """Whether the database answers; what still waits for an answer is waited for, not asked again."""
        with self._one_at_a_time:
            if self._question is None or self._question.done.is_set():
                self._question = _Question(self._database)
                self._question.ask()
            question = self._question
        return question.done.wait(ANSWERS_WITHIN_S) and question.well


class _Question:
    def __init__(self, database: Database) -> None:
        self.well = False
        self.done = threading.Event()
        self._database = database

    def ask(self) -> None:
        threading.Thread(target=self._ask, name="readiness", daemon=True).start()

    def _ask(self) -> None:
        try:
            self._database.ping()
            self.well = True
        except DatabaseUnavailable:
            return
        finally:
            self.done.set()
