"""The catalogue behind its real doors: TLS, identities, roles, rules of fields, statuses."""

from functools import partial
from typing import Any

import pytest
from grpc import StatusCode
from somicis.catalogue.v1 import catalogue_service_pb2 as pb
from somicis.catalogue.v1 import measure_pb2, sheets_pb2, watch_pb2

from chassis.modelling import Refusal
from services.catalogue.domain.measure import id_of_measure
from services.catalogue.grpc_edge.refusals import STATUS
from services.catalogue.grpc_edge.who_may import WHO_MAY
from tests.support.catalogue_server import Doors
from tests.support.catalogue_service import CatalogueService, text_of
from tests.support.grpc_answers import failure_of
from tests.support.measures import an_edition, the_next_edition, written
from tests.support.wrong_fields import wrong_requests

SERVICE = pb.DESCRIPTOR.services_by_name["CatalogueService"]
REQUEST = "11111111-1111-5111-8111-111111111111"
OTHERS = [f"{number * 8}-1111-5111-8111-111111111111" for number in "23"]
EDITORS_DO = (
    "ImportMeasure",
    "ReviewDrafts",
    "PublishDrafts",
    "WithdrawDrafts",
    "SuspendEdition",
    "ResumeEdition",
    "CloseEdition",
)
STREAMS = {method.name for method in SERVICE.methods if method.client_streaming}
ANSWERS_IN_STREAMS = {method.name for method in SERVICE.methods if method.server_streaming}
CALLERS = {
    **dict.fromkeys(EDITORS_DO, "editor"),
    "ListMeasures": "operator",
    "GetMeasure": "operator",
    "Match": "operator",
    "MatchMany": "operator",
    "Rerun": "auditor",
    "Advise": "operator",
    "Rehearse": "editor",
    "Lint": "editor",
    "MakeSheet": "operator",
    "Compare": "operator",
    "MakePages": "operator",
    "WatchCatalogue": "operator",
    "ListHistory": "auditor",
}


def an_import(document: str, **asked: Any) -> pb.ImportMeasureRequest:
    """An editor's request."""
    return pb.ImportMeasureRequest(request_id=REQUEST, document=document, **asked)


def test_two_editors_publish_an_operator_lists_and_an_auditor_reads_who_it_was(
    service: CatalogueService, doors: Doors
) -> None:
    """From the file to the desk and into the history, through the doors everybody has."""
    doors.person("editor").ImportMeasure(an_import(text_of(written())))
    second = doors.person("editor-2")
    second.ReviewDrafts(pb.ReviewDraftsRequest(request_id=OTHERS[0], measure_id="TRIAL_LOAN"))
    published = second.PublishDrafts(pb.PublishDraftsRequest(request_id=OTHERS[1], measure_id="TRIAL_LOAN"))
    service.settle()
    wanted = pb.ListMeasuresRequest(at_least_position=published.receipt.position)

    listed = doors.person("operator").ListMeasures(wanted).measures
    given = doors.person("operator").GetMeasure(pb.GetMeasureRequest(measure_id="TRIAL_LOAN"))
    entries = doors.person("auditor").ListHistory(pb.ListHistoryRequest(subject_id="TRIAL_LOAN")).entries

    assert [(each.measure_id, each.window) for each in listed] == [("TRIAL_LOAN", measure_pb2.WINDOW_STATE_OPEN)]
    assert given.version == published.receipt.version
    assert [(each.name, each.actor, each.role) for each in entries] == [
        ("measure.registered", "ed-1", "editor"),
        ("measure.edition_drafted", "ed-1", "editor"),
        ("measure.draft_reviewed", "ed-2", "editor"),
        ("measure.edition_published", "ed-2", "editor"),
    ]
    assert {each.stream for each in entries} == {str(id_of_measure("TRIAL_LOAN"))}


def test_an_editor_alone_publishes_nothing(service: CatalogueService, doors: Doors) -> None:
    """Over the wire as within: who it is, the token says."""
    editor = doors.person("editor")
    editor.ImportMeasure(an_import(text_of(written())))

    review = pb.ReviewDraftsRequest(request_id=OTHERS[0], measure_id="TRIAL_LOAN")
    refused = failure_of(lambda: editor.ReviewDrafts(review))

    assert (refused.code, refused.reason) == (StatusCode.FAILED_PRECONDITION, "REVIEWER_IS_DRAFTER")
    assert service.recorded() == ["measure.registered", "measure.edition_drafted"]


def test_a_partner_is_told_of_the_catalogue_with_its_certificate(service: CatalogueService, doors: Doors) -> None:
    """And has its sheets made by people of its own, who have a token."""
    service.stock(written())

    first = next(doors.organisation("CPI_FERMO").WatchCatalogue(watch_pb2.WatchCatalogueRequest()))
    refused = failure_of(
        lambda: doors.organisation("CPI_FERMO").MakeSheet(sheets_pb2.MakeSheetRequest(measure_ids=["TRIAL_LOAN"]))
    )

    assert (first.change.measure_id, first.change.edition_id) == ("TRIAL_LOAN", "V1")
    assert refused.code is StatusCode.PERMISSION_DENIED


def test_intake_may_ask_what_fits_for_somebody_at_the_desk(service: CatalogueService, doors: Doors) -> None:
    """The one question that crosses from one service to another."""
    service.stock(written())
    matched = doors.organisation("INTAKE").Match(pb.MatchRequest(), metadata=doors.on_behalf_of("operator"))

    assert [each.measure_id for each in matched.matches] == ["TRIAL_LOAN"]


@pytest.mark.parametrize(
    ("asker", "method", "for_whom"),
    [
        ("INTAKE", "Match", None),
        ("INTAKE", "Match", "auditor"),
        ("INTAKE", "ListMeasures", "operator"),
        ("REFERRAL", "Match", "operator"),
    ],
)
def test_no_other_service_nothing_else_and_for_nobody_else(
    doors: Doors, asker: str, method: str, for_whom: str | None
) -> None:
    """A service's certificate opens one door, and only for somebody who may pass it alone."""
    call, request = getattr(doors.organisation(asker), method), getattr(pb, f"{method}Request")()
    behalf = doors.on_behalf_of(for_whom) if for_whom else None
    refused = failure_of(lambda: call(request, metadata=behalf))

    assert (refused.code, refused.reason) == (StatusCode.PERMISSION_DENIED, "ROLE_MAY_NOT_CALL")


@pytest.mark.parametrize("organisation", ["CCIAA_MARCHE", "AUTORITA_AUDIT"])
def test_a_partner_asks_the_catalogue_nothing(doors: Doors, organisation: str) -> None:
    """Partners answer referrals; an auditor's certificate does not match measures."""
    refused = failure_of(lambda: doors.organisation(organisation).Match(pb.MatchRequest()))

    assert refused.code is StatusCode.PERMISSION_DENIED


def test_an_operator_imports_nothing(service: CatalogueService, doors: Doors) -> None:
    """What the desk is shown is an editor's word."""
    refused = failure_of(lambda: doors.person("operator").ImportMeasure(an_import(text_of(written()))))

    assert (refused.code, refused.reason) == (StatusCode.PERMISSION_DENIED, "ROLE_MAY_NOT_CALL")
    assert service.recorded() == []


def test_every_mistake_in_a_file_reaches_its_editor(service: CatalogueService, doors: Doors) -> None:
    """By its path in the request, all at once."""
    wrong = text_of(written(an_edition(site="nowhere", rate_pct=-1)))

    refused = failure_of(lambda: doors.person("editor").ImportMeasure(an_import(wrong)))

    assert (refused.code, refused.reason) == (StatusCode.INVALID_ARGUMENT, "INVALID_FIELD")
    assert refused.fields == ["document.editions.V1.site", "document.editions.V1.rate_pct"]
    assert service.recorded() == []


def test_a_refusal_names_its_rule_and_its_facts(service: CatalogueService, doors: Doors) -> None:
    """Under the catalogue's own domain."""
    service.stock(written())

    refused = failure_of(lambda: doors.person("editor").ImportMeasure(an_import(text_of(written(the_next_edition())))))

    assert (refused.code, refused.reason, refused.domain) == (
        StatusCode.FAILED_PRECONDITION,
        "EDITION_LEFT_OUT",
        "somicis.catalogue",
    )
    assert refused.facts == {"measure": "TRIAL_LOAN", "edition": "V1"}


def test_a_request_sent_again_with_another_file_is_refused(doors: Doors) -> None:
    """Over the wire as within."""
    editor = doors.person("editor")
    first = editor.ImportMeasure(an_import(text_of(written())))

    assert editor.ImportMeasure(an_import(text_of(written()))) == first
    refused = failure_of(lambda: editor.ImportMeasure(an_import(text_of(written(id="ANOTHER")))))
    assert refused.reason == "REQUEST_ID_REUSED"


def test_what_is_not_there_is_not_found(doors: Doors) -> None:
    """By the code that was asked for."""
    refused = failure_of(lambda: doors.person("operator").GetMeasure(pb.GetMeasureRequest(measure_id="NONE")))

    assert (refused.code, refused.facts) == (StatusCode.NOT_FOUND, {"code": "NONE"})


def called(stub: Any, method: str, request: Any) -> Any:
    """The answer of a method, or all answers of a stream."""
    call = getattr(stub, method)
    answer = call(iter([request])) if method in STREAMS else call(request)
    return list(answer) if method in STREAMS | ANSWERS_IN_STREAMS else answer


def test_every_wrong_field_of_every_call_is_named(service: CatalogueService, doors: Doors) -> None:
    """Empty, oversized, negative, of another shape, foreign: nothing of it reaches the service."""
    service.stock(*(written(id=code) for code in "ABC"))
    foreign = service.listed(page_size=1, on="2023-01-02").next_page_token
    stubs = {method: doors.person(name) for method, name in CALLERS.items()}
    wrong = list(wrong_requests(SERVICE, foreign))

    for each in wrong:
        method = each.rpc.rpartition("/")[2]
        refused = failure_of(partial(called, stubs[method], method, each.request))
        assert refused.code is StatusCode.INVALID_ARGUMENT, f"{each}: {refused}"
        assert each.field in refused.fields, f"{each}: {refused}"

    assert {each.rpc.rpartition("/")[2] for each in wrong} == set(CALLERS)
    assert len(service.recorded()) == 12


def every_refusal_of(kind: type[Refusal]) -> set[type[Refusal]]:
    """All that this service refuses, found by where it is written."""
    found = {each for each in kind.__subclasses__() if each.__module__.startswith("services.catalogue.")}
    return found.union(*(every_refusal_of(each) for each in kind.__subclasses__()))


def test_every_refusal_has_a_status() -> None:
    """A new rule cannot reach callers as a bug of ours."""
    assert set(STATUS) == every_refusal_of(Refusal)


def test_every_method_says_who_may_call_it() -> None:
    """Editors alone write; whoever may not read histories has no need of them."""
    assert {method.name for method in SERVICE.methods} == set(WHO_MAY) == set(CALLERS)
    assert [{role.value for role in WHO_MAY[name]} for name in EDITORS_DO] == [{"editor"}] * len(EDITORS_DO)
    assert {role.value for role in WHO_MAY["ListHistory"]} == {"auditor", "supervisor", "editor"}
