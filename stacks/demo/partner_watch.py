"""A partner's live stream, read beside the story so that it can be asked what has arrived."""

import threading
import time
from collections.abc import Callable

from somicis.referral.v1.referral_service_pb2 import ReferralChange

from apps.connection.asking import Patience
from apps.connection.clients import Clients
from apps.connection.refusals import Refused
from apps.connection.watching import watch_referrals

ARRIVES_WITHIN = 30.0
PATIENCE = Patience(limit_s=60.0)


class NothingArrived(Exception):
    """What was expected on a stream did not come in time."""


class PartnerWatch:
    """Reads one partner's stream in a thread until the clients are closed."""

    def __init__(self, partner: str, clients: Clients) -> None:
        self.partner = partner
        self.changes: list[ReferralChange] = []
        self._clients = clients
        self._news = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()

    def expect(self, what: str, attempt: int = 1) -> ReferralChange:
        """The change of that name and attempt, once it has arrived. Raises NothingArrived."""
        give_up = time.monotonic() + ARRIVES_WITHIN
        is_it = _like(what, attempt)
        with self._news:
            while not (found := [c for c in self.changes if is_it(c)]):
                if not self._news.wait(give_up - time.monotonic()) and time.monotonic() >= give_up:
                    seen = ", ".join(c.what for c in self.changes) or "nothing"
                    raise NothingArrived(f"{self.partner} waited for {what}, attempt {attempt}; seen: {seen}")
            return found[-1]

    def cases_and_recipients(self) -> set[tuple[str, str]]:
        """(referral, recipient) of everything this partner was ever shown."""
        with self._news:
            return {(c.referral.referral_id, c.referral.recipient) for c in self.changes}

    def _read(self) -> None:
        try:
            self._keep_changes()
        except (Refused, ValueError):
            # The story has closed its channels: nobody waits for anything any more.
            return

    def _keep_changes(self) -> None:
        for message in watch_referrals(self._clients, patience=PATIENCE):
            if message.WhichOneof("content") == "change":
                with self._news:
                    self.changes.append(message.change)
                    self._news.notify_all()


def _like(what: str, attempt: int) -> Callable[[ReferralChange], bool]:
    return lambda change: change.what == what and change.referral.attempt == attempt
