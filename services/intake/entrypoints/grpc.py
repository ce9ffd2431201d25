"""Intake as a gRPC process serves it."""

from somicis.intake.v1 import intake_service_pb2 as pb

from chassis.calling import ClientCertificate, OtherService, organisation_channel
from chassis.history import History
from chassis.paging import Pages
from chassis.readiness import database_problems
from chassis.serving import ServedService
from services.intake.adapters.catalogue import CatalogueService
from services.intake.composition import NAME, Intake
from services.intake.grpc_edge.refusals import STATUS
from services.intake.grpc_edge.servicer import IntakeServicer
from services.intake.grpc_edge.who_may import WHO_MAY
from services.intake.settings import Settings


def served(intake: Intake) -> ServedService:
    """IntakeService. It asks the catalogue with intake's own certificate."""
    at = intake.foundations
    servicer = IntakeServicer(
        desk_work=intake.desk_work,
        case_work=intake.case_work,
        measure_search=intake.measure_search,
        referring=intake.referring,
        catalogue=CatalogueService(_catalogue(intake.settings)),
        caseload=intake.caseload,
        recipients=intake.recipients,
        history=History(NAME, at.database, at.commander.mapper),
        pages=Pages(at.settings.key("pages")),
        progress=at.progress,
    )
    descriptor = pb.DESCRIPTOR.services_by_name["IntakeService"]
    return ServedService(descriptor, servicer, WHO_MAY, STATUS, database_problems(NAME, at.database))


def _catalogue(settings: Settings) -> OtherService:
    certificate = ClientCertificate.from_files(settings.certificate_file, settings.key_file)
    channel = organisation_channel(settings.catalogue_address, settings.authority_file.read_bytes(), certificate)
    return OtherService("catalogue", channel)
