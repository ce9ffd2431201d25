"""Answers the calls of IntakeService: each one becomes a command or a question, and its answer a message."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from somicis.intake.v1 import intake_service_pb2 as pb

from chassis.following import Progress
from chassis.history import History
from chassis.paging import Pages
from chassis.serving import Call
from services.intake.application.case_work import CaseWork
from services.intake.application.desk_work import DeskWork
from services.intake.application.measure_search import MeasureSearch
from services.intake.application.ports import Catalogue
from services.intake.application.referring import Referring
from services.intake.grpc_edge import translate
from services.intake.projections.caseload import FIRST_PAGE, Caseload, CaseloadProjection
from services.intake.projections.recipients import Recipients


class CatalogueForCallers(Protocol):
    """Gives the catalogue as a caller may ask it."""

    def on_behalf_of(self, call: Call) -> Catalogue:
        """The catalogue for one call."""


@dataclass(frozen=True)
class IntakeServicer:
    """One method an RPC; everything it needs is handed in."""

    desk_work: DeskWork
    case_work: CaseWork
    measure_search: MeasureSearch
    referring: Referring
    catalogue: CatalogueForCallers
    caseload: Caseload
    recipients: Recipients
    history: History
    pages: Pages
    progress: Progress

    def ActivateDesk(self, request: pb.ActivateDeskRequest, call: Call) -> pb.ActivateDeskResponse:
        """A desk has opened to the public."""
        receipt = self.desk_work.activate_desk(translate.activate_desk_from(request, call))
        return pb.ActivateDeskResponse(receipt=translate.receipt_to(receipt))

    def RecordContact(self, request: pb.RecordContactRequest, call: Call) -> pb.RecordContactResponse:
        """Somebody came, called or wrote."""
        command = translate.record_contact_from(request, call)
        return translate.contact_recorded_to(self.desk_work.record_contact(command), command)

    def OpenCase(self, request: pb.OpenCaseRequest, call: Call) -> pb.OpenCaseResponse:
        """A case begins."""
        receipt = self.case_work.open_case(translate.open_case_from(request, call))
        return pb.OpenCaseResponse(receipt=translate.receipt_to(receipt))

    def RecordNeed(self, request: pb.RecordNeedRequest, call: Call) -> pb.RecordNeedResponse:
        """The person said what they want to do."""
        receipt = self.case_work.record_need(translate.record_need_from(request, call))
        return pb.RecordNeedResponse(receipt=translate.receipt_to(receipt))

    def FindMeasures(self, request: pb.FindMeasuresRequest, call: Call) -> pb.FindMeasuresResponse:
        """The catalogue's answer, read back from the case so that a repeat gets the same."""
        command = translate.find_measures_from(request, call)
        receipt = self.measure_search.find_measures(command, self.catalogue.on_behalf_of(call))
        return translate.measures_found_to(receipt, self.case_work.read(receipt.id, receipt.version))

    def ProposeMeasures(self, request: pb.ProposeMeasuresRequest, call: Call) -> pb.ProposeMeasuresResponse:
        """Measures were put before the person."""
        receipt = self.case_work.propose_measures(translate.propose_measures_from(request, call))
        cautions = map(translate.caution_to, self.case_work.cautions(receipt))
        return pb.ProposeMeasuresResponse(receipt=translate.receipt_to(receipt), cautions=cautions)

    def RecordOrientation(self, request: pb.RecordOrientationRequest, call: Call) -> pb.RecordOrientationResponse:
        """The orientation was held."""
        receipt = self.case_work.record_orientation(translate.record_orientation_from(request, call))
        return pb.RecordOrientationResponse(receipt=translate.receipt_to(receipt))

    def IssueSheet(self, request: pb.IssueSheetRequest, call: Call) -> pb.IssueSheetResponse:
        """The written sheet was given."""
        receipt = self.case_work.issue_sheet(translate.issue_sheet_from(request, call))
        return pb.IssueSheetResponse(receipt=translate.receipt_to(receipt))

    def ReferCase(self, request: pb.ReferCaseRequest, call: Call) -> pb.ReferCaseResponse:
        """The case is to go to a partner."""
        command = translate.refer_case_from(request, call)
        receipt = self.referring.refer_case(command)
        return pb.ReferCaseResponse(receipt=translate.receipt_to(receipt), referral_id=str(command.referral_id))

    def RecordFollowUp(self, request: pb.RecordFollowUpRequest, call: Call) -> pb.RecordFollowUpResponse:
        """The desk heard from the person again."""
        receipt = self.case_work.record_follow_up(translate.record_follow_up_from(request, call))
        return pb.RecordFollowUpResponse(receipt=translate.receipt_to(receipt))

    def CloseCase(self, request: pb.CloseCaseRequest, call: Call) -> pb.CloseCaseResponse:
        """The case has come to its outcome."""
        receipt = self.case_work.close_case(translate.close_case_from(request, call))
        cautions = map(translate.caution_to, self.case_work.cautions(receipt))
        return pb.CloseCaseResponse(receipt=translate.receipt_to(receipt), cautions=cautions)

    def GetCase(self, request: pb.GetCaseRequest, call: Call) -> pb.GetCaseResponse:
        """One case, read from its events."""
        return pb.GetCaseResponse(case=translate.case_to(self.case_work.read(UUID(request.case_id))))

    def ListCases(self, request: pb.ListCasesRequest, call: Call) -> pb.ListCasesResponse:
        """The cases, newest first."""
        self.progress.wait(CaseloadProjection.name, request.at_least_position, call.time_remaining())
        page = self.pages.asked(request, call.organisation)
        found = self.caseload.page(translate.state_from(request), int(page.after or FIRST_PAGE), page.wanted)
        lines, token = page.cut(found, lambda line: line.opened_at)
        return pb.ListCasesResponse(cases=map(translate.line_to, lines), next_page_token=token)

    def ListRecipients(self, request: pb.ListRecipientsRequest, call: Call) -> pb.ListRecipientsResponse:
        """The partners a case can be referred to."""
        return pb.ListRecipientsResponse(recipients=map(translate.recipient_to, self.recipients.all()))

    def ListHistory(self, request: pb.ListHistoryRequest, call: Call) -> pb.ListHistoryResponse:
        """The stored events about a case and its contact, in order."""
        page = self.pages.asked(request, call.organisation)
        subjects = self.case_work.subjects_of(UUID(request.subject_id))
        entries, token = self.history.page(subjects, request.known_at, page)
        return pb.ListHistoryResponse(entries=entries, next_page_token=token)
