"""Operators of partner organisations read the catalogue and match what they type; nothing else is theirs."""

from importlib import import_module

import pytest
from grpc import StatusCode
from somicis.catalogue.v1 import catalogue_service_pb2 as pb

from chassis.serving import Role
from tests.support.catalogue_server import Doors
from tests.support.catalogue_service import CatalogueService
from tests.support.grpc_answers import failure_of
from tests.support.measures import an_edition, the_next_edition, written

SERVICE = pb.DESCRIPTOR.services_by_name["CatalogueService"]
SERVICES = ("intake", "catalogue", "referral", "reporting")
SENSITIVE = written(an_edition(sensitive=True), id="SHELTER_LOAN")


def stocked(service: CatalogueService) -> CatalogueService:
    """Two measures; being offered one of them says something of a person's life."""
    return service.stock(written(), SENSITIVE)


def test_nothing_but_the_catalogue_is_open_to_them() -> None:
    """What is not named for the role is not theirs, in any service, and nothing about how a stack stands."""
    tables = {name: import_module(f"services.{name}.grpc_edge.who_may").WHO_MAY for name in SERVICES}
    tables["operations"] = import_module("chassis.serving.roles").OPERATIONS

    theirs = {(name, method) for name, table in tables.items() for method in table if Role.ORIENTATION in table[method]}
    asked = [SERVICE.methods_by_name[method].input_type for _, method in theirs]

    assert theirs >= {("catalogue", "ListMeasures"), ("catalogue", "GetMeasure"), ("catalogue", "Match")}
    assert {name for name, _ in theirs} == {"catalogue"}
    # What changes something has an id under which it can be repeated.
    assert [request.name for request in asked if "request_id" in request.fields_by_name] == []


def test_they_list_read_and_match_and_are_told_how_much_is_reserved(service: CatalogueService, doors: Doors) -> None:
    """A number and no name: the measure is for the desk to speak of, and the answer hides nothing in silence."""
    stocked(service)
    theirs = doors.person("orientation")

    listed = theirs.ListMeasures(pb.ListMeasuresRequest(page_size=1))
    matched = theirs.Match(pb.MatchRequest())

    assert [each.measure_id for each in listed.measures] == ["TRIAL_LOAN"]
    assert [each.measure_id for each in matched.matches] == ["TRIAL_LOAN"]
    assert (listed.reserved_count, matched.reserved_count) == (1, 1)
    assert theirs.GetMeasure(pb.GetMeasureRequest(measure_id="TRIAL_LOAN")).version == 4
    assert b"SHELTER" not in listed.SerializeToString() + matched.SerializeToString()


def test_a_sensitive_measure_is_not_there_for_them(service: CatalogueService, doors: Doors) -> None:
    """As one that does not exist; also when only one of its editions is."""
    stocked(service)
    service.stock(written(an_edition(sensitive=True), the_next_edition(), id="WAS_SENSITIVE"))

    for code in ("SHELTER_LOAN", "WAS_SENSITIVE"):
        request = pb.GetMeasureRequest(measure_id=code)
        refused = failure_of(lambda: doors.person("orientation").GetMeasure(request))  # noqa: B023
        assert (refused.code, refused.reason) == (StatusCode.NOT_FOUND, "MEASURE_NOT_FOUND")


@pytest.mark.parametrize("person", ["operator", "supervisor", "editor", "auditor"])
def test_the_desk_editors_and_auditors_see_everything(service: CatalogueService, doors: Doors, person: str) -> None:
    """Whoever speaks of it with people, writes it or answers for it."""
    stocked(service)
    listed = doors.person(person).ListMeasures(pb.ListMeasuresRequest())

    assert [each.measure_id for each in listed.measures] == ["SHELTER_LOAN", "TRIAL_LOAN"]
    assert listed.reserved_count == 0


def test_whoever_runs_the_machines_has_no_need_of_it(service: CatalogueService, doors: Doors) -> None:
    """They see the rest, and that there is more."""
    stocked(service)
    listed = doors.person("ops").ListMeasures(pb.ListMeasuresRequest())

    assert ([each.measure_id for each in listed.measures], listed.reserved_count) == (["TRIAL_LOAN"], 1)


@pytest.mark.parametrize("person", ["orientation", "operator", "supervisor", "auditor"])
def test_drafts_are_for_editors(service: CatalogueService, doors: Doors, person: str) -> None:
    """They are not what the catalogue says."""
    service.imported(written())
    service.settle()
    asking = doors.person(person)

    for call, request in (
        (asking.ListMeasures, pb.ListMeasuresRequest(with_drafts=True)),
        (asking.GetMeasure, pb.GetMeasureRequest(measure_id="TRIAL_LOAN", with_drafts=True)),
    ):
        refused = failure_of(lambda: call(request))  # noqa: B023
        assert (refused.code, refused.reason) == (StatusCode.PERMISSION_DENIED, "DRAFTS_FOR_EDITORS")
    hidden = failure_of(lambda: asking.GetMeasure(pb.GetMeasureRequest(measure_id="TRIAL_LOAN")))
    assert hidden.reason == "MEASURE_NOT_FOUND"
