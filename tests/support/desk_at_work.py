"""Brings a stack to where a test begins, through the front doors: partners, measures, an open desk, cases."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from google.protobuf.message import Message
from somicis.catalogue.v1 import catalogue_service_pb2 as catalogue
from somicis.intake.v1 import case_pb2 as cases
from somicis.intake.v1 import intake_service_pb2 as intake
from somicis.referral.v1 import referral_pb2 as referrals
from somicis.referral.v1 import referral_service_pb2 as referral

from stacks.demo.case_facts import NEED, PROFILE, PROPOSED
from stacks.demo.people import CHAMBER, JOB_CENTRE
from tests.support.checkout import ROOT
from tests.support.eventually import eventually
from tests.support.grpc_answers import Failure, failure_of
from tests.support.running_stack import RunningStack

DESK = "FERMO"
PARTNERS = {
    CHAMBER: ("Camera di Commercio delle Marche", referrals.ORGANISATION_KIND_CHAMBER_OF_COMMERCE),
    JOB_CENTRE: ("Centro per l'Impiego di Fermo", referrals.ORGANISATION_KIND_JOB_CENTRE),
}
LIMIT_S = 20.0
"""Seconds a call may take on a machine that does other things too."""


def asked_anew(request: Any) -> Any:
    """A command under a request id nobody has used."""
    request.request_id = str(uuid4())
    return request


@dataclass
class CaseInHand:
    """A case as an operator works on it, with the version last seen."""

    desk: "DeskAtWork"
    case_id: str
    version: int

    def request(self, request: Any) -> Any:
        """The request about this case at this version, under a new request id."""
        request.case_id, request.expected_version = self.case_id, self.version
        return asked_anew(request)

    def do(self, method: str, request: Any) -> Any:
        """Carry it out as the operator."""
        answer = getattr(self.desk.operator.intake, method)(self.request(request), timeout=LIMIT_S)
        self.version = answer.receipt.version
        return answer

    def refused(self, method: str, request: Any) -> Failure:
        """How it is refused."""
        sent = self.request(request)
        return failure_of(lambda: getattr(self.desk.operator.intake, method)(sent, timeout=LIMIT_S))

    def reread(self) -> cases.Case:
        """The case as it stands."""
        wanted = intake.GetCaseRequest(case_id=self.case_id)
        case: cases.Case = self.desk.operator.intake.GetCase(wanted, timeout=LIMIT_S).case
        self.version = case.version
        return case

    def analysed(self) -> "CaseInHand":
        """With its need, the measures found and proposed, the orientation held and the sheet given: version 6."""
        self.do("RecordNeed", intake.RecordNeedRequest(need=NEED))
        self.do("FindMeasures", intake.FindMeasuresRequest())
        self.do("ProposeMeasures", intake.ProposeMeasuresRequest(measure_ids=PROPOSED))
        self.do("RecordOrientation", intake.RecordOrientationRequest())
        self.do("IssueSheet", intake.IssueSheetRequest(reference="SCHEDA/2023/1", language="it"))
        return self

    def followed_up(self) -> "CaseInHand":
        """Followed up once more."""
        self.do("RecordFollowUp", intake.RecordFollowUpRequest(channel=cases.CHANNEL_PHONE))
        return self


class DeskAtWork:
    """A desk that is open, with two partners and three measures it can propose."""

    def __init__(self, running: RunningStack) -> None:
        self.running = running
        self.operator = running.clients("operator")

    def prepare(self) -> "DeskAtWork":
        """Import the measures, register the partners, open the desk."""
        for code in PROPOSED:
            document = (ROOT / "services" / "catalogue" / "measures" / f"{code.lower()}.yaml").read_text("utf-8")
            self._publish(document, code)
        for code, (name, kind) in PARTNERS.items():
            registered = asked_anew(referral.RegisterOrganisationRequest(code=code, name=name, kind=kind))
            self.running.clients("supervisor").referral.RegisterOrganisation(registered, timeout=LIMIT_S)
        self.operator.intake.ActivateDesk(asked_anew(intake.ActivateDeskRequest(desk=DESK)), timeout=LIMIT_S)
        self.running.settled()
        return self

    def _publish(self, document: str, code: str) -> None:
        """One editor drafts, another reads and publishes."""
        first, second = (self.running.clients(name).catalogue for name in ("editor", "editor-2"))
        first.ImportMeasure(asked_anew(catalogue.ImportMeasureRequest(document=document)), timeout=LIMIT_S)
        second.ReviewDrafts(asked_anew(catalogue.ReviewDraftsRequest(measure_id=code)), timeout=LIMIT_S)
        second.PublishDrafts(asked_anew(catalogue.PublishDraftsRequest(measure_id=code)), timeout=LIMIT_S)

    def contact(self) -> str:
        """Somebody came; the contact's id."""
        request = intake.RecordContactRequest(desk=DESK, channel=cases.CHANNEL_WALK_IN, citizenship="SN")
        contact_id: str = self.operator.intake.RecordContact(asked_anew(request), timeout=LIMIT_S).receipt.id
        return contact_id

    def case(self) -> CaseInHand:
        """A case that was just opened, at version 1."""
        request = intake.OpenCaseRequest(contact_id=self.contact(), profile=PROFILE)
        receipt = self.operator.intake.OpenCase(asked_anew(request), timeout=LIMIT_S).receipt
        return CaseInHand(self, receipt.id, receipt.version)

    def sent(self, case: CaseInHand, partner: str) -> str:
        """Refer a case to a partner; the id the referral will have."""
        request = intake.ReferCaseRequest(recipient=partner, purpose=cases.PURPOSE_ENTERPRISE_ORIENTATION)
        referral_id: str = case.do("ReferCase", request).referral_id
        return referral_id

    def arrived(self, partner: str, case: CaseInHand | None = None) -> str:
        """A referral to a partner that has come to it; its id."""
        referral_id = self.sent(case or self.case(), partner)
        eventually(lambda: self.knows(partner, referral_id), wanted=True, within=LIMIT_S)
        return referral_id

    def knows(self, partner: str, referral_id: str) -> bool:
        """Whether a partner finds a referral in its list."""
        answer = self.running.clients(partner).referral.ListReferrals(
            referral.ListReferralsRequest(page_size=200), timeout=LIMIT_S
        )
        return referral_id in {one.referral_id for one in answer.referrals}

    def on_referral(self, clients: Any, method: str, request: Any) -> Any:
        """Carry out a command on a referral at its present version."""
        wanted = referral.GetReferralRequest(referral_id=request.referral_id)
        request.expected_version = clients.referral.GetReferral(wanted, timeout=LIMIT_S).referral.version
        return getattr(clients.referral, method)(asked_anew(request), timeout=LIMIT_S)


def same_message(one: Message, other: Message) -> bool:
    """Whether two answers are the same, byte for byte."""
    return one.SerializeToString(deterministic=True) == other.SerializeToString(deterministic=True)
