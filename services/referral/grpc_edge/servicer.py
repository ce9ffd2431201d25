"""Answers the calls of ReferralService: who asks narrows what they see, the rest is translation."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from somicis.referral.v1 import referral_service_pb2 as pb

from chassis.following import Progress
from chassis.history import History
from chassis.paging import Pages
from chassis.serving import Call, Role
from services.referral.application.partners import Partners
from services.referral.application.referrals import Referrals
from services.referral.grpc_edge import translate
from services.referral.grpc_edge.watching import Watching
from services.referral.projections.partners import PartnerList
from services.referral.projections.referral_list import ReferralList


@dataclass(frozen=True)
class ReferralServicer:
    """One method an RPC; everything it needs is handed in."""

    referrals: Referrals
    partners: Partners
    referral_list: ReferralList
    partner_list: PartnerList
    watching: Watching
    history: History
    pages: Pages
    progress: Progress

    def RegisterOrganisation(
        self, request: pb.RegisterOrganisationRequest, call: Call
    ) -> pb.RegisterOrganisationResponse:
        """Makes a partner known."""
        receipt = self.partners.register(translate.register_from(request, call))
        return pb.RegisterOrganisationResponse(receipt=translate.receipt_to(receipt))

    def ListOrganisations(self, request: pb.ListOrganisationsRequest, call: Call) -> pb.ListOrganisationsResponse:
        """The partners, in order of code."""
        self.progress.wait(PartnerList.name, request.at_least_position, call.time_remaining())
        page = self.pages.asked(request, call.organisation)
        found, token = page.cut(self.partner_list.page(page.after, page.wanted), lambda partner: partner.code)
        return pb.ListOrganisationsResponse(organisations=map(translate.organisation_to, found), next_page_token=token)

    def ListReferrals(self, request: pb.ListReferralsRequest, call: Call) -> pb.ListReferralsResponse:
        """The caller's referrals, newest first."""
        self.progress.wait(ReferralList.name, request.at_least_position, call.time_remaining())
        page = self.pages.asked(request, call.organisation)
        before = int(page.after) if page.after else None
        found = self.referral_list.page(translate.narrowing_from(request, _only_of(call)), before, page.wanted)
        lines, token = page.cut(found, lambda line: line.sent_position)
        referrals = [translate.referral_to(line.referral) for line in lines]
        return pb.ListReferralsResponse(referrals=referrals, next_page_token=token)

    def GetReferral(self, request: pb.GetReferralRequest, call: Call) -> pb.GetReferralResponse:
        """One referral, read from its events."""
        referral = self.referrals.read(UUID(request.referral_id), _only_of(call))
        return pb.GetReferralResponse(referral=translate.referral_to(referral))

    def AcceptReferral(self, request: pb.AcceptReferralRequest, call: Call) -> pb.AcceptReferralResponse:
        """The recipient takes the person on."""
        receipt = self.referrals.accept(translate.accept_from(request, call))
        return pb.AcceptReferralResponse(receipt=translate.receipt_to(receipt))

    def DeclineReferral(self, request: pb.DeclineReferralRequest, call: Call) -> pb.DeclineReferralResponse:
        """The recipient does not."""
        receipt = self.referrals.decline(translate.decline_from(request, call))
        return pb.DeclineReferralResponse(receipt=translate.receipt_to(receipt))

    def SetAppointment(self, request: pb.SetAppointmentRequest, call: Call) -> pb.SetAppointmentResponse:
        """The day the person is expected."""
        receipt = self.referrals.set_appointment(translate.set_appointment_from(request, call))
        return pb.SetAppointmentResponse(receipt=translate.receipt_to(receipt))

    def CompleteReferral(self, request: pb.CompleteReferralRequest, call: Call) -> pb.CompleteReferralResponse:
        """What came of it."""
        receipt = self.referrals.complete(translate.complete_from(request, call))
        return pb.CompleteReferralResponse(receipt=translate.receipt_to(receipt))

    def ResendReferral(self, request: pb.ResendReferralRequest, call: Call) -> pb.ResendReferralResponse:
        """Sends an expired referral once more."""
        receipt = self.referrals.resend(translate.resend_from(request, call))
        return pb.ResendReferralResponse(receipt=translate.receipt_to(receipt))

    def WatchReferrals(self, request: pb.WatchReferralsRequest, call: Call) -> Iterator[pb.WatchReferralsResponse]:
        """What happened to the caller's referrals, then what happens."""
        return self.watching.watch(call.organisation, request.cursor, call)

    def ListHistory(self, request: pb.ListHistoryRequest, call: Call) -> pb.ListHistoryResponse:
        """The stored events about a case, in order."""
        page = self.pages.asked(request, call.organisation)
        entries, token = self.history.page([UUID(request.subject_id)], request.known_at, page)
        return pb.ListHistoryResponse(entries=entries, next_page_token=token)


def _only_of(call: Call) -> str | None:
    """The organisation whose referrals alone the caller sees; None for the desk, which sees all."""
    asking = call.origin()
    return asking.organisation if asking.role == Role.PARTNER else None
