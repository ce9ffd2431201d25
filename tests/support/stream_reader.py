"""Reads a partner's stream as its own client would, in a thread, and keeps what came and how it ended."""

import threading
from collections.abc import Sequence

import grpc
from somicis.referral.v1.referral_service_pb2 import ReferralChange, WatchReferralsRequest, WatchReferralsResponse

from apps.connection.clients import Clients
from tests.support.eventually import eventually

OPEN_FOR_S = 60.0


def kind_of(message: WatchReferralsResponse) -> str | None:
    """Which of change, caught_up and heartbeat a message is."""
    return message.WhichOneof("content")


class StreamReader:
    """One call of WatchReferrals, from a cursor on; what it brings is kept in order."""

    def __init__(self, clients: Clients, cursor: str = "") -> None:
        self.messages: list[WatchReferralsResponse] = []
        self.ended: grpc.StatusCode | None = None
        self._call = clients.referral.WatchReferrals(WatchReferralsRequest(cursor=cursor), timeout=OPEN_FOR_S)
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    @property
    def changes(self) -> Sequence[ReferralChange]:
        """The changes so far."""
        return [message.change for message in list(self.messages) if kind_of(message) == "change"]

    def kinds(self) -> list[str | None]:
        """What has come so far, heartbeats left out."""
        return [kind for kind in map(kind_of, list(self.messages)) if kind != "heartbeat"]

    def caught_up(self) -> "StreamReader":
        """Itself, once all that was stored has come."""
        eventually(lambda: "caught_up" in self.kinds(), wanted=True)
        return self

    def brings(self, referral_id: str, what: str) -> ReferralChange:
        """The change of a referral, once it has come; within a few seconds, long before the next heartbeat."""

        def found() -> list[ReferralChange]:
            return [one for one in self.changes if (one.referral.referral_id, one.what) == (referral_id, what)]

        return eventually(found, bool)[0]

    def close(self) -> None:
        """Leave."""
        self._call.cancel()
        self._thread.join()

    def _read(self) -> None:
        try:
            for message in self._call:
                self.messages.append(message)
        except grpc.RpcError as error:
            self.ended = error.code()


def whole(clients: Clients, cursor: str = "") -> list[WatchReferralsResponse]:
    """Everything from a cursor on up to the message that says that this is all."""
    reader = StreamReader(clients, cursor).caught_up()
    reader.close()
    kinds = [kind_of(message) for message in reader.messages]
    return reader.messages[: kinds.index("caught_up") + 1]
