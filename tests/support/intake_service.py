"""The intake service on a real database in a folder, with a clock that tests move; no process, no wire."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import UUID, uuid5

from google.protobuf.message import Message as Protobuf
from somicis.referral.v1.events_pb2 import OrganisationRegistered

from chassis import following, journal, leasing
from chassis.clock import TestClock
from chassis.commanding import Commander, Receipt
from chassis.days import ROME
from chassis.following import Follower, JournalFeed, LogFeed, Progress, Projection, parked_count
from chassis.history import History
from chassis.leasing import Lease
from chassis.modelling import Origin
from chassis.paging import Pages
from chassis.published import PublicEvent
from chassis.receiving import Journal
from chassis.serving import Call, Identity, Method, Role
from chassis.store import log, recorder
from chassis.store.log import Entry
from chassis.store.tables import METADATA as STORE
from services.intake.application.case_work import CaseWork
from services.intake.application.commands import (
    ActivateDesk,
    FindMeasures,
    OpenCase,
    ProposeMeasures,
    RecordContact,
    RecordNeed,
    RecordOrientation,
    ReferCase,
)
from services.intake.application.desk_work import DeskWork
from services.intake.application.measure_search import MeasureSearch
from services.intake.application.referral_notes import ReferralNotes
from services.intake.application.referring import Referring
from services.intake.application.stored_names import STORED_NAMES
from services.intake.domain.case import Case
from services.intake.domain.case_refusals import CaseNotFound
from services.intake.domain.channel import Channel
from services.intake.domain.need import Purpose
from services.intake.event_handlers.following_referrals import FollowingReferrals
from services.intake.grpc_edge.servicer import CatalogueForCallers, IntakeServicer
from services.intake.projections.caseload import Caseload, CaseloadProjection
from services.intake.projections.footfall import Footfall, FootfallProjection
from services.intake.projections.recipients import Recipients, RecipientsProjection
from services.intake.projections.tables import METADATA
from tests.support.cases import A_NEED, CHAMBER, FERMO, JOB_CENTRE, MICROCREDIT, a_profile
from tests.support.catalogues import CatalogueThatAnswers
from tests.support.databases import opened

REQUESTS = UUID("33333333-3333-5333-8333-333333333333")
REFERRAL_LOG = "44444444-4444-5444-8444-444444444444"
TODAY = date(2023, 1, 16)
_PLUMBING = (leasing.METADATA, journal.METADATA, following.METADATA)


class IntakeService:
    """Both processes of the service in one object: `settle` is what the worker does."""

    def __init__(self, folder: Path) -> None:
        self.database = opened(folder, "intake", STORE, *_PLUMBING, METADATA)
        recorder.begin(self.database)
        self.clock = TestClock(folder / "clock.json")
        self.clock.set(at(TODAY))
        self.commander = Commander(self.database, STORED_NAMES, b"k" * 32, self.clock)
        self.desk, self.cases = DeskWork(self.commander), CaseWork(self.commander)
        self.search = MeasureSearch(self.commander)
        self.recipients, self.caseload = Recipients(self.database), Caseload(self.database)
        self.footfall = Footfall(self.database)
        self.referring = Referring(self.commander, self.recipients)
        self._lease = Lease(self.database, "test")
        self._lease.hold()
        self._requests = 0
        self._heard = 0

    def by(self, actor: str = "OP_1", request_id: UUID | None = None) -> dict[str, Any]:
        """What every command says: which request, who asks, when."""
        self._requests += 1
        origin = Origin(actor=actor, organisation="PREF_FERMO", role="operator", correlation="c")
        request = request_id or uuid5(REQUESTS, str(self._requests))
        return {"request_id": request, "origin": origin, "now": self.clock.now()}

    def open_desk(self) -> Receipt:
        """The desk opens on 9 January 2023."""
        return self.desk.activate_desk(ActivateDesk(**self.by(), desk=FERMO, occurred_on=date(2023, 1, 9)))

    def contact(self, citizenship: str = "SN") -> RecordContact:
        """Somebody of this citizenship comes today; the command, carried out."""
        command = RecordContact(**self.by(), desk=FERMO, channel=Channel.WALK_IN, citizenship=citizenship)
        self.desk.record_contact(command)
        return command

    def open_case(self, citizenship: str = "SN") -> Receipt:
        """A case for somebody new of this citizenship."""
        contact_id = self.contact(citizenship).contact_id
        return self.cases.open_case(OpenCase(**self.by(), contact_id=contact_id, profile=a_profile(citizenship)))

    def record_need(self, case: Receipt, actor: str = "OP_1") -> Receipt:
        """The person says what they want to do."""
        return self.cases.record_need(RecordNeed(**self.by(actor), **on(case), need=A_NEED))

    def find_measures(self, case: Receipt) -> Receipt:
        """The catalogue is asked and answers."""
        return self.search.find_measures(FindMeasures(**self.by(), **on(case)), CatalogueThatAnswers())

    def orient(self, case: Receipt) -> Receipt:
        """Measures are found, one is proposed, the orientation is held."""
        found = self.find_measures(case)
        proposed = self.cases.propose_measures(ProposeMeasures(**self.by(), **on(found), measure_ids=(MICROCREDIT,)))
        return self.cases.record_orientation(RecordOrientation(**self.by(), **on(proposed)))

    def refer(self, case: Receipt, recipient: str = CHAMBER) -> ReferCase:
        """The case is referred to a partner; the command, carried out."""
        command = ReferCase(
            **self.by(),
            **on(case),
            recipient=recipient,
            purpose=Purpose.ENTERPRISE_ORIENTATION,
            answer_within=10,
        )
        self.referring.refer_case(command)
        return command

    def partners_are_known(self) -> None:
        """The referral service tells of the Chamber and the job centre."""
        for code in (CHAMBER, JOB_CENTRE):
            self.hear(OrganisationRegistered(code=code, name=f"Ente {code}"), subject=code)
        self.settle()

    def case(self, case_id: UUID) -> Case:
        """The case, read from its events."""
        return self.commander.read().get(Case, case_id, CaseNotFound)

    def entries(self, subject: UUID) -> Sequence[Entry]:
        """What is stored about a case or a contact."""
        with self.database.reading() as tx:
            return log.about(tx, [subject], None)

    def last_heard(self) -> str:
        """Id of the last event the referral service said."""
        return f"{REFERRAL_LOG}/{self._heard}"

    def hear(self, event: Protobuf, subject: str) -> None:
        """The referral service says something, and it arrives."""
        said = PublicEvent(
            source="referral",
            log=REFERRAL_LOG,
            position=self._heard + 1,
            previous=self._heard,
            type=event.DESCRIPTOR.full_name,
            subject=subject,
            recorded_at=self.clock.now(),
            correlation="c",
            caused_by="",
            traceparent="",
            body=event.SerializeToString(),
        )
        self._heard += 1
        Journal(self.database, "intake", "referral").receive([said.message()])

    def servicer(self, catalogue: CatalogueForCallers) -> IntakeServicer:
        """What answers its calls."""
        return IntakeServicer(
            desk_work=self.desk,
            case_work=self.cases,
            measure_search=self.search,
            referring=self.referring,
            catalogue=catalogue,
            caseload=self.caseload,
            recipients=self.recipients,
            history=History("intake", self.database, self.commander.mapper),
            pages=Pages(b"p" * 32),
            progress=Progress(self.database),
        )

    def call(self, actor: str = "OP_1", role: Role = Role.OPERATOR, patience: float = 30.0) -> Call:
        """A call by somebody of the Prefettura, with so many seconds' patience."""
        return Call(
            identity=Identity(actor, "PREF_FERMO", role, Method.TOKEN),
            clock=self.clock,
            correlation=str(REQUESTS),
            traceparent="",
            ends_at=monotonic() + patience,
            authorization="a.signed.token",
        )

    def settle(self) -> None:
        """Let the followers do all there is to do."""
        while sum(follower.step() for follower in self._followers()):
            pass

    def parked(self) -> int:
        """How many events the followers have set aside."""
        with self.database.reading() as tx:
            return sum(parked_count(tx, each.name) for each in self._projections())

    def _projections(self) -> Sequence[Projection]:
        following_referrals = FollowingReferrals(ReferralNotes(self.commander))
        return [CaseloadProjection(), FootfallProjection(), RecipientsProjection(), following_referrals]

    def _followers(self) -> Iterator[Follower]:
        for each in self._projections():
            feed = JournalFeed(each.source) if each.source else LogFeed(self.commander.mapper)
            yield Follower(self.database, each, feed, self._lease)


def on(case: Receipt) -> dict[str, Any]:
    """A command on the case at this version."""
    return {"case_id": case.id, "expected_version": case.version}


def at(day: date, hour: int = 9) -> datetime:
    """An hour of a day in Rome."""
    return datetime.combine(day, time(hour), tzinfo=ROME)


@contextmanager
def intake_service(folder: Path) -> Iterator[IntakeService]:
    """The service with its desk open and its partners known, on 16 January 2023."""
    service = IntakeService(folder)
    service.open_desk()
    service.partners_are_known()
    yield service
    service.database.close()
