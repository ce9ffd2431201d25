"""The referral service on a real database in a folder, with a clock that tests move; no process, no wire."""

import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from datetime import time as clock_time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from chassis import following, leasing, timing
from chassis.clock import TestClock
from chassis.commanding import Commander, Receipt
from chassis.cursors import Cursors
from chassis.days import ROME
from chassis.following import Feed, Follower, LogFeed, Progress, Projection
from chassis.history import History
from chassis.leasing import Lease
from chassis.modelling import Origin
from chassis.paging import Pages
from chassis.serving import Call, Identity, Method, Role
from chassis.serving.call import lives_on
from chassis.store import recorder
from chassis.store.tables import METADATA as STORE
from chassis.streaming import Pace
from chassis.tail import Tail
from chassis.timing import Timekeeper, Timers
from services.referral.application.commands import (
    AcceptReferral,
    RegisterOrganisation,
    ResendReferral,
    SendReferral,
)
from services.referral.application.partners import Partners
from services.referral.application.referrals import Referrals
from services.referral.application.stored_names import STORED_NAMES
from services.referral.domain.organisation import OrganisationKind
from services.referral.domain.purpose import Purpose
from services.referral.event_handlers import expiry
from services.referral.event_handlers.expiry import Expiry
from services.referral.grpc_edge.servicer import ReferralServicer
from services.referral.grpc_edge.watching import METHOD, Watching
from services.referral.projections.partner_feed import PartnerFeed
from services.referral.projections.partners import PartnerList
from services.referral.projections.referral_list import ReferralList
from services.referral.projections.tables import METADATA
from tests.support.databases import opened
from tests.support.referrals import CASE, CHAMBER, DISCLOSED, JOB_CENTRE, REFERRAL, SENT_ON

AT_ONCE = Pace(heartbeat=0.05, look=0.01)
"""A stream that is never idle for long."""

REQUESTS = UUID("33333333-3333-5333-8333-333333333333")
KINDS = {CHAMBER: OrganisationKind.CHAMBER_OF_COMMERCE, JOB_CENTRE: OrganisationKind.JOB_CENTRE}
_PLUMBING = (leasing.METADATA, following.METADATA, timing.METADATA)


class ReferralService:
    """Both processes of the service in one object: `settle` is what the worker does."""

    def __init__(self, folder: Path) -> None:
        self.database = opened(folder, "referral", STORE, *_PLUMBING, METADATA)
        recorder.begin(self.database)
        self.clock = TestClock(folder / "clock.json")
        self.clock.set(at(SENT_ON))
        self.commander = Commander(self.database, STORED_NAMES, b"k" * 32, self.clock)
        self.referrals, self.partners = Referrals(self.commander), Partners(self.commander)
        self.feed, self.list = PartnerFeed(self.database), ReferralList(self.database)
        self.partner_list, self.timers = PartnerList(self.database), Timers()
        self.expiry = Expiry(self.referrals, self.timers)
        self.pages = Pages(b"p" * 32)
        self._lease = Lease(self.database, "test")
        self._lease.hold()
        self._requests = 0

    def by(self, organisation: str, request_id: UUID | None = None) -> dict[str, Any]:
        """What every command says: which request, who asks, when."""
        self._requests += 1
        origin = Origin(actor=organisation, organisation=organisation, role="partner", correlation="c")
        request = request_id or uuid5(REQUESTS, str(self._requests))
        return {"request_id": request, "origin": origin, "now": self.clock.now()}

    def register(self, code: str) -> Receipt:
        """Make a partner known."""
        return self.partners.register(
            RegisterOrganisation(**self.by("PREF_FERMO"), code=code, name=f"Ente {code}", kind=KINDS[code])
        )

    def send(self, referral_id: UUID = REFERRAL, recipient: str = JOB_CENTRE, **fields: Any) -> Receipt:
        """Send a referral today, ten working days to answer."""
        sent: dict[str, Any] = {
            "case_id": CASE,
            "purpose": Purpose.EMPLOYMENT_SERVICES,
            "disclosed": DISCLOSED,
            "answer_within": 10,
            "sent_on": SENT_ON,
        }
        command = SendReferral(**self.by("SOMICIS"), referral_id=referral_id, recipient=recipient, **{**sent, **fields})
        return self.referrals.send(command)

    def accept(self, version: int, recipient: str = JOB_CENTRE, referral_id: UUID = REFERRAL) -> Receipt:
        """The recipient accepts a version."""
        return self.referrals.accept(
            AcceptReferral(**self.by(recipient), referral_id=referral_id, expected_version=version)
        )

    def resend(self, version: int) -> Receipt:
        """The desk sends a version once more."""
        return self.referrals.resend(
            ResendReferral(**self.by("PREF_FERMO"), referral_id=REFERRAL, expected_version=version)
        )

    def move_to(self, day: date, hour: int = 9) -> None:
        """Set the clock to an hour of a day in Rome."""
        self.clock.set(at(day, hour))

    def settle(self) -> None:
        """Let followers and timers do all there is to do."""
        fires = {expiry.KIND: self.expiry.expire}
        keeper = Timekeeper(self.database, fires, self._lease, self.clock)
        followers = self._followers([self.feed, self.list, self.partner_list, self.expiry])
        while any([*(follower.step() for follower in followers), keeper.step()]):
            pass

    def servicer(self, pace: Pace = AT_ONCE) -> ReferralServicer:
        """What answers its calls."""
        tail = Tail(self.feed.reached)
        return ReferralServicer(
            referrals=self.referrals,
            partners=self.partners,
            referral_list=self.list,
            partner_list=self.partner_list,
            watching=Watching(self.feed, Cursors(self.pages, METHOD), tail.wait_for_more, pace),
            history=History("referral", self.database, self.commander.mapper),
            pages=self.pages,
            progress=Progress(self.database),
        )

    def call(self, organisation: str, role: Role, alive: Callable[[], bool] = lives_on) -> Call:
        """A call by somebody of an organisation, with half a minute's patience."""
        return Call(
            identity=Identity(organisation, organisation, role, Method.CERTIFICATE),
            clock=self.clock,
            correlation=str(REQUESTS),
            traceparent="",
            ends_at=time.monotonic() + 30,
            alive=alive,
        )

    def follow(self, projection: Projection, feed: Feed) -> None:
        """Let one follower handle all that a feed has."""
        follower = Follower(self.database, projection, feed, self._lease)
        while follower.step():
            pass

    def _followers(self, projections: Sequence[Projection]) -> list[Follower]:
        feed = LogFeed(self.commander.mapper)
        return [Follower(self.database, each, feed, self._lease) for each in projections]


def at(day: date, hour: int = 9) -> datetime:
    """An hour of a day in Rome."""
    return datetime.combine(day, clock_time(hour), tzinfo=ROME)
