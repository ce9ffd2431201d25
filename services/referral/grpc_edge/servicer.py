"""Answers the calls of ReferralService: who asks narrows what they see, the rest is translation."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from somicis.referral.v1 import referral_service_pb2 as pb

from chassis.following import Progress
from chassis.history import History
from chassis.paging import Pages
from chassis.serving import Call, Role
from chassis.translating import instant
from services.referral.application.partners import Partners
from services.referral.application.referrals import Referrals
from services.referral.grpc_edge import translate
from services.referral.grpc_edge.watching import Watching
from services.referral.projections.partners import PartnerList
from services.referral.projections.referral_list import ReferralList

READ_YOUR_WRITES_S = 5.0
"""How long a question waits at most for the read model to have what the caller wrote."""

Found = TypeVar("Found")


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
        self._reach(PartnerList.name, request.at_least_position, call)
        bound, size = ("ListOrganisations", _organisation(call)), self.pages.size(request.page_size)
        after = self.pages.open(request.page_token, bound)
        found = self.partner_list.page(after, size + 1)
        return pb.ListOrganisationsResponse(
            organisations=[translate.organisation_to(partner) for partner in found[:size]],
            next_page_token=self._next(found, size, bound, lambda partner: partner.code),
        )

    def ListReferrals(self, request: pb.ListReferralsRequest, call: Call) -> pb.ListReferralsResponse:
        """The caller's referrals, newest first."""
        self._reach(ReferralList.name, request.at_least_position, call)
        asked = translate.narrowing_from(request, _only_of(call))
        bound = ("ListReferrals", _organisation(call), str(request.state), request.case_id)
        size = self.pages.size(request.page_size)
        before = self.pages.open(request.page_token, bound)
        found = self.referral_list.page(asked, int(before) if before else None, size + 1)
        return pb.ListReferralsResponse(
            referrals=[translate.referral_to(line.referral) for line in found[:size]],
            next_page_token=self._next(found, size, bound, lambda line: str(line.sent_position)),
        )

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
        return self.watching.watch(_organisation(call), request.cursor, call)

    def ListHistory(self, request: pb.ListHistoryRequest, call: Call) -> pb.ListHistoryResponse:
        """The stored events about a case, in order."""
        bound = ("ListHistory", _organisation(call), request.subject_id, request.known_at)
        size = self.pages.size(request.page_size)
        beyond = int(self.pages.open(request.page_token, bound) or 0)
        known_at = instant(request.known_at)
        found = self.history.of([UUID(request.subject_id)], beyond, size + 1, known_at)
        return pb.ListHistoryResponse(
            entries=found[:size],
            next_page_token=self._next(found, size, bound, lambda entry: str(entry.position)),
        )

    def _reach(self, follower: str, position: int, call: Call) -> None:
        self.progress.wait(follower, position, min(READ_YOUR_WRITES_S, call.time_remaining()))

    def _next(self, found: Sequence[Found], size: int, bound: tuple[str, ...], key: Callable[[Found], str]) -> str:
        return self.pages.token(key(found[size - 1]), bound) if len(found) > size else ""


def _organisation(call: Call) -> str:
    return call.origin().organisation


def _only_of(call: Call) -> str | None:
    """The organisation whose referrals alone the caller sees; None for the desk, which sees all."""
    asking = call.origin()
    return asking.organisation if asking.role == Role.PARTNER else None
