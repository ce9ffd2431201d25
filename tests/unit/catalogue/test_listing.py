"""The list of measures: whole, in order, page by page, and never behind what its reader wrote."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from somicis.catalogue.v1 import catalogue_service_pb2 as pb

from chassis.modelling import InvalidField
from chassis.refusals import ReadModelBehind
from tests.support.catalogue_service import CatalogueService
from tests.support.measures import written


def five(service: CatalogueService) -> CatalogueService:
    """A to E; B and D are regional."""
    levels = {"A": "national", "B": "regional", "C": "national", "D": "regional", "E": "local"}
    return service.stock(*(written(id=code, level=level) for code, level in reversed(levels.items())))


def pages(service: CatalogueService, **asked: Any) -> list[list[str]]:
    """Every page of the list, as codes."""
    answer = service.listed(**asked)
    found = [[each.measure_id for each in answer.measures]]
    while answer.next_page_token:
        answer = service.listed(page_token=answer.next_page_token, **asked)
        found.append([each.measure_id for each in answer.measures])
    return found


def test_measures_are_listed_in_order_of_code_and_page_by_page(service: CatalogueService) -> None:
    """To the end, once each, also when the last page is full."""
    five(service)

    assert pages(service) == [["A", "B", "C", "D", "E"]]
    assert pages(service, page_size=2) == [["A", "B"], ["C", "D"], ["E"]]
    assert pages(service, page_size=5) == [["A", "B", "C", "D", "E"]]


def test_measures_of_one_level_are_listed_alone(service: CatalogueService) -> None:
    """Pages hold what was asked for, not what was left of a page."""
    five(service)

    assert pages(service, level="LEVEL_REGIONAL", page_size=1) == [["B"], ["D"]]
    assert pages(service, level="LEVEL_LOCAL") == [["E"]]


@pytest.mark.parametrize("changed", [{"on": "2023-01-10"}, {"level": "LEVEL_NATIONAL"}, {"page_token": "bm9uZQ"}])
def test_a_page_token_serves_no_other_question(service: CatalogueService, changed: dict[str, Any]) -> None:
    """A list would silently lose measures."""
    five(service)
    token = service.listed(page_size=2).next_page_token

    with pytest.raises(InvalidField, match="page_token"):
        service.listed(**{"page_token": token, **changed})


def test_a_page_token_serves_nobody_else(service: CatalogueService) -> None:
    """It is bound to who got it."""
    five(service)
    token = service.listed(page_size=2).next_page_token

    with pytest.raises(InvalidField, match="page_token"):
        service.servicer().ListMeasures(
            pb.ListMeasuresRequest(page_token=token), service.call(organisation="PREF_ANCONA")
        )


def test_a_question_waits_for_what_its_caller_wrote(service: CatalogueService) -> None:
    """An editor who has imported a file finds it in the list."""
    published = service.published(written())
    assert published
    position = published.receipt.position

    with ThreadPoolExecutor(1) as asking:
        answer = asking.submit(service.listed, at_least_position=position)
        service.settle()

    assert [each.measure_id for each in answer.result().measures] == ["TRIAL_LOAN"]


def test_a_question_that_can_wait_no_longer_says_so(service: CatalogueService) -> None:
    """Rather than answer from before what the caller wrote."""
    position = service.imported(written()).receipt.position
    request = pb.ListMeasuresRequest(at_least_position=position)

    with pytest.raises(ReadModelBehind):
        service.servicer().ListMeasures(request, service.call(patience=0.02))
