"""What the catalogue answers at its door about files, measures and their histories."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from somicis.catalogue.v1 import catalogue_service_pb2 as pb

from chassis.modelling import InvalidField
from chassis.serving import InvalidFields, Role
from services.catalogue.domain.measure import id_of_measure
from services.catalogue.domain.refusals import MeasureNotFound
from tests.support.catalogue_service import CatalogueService, text_of
from tests.support.measures import an_edition, the_next_edition, written

REQUEST = "11111111-1111-5111-8111-111111111111"


def test_an_import_tells_what_it_brought(service: CatalogueService) -> None:
    """And whoever sends it again is told the same."""
    request = pb.ImportMeasureRequest(request_id=REQUEST, document=text_of(written()))
    servicer, editor = service.servicer(), service.call(Role.EDITOR)

    answer = servicer.ImportMeasure(request, editor)

    assert (answer.measure_id, list(answer.drafted), list(answer.withdrawn)) == ("TRIAL_LOAN", ["V1"], [])
    assert not answer.unchanged
    assert (answer.receipt.id, answer.receipt.version, answer.receipt.position) == (
        str(id_of_measure("TRIAL_LOAN")),
        2,
        2,
    )
    assert servicer.ImportMeasure(request, editor) == answer


def test_an_import_of_what_is_known_says_so(service: CatalogueService) -> None:
    """With nothing to wait for."""
    service.stock(written())

    answer = service.servicer().ImportMeasure(
        pb.ImportMeasureRequest(request_id=REQUEST, document=text_of(written())), service.call(Role.EDITOR)
    )

    assert (answer.unchanged, list(answer.drafted), list(answer.withdrawn)) == (True, [], [])
    assert (answer.receipt.version, answer.receipt.position) == (4, 0)


@pytest.mark.parametrize(
    ("document", "fields"),
    [
        ("- a\n b", ["document"]),
        (
            text_of(written(an_edition(site="nowhere", rate_pct=-1))),
            ["document.editions.V1.site", "document.editions.V1.rate_pct"],
        ),
    ],
)
def test_every_mistake_in_a_file_is_a_field_of_the_request(
    service: CatalogueService, document: str, fields: list[str]
) -> None:
    """The path leads into the document."""
    request = pb.ImportMeasureRequest(request_id=REQUEST, document=document)

    with pytest.raises(InvalidFields) as told:
        service.servicer().ImportMeasure(request, service.call(Role.EDITOR))

    assert [each.field for each in told.value.violations] == fields


def test_a_measure_is_given_whole(service: CatalogueService) -> None:
    """As its editor would write it now, at once: it is read from its own events."""
    service.published(written(an_edition(), the_next_edition()))

    answer = service.servicer().GetMeasure(pb.GetMeasureRequest(measure_id="TRIAL_LOAN"), service.call())

    assert json.loads(answer.document_json) == written(an_edition(), the_next_edition())
    assert answer.version == 7


def test_a_measure_nobody_has_is_not_found(service: CatalogueService) -> None:
    """By the reason the API promises."""
    with pytest.raises(MeasureNotFound):
        service.servicer().GetMeasure(pb.GetMeasureRequest(measure_id="NONE"), service.call())


def history(service: CatalogueService, **asked: Any) -> pb.ListHistoryResponse:
    """A page of a history."""
    return service.servicer().ListHistory(pb.ListHistoryRequest(**asked), service.call(Role.AUDITOR))


def test_the_history_of_a_measure_is_asked_by_its_code(service: CatalogueService) -> None:
    """Or by its id; every event in order, with what was known after it."""
    service.published(written())
    service.published(written(id="ANOTHER"))
    service.published(written(an_edition(owner="Altro ente")))

    entries = history(service, subject_id="TRIAL_LOAN").entries

    assert [(each.version, each.name.removeprefix("measure."), each.actor) for each in entries] == [
        (1, "registered", "ED_1"),
        (2, "edition_drafted", "ED_1"),
        (3, "draft_reviewed", "ED_2"),
        (4, "edition_published", "ED_2"),
        (5, "edition_drafted", "ED_1"),
        (6, "draft_reviewed", "ED_2"),
        (7, "edition_corrected", "ED_2"),
    ]
    owners = [json.loads(each.state_json)["editions"].get("V1", {}).get("owner") for each in entries]
    assert owners == [None, None, None, "Ente di prova", "Ente di prova", "Ente di prova", "Altro ente"]
    assert list(history(service, subject_id=str(id_of_measure("TRIAL_LOAN"))).entries) == list(entries)


def test_a_history_is_read_in_pages_and_as_it_was_known(service: CatalogueService) -> None:
    """A token goes on with the same question alone."""
    service.imported(written())
    service.clock.set(datetime(2023, 2, 1, 9, tzinfo=UTC))
    service.imported(written(an_edition(owner="Altro ente")))

    first = history(service, subject_id="TRIAL_LOAN", page_size=2)
    rest = history(service, subject_id="TRIAL_LOAN", page_size=2, page_token=first.next_page_token)
    known = history(service, subject_id="TRIAL_LOAN", known_at="2023-01-31")

    assert [each.version for each in first.entries] == [1, 2]
    assert ([each.version for each in rest.entries], rest.next_page_token) == ([3], "")
    assert [each.version for each in known.entries] == [1, 2]
    with pytest.raises(InvalidField, match="page_token"):
        history(service, subject_id="ANOTHER", page_token=first.next_page_token)


@pytest.mark.parametrize("subject", ["NONE", "9b2fd4e7-0000-5000-8000-000000000000"])
def test_a_subject_without_history_here_has_an_empty_one(service: CatalogueService, subject: str) -> None:
    """An auditor asks every service about every case."""
    assert list(history(service.stock(written()), subject_id=subject).entries) == []
