"""Reporting as a gRPC process serves it."""

from somicis.reporting.v1 import reporting_service_pb2 as pb

from chassis.paging import Pages
from chassis.readiness import database_problems
from chassis.serving import ServedService
from services.reporting.composition import NAME, Reporting
from services.reporting.grpc_edge.refusals import STATUS
from services.reporting.grpc_edge.servicer import ReportingServicer
from services.reporting.grpc_edge.who_may import WHO_MAY


def served(reporting: Reporting) -> ServedService:
    """ReportingService."""
    at = reporting.foundations
    servicer = ReportingServicer(reporting.sheets, reporting.marks.now, Pages(at.settings.key("pages")))
    descriptor = pb.DESCRIPTOR.services_by_name["ReportingService"]
    return ServedService(descriptor, servicer, WHO_MAY, STATUS, database_problems(NAME, at.database))
