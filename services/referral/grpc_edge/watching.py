"""The stream of a partner: all that happened to its referrals, then what happens, until it is asked to call again."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from somicis.referral.v1.referral_service_pb2 import CaughtUp, Heartbeat, WatchReferralsResponse

from chassis.cursors import Cursors
from chassis.serving import Call
from chassis.streaming import USUAL_PACE, Pace, patiently
from services.referral.grpc_edge.translate import change_to
from services.referral.projections.partner_feed import PartnerFeed

METHOD = "WatchReferrals"
WaitForMore = Callable[[int, float], bool]
"""Whether the feed has come beyond a position within so many seconds."""

PAGE = 100
"""Changes read at once: all that is ever held for one reader. gRPC asks for the next message when it
has handed over the one before, so a reader that stops reading stops the reading of the database."""


@dataclass(frozen=True)
class Watching:
    """Reads the feed for one partner after the other. `wait_for_more` is about how far the feed has come."""

    feed: PartnerFeed
    cursors: Cursors
    wait_for_more: WaitForMore
    pace: Pace = USUAL_PACE

    def watch(self, recipient: str, cursor: str, call: Call) -> Iterator[WatchReferralsResponse]:
        """The messages from a cursor on, as long as the call lives. Raises InvalidField, ReaderTooSlow."""
        return patiently(self._messages(recipient, cursor, call), self.pace)

    def _messages(self, recipient: str, cursor: str, call: Call) -> Iterator[WatchReferralsResponse]:
        stored = self.feed.stored()
        position = int(self.cursors.opened(cursor, stored.log, recipient) or 0)
        caught_up, last_told = False, time.monotonic()
        while call.is_active():
            # Read before the page: what the feed had reached then, the page has all of.
            reached = self.feed.reached()
            changes = self.feed.after(recipient, position, PAGE)
            for change in changes:
                position, last_told = change.position, time.monotonic()
                yield WatchReferralsResponse(
                    cursor=self.cursors.at(stored.log, str(position), recipient), change=change_to(change)
                )
            if len(changes) == PAGE:
                continue
            position = max(position, reached)
            here = self.cursors.at(stored.log, str(position), recipient)
            if not caught_up and reached >= stored.position:
                caught_up = True
                yield WatchReferralsResponse(cursor=here, caught_up=CaughtUp())
            # The feed may move all the time for other partners: this one hears all the same that its stream lives.
            if self.pace.waited_out(call, last_told + self.pace.heartbeat, partial(self.wait_for_more, reached)):
                last_told = time.monotonic()
                yield WatchReferralsResponse(cursor=here, heartbeat=Heartbeat())
