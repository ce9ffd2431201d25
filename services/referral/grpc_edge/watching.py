"""The stream of a partner: all that happened to its referrals, then what happens, until it is asked to call again."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from somicis.referral.v1.referral_service_pb2 import CaughtUp, Heartbeat, WatchReferralsResponse

from chassis.modelling import Refusal
from chassis.serving import Call
from services.referral.grpc_edge.cursors import Cursors
from services.referral.grpc_edge.translate import change_to
from services.referral.projections.partner_feed import PartnerFeed

WaitForMore = Callable[[int, float], bool]
"""Whether the feed has come beyond a position within so many seconds."""

PAGE = 100
"""Changes read at once: all that is ever held for one reader. gRPC asks for the next message when it
has handed over the one before, so a reader that stops reading stops the reading of the database."""


class ReaderTooSlow(Refusal):
    """Somebody who does not read keeps a thread from somebody who would."""

    reason = "READER_TOO_SLOW"
    message = "A message waited {waited_s} s to be taken. Call again with the last cursor, and read faster."


@dataclass(frozen=True)
class Pace:
    """How a stream passes its time, in seconds.

    `heartbeat`: between a message and a heartbeat when nothing happens to the reader's own referrals.
    `look`: between two looks at whether the reader is still there. `patience`: how long one message may
    wait until the reader takes it.
    """

    heartbeat: float = 10.0
    look: float = 0.5
    patience: float = 30.0


@dataclass(frozen=True)
class Watching:
    """Reads the feed for one partner after the other. `wait_for_more` is about how far the feed has come."""

    feed: PartnerFeed
    cursors: Cursors
    wait_for_more: WaitForMore
    pace: Pace = Pace()

    def watch(self, recipient: str, cursor: str, call: Call) -> Iterator[WatchReferralsResponse]:
        """The messages from a cursor on, as long as the call lives. Raises InvalidField, ReaderTooSlow."""
        for message in self._messages(recipient, cursor, call):
            offered = time.monotonic()
            yield message
            waited = time.monotonic() - offered
            if waited > self.pace.patience:
                raise ReaderTooSlow(waited_s=round(waited))

    def _messages(self, recipient: str, cursor: str, call: Call) -> Iterator[WatchReferralsResponse]:
        stored = self.feed.stored()
        position = self.cursors.position(cursor, stored.log, recipient)
        caught_up, last_told = False, time.monotonic()
        while call.is_active():
            # Read before the page: what the feed had reached then, the page has all of.
            reached = self.feed.reached()
            changes = self.feed.after(recipient, position, PAGE)
            for change in changes:
                position, last_told = change.position, time.monotonic()
                yield WatchReferralsResponse(
                    cursor=self.cursors.at(stored.log, position, recipient), change=change_to(change)
                )
            if len(changes) == PAGE:
                continue
            position = max(position, reached)
            here = self.cursors.at(stored.log, position, recipient)
            if not caught_up and reached >= stored.position:
                caught_up = True
                yield WatchReferralsResponse(cursor=here, caught_up=CaughtUp())
            # The feed may move all the time for other partners: this one hears all the same that its stream lives.
            if self._is_time_for_a_heartbeat(reached, last_told + self.pace.heartbeat, call):
                last_told = time.monotonic()
                yield WatchReferralsResponse(cursor=here, heartbeat=Heartbeat())

    def _is_time_for_a_heartbeat(self, reached: int, due: float, call: Call) -> bool:
        """Wait until the feed moves, the call ends or a heartbeat is due; whether it is due."""
        while call.is_active() and not self.wait_for_more(reached, self.pace.look) and time.monotonic() < due:
            pass
        return call.is_active() and time.monotonic() >= due
