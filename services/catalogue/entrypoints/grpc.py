"""The catalogue as a gRPC process serves it."""

from somicis.catalogue.v1 import catalogue_service_pb2 as pb

from chassis.history import History
from chassis.paging import Pages
from chassis.readiness import database_problems
from chassis.serving import ServedService
from chassis.tail import Tail
from services.catalogue.composition import NAME, Catalogue
from services.catalogue.grpc_edge.advising import Advising
from services.catalogue.grpc_edge.matching import Matching
from services.catalogue.grpc_edge.papers import Papers
from services.catalogue.grpc_edge.places import Places
from services.catalogue.grpc_edge.refusals import STATUS
from services.catalogue.grpc_edge.rehearsing import Rehearsing
from services.catalogue.grpc_edge.servicer import CatalogueServicer
from services.catalogue.grpc_edge.watching import Watching
from services.catalogue.grpc_edge.who_may import ASKED_BY, WHO_MAY
from services.catalogue.projections.announcements import Announcements


def served(catalogue: Catalogue) -> ServedService:
    """CatalogueService."""
    at = catalogue.foundations
    matching = Matching(catalogue.shelf, at.progress)
    pages, announcements = Pages(at.settings.key("pages")), Announcements(at.database)
    servicer = CatalogueServicer(
        importing=catalogue.importing,
        comparing=catalogue.comparing,
        drafts=catalogue.drafts,
        stopping=catalogue.stopping,
        commander=at.commander,
        shelf=catalogue.shelf,
        matching=matching,
        advising=Advising(matching),
        rehearsing=Rehearsing(catalogue.shelf),
        papers=Papers(matching),
        watching=Watching(announcements, catalogue.shelf, Places(pages), Tail(announcements.reached).wait_for_more),
        history=History(NAME, at.database, at.commander.mapper),
        pages=pages,
        progress=at.progress,
    )
    descriptor = pb.DESCRIPTOR.services_by_name["CatalogueService"]
    return ServedService(descriptor, servicer, WHO_MAY, STATUS, database_problems(NAME, at.database), ASKED_BY)
