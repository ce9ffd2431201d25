"""Referral as a gRPC process serves it."""

from somicis.referral.v1 import referral_service_pb2 as pb

from chassis.cursors import Cursors
from chassis.history import History
from chassis.paging import Pages
from chassis.readiness import database_problems
from chassis.serving import ServedService
from chassis.tail import Tail
from services.referral.composition import NAME, Referral
from services.referral.grpc_edge.refusals import STATUS
from services.referral.grpc_edge.servicer import ReferralServicer
from services.referral.grpc_edge.watching import METHOD, Watching
from services.referral.grpc_edge.who_may import WHO_MAY


def served(referral: Referral) -> ServedService:
    """ReferralService. One watcher looks at the feed for all its streams."""
    at = referral.foundations
    pages = Pages(at.settings.key("pages"))
    tail = Tail(referral.partner_feed.reached)
    servicer = ReferralServicer(
        referrals=referral.referrals,
        partners=referral.partners,
        referral_list=referral.referral_list,
        partner_list=referral.partner_list,
        watching=Watching(referral.partner_feed, Cursors(pages, METHOD), tail.wait_for_more),
        history=History(NAME, at.database, at.commander.mapper),
        pages=pages,
        progress=at.progress,
    )
    descriptor = pb.DESCRIPTOR.services_by_name["ReferralService"]
    return ServedService(descriptor, servicer, WHO_MAY, STATUS, database_problems(NAME, at.database))
