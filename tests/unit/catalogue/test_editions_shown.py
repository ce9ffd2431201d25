"""Where each edition stands, as it is shown: on a day, with its drafts for editors, and as it was known."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from somicis.catalogue.v1 import catalogue_service_pb2 as pb
from somicis.catalogue.v1 import edition_pb2 as editions

from chassis.serving import Role
from services.catalogue.application.stopping import CloseEdition, SuspendEdition
from services.catalogue.domain.reasons import ClosingReason, SuspensionReason
from services.catalogue.domain.refusals import MeasureNotFound
from tests.support.catalogue_service import CatalogueService
from tests.support.measures import an_edition, the_next_edition, written

FEBRUARY = datetime(2023, 2, 1, 9, tzinfo=UTC)
WHICH: dict[str, Any] = {"measure": "TRIAL_LOAN", "edition_id": "V1"}


def got(service: CatalogueService, **asked: Any) -> pb.GetMeasureResponse:
    """The measure as an editor is given it."""
    request = pb.GetMeasureRequest(measure_id="TRIAL_LOAN", **asked)
    return service.servicer().GetMeasure(request, service.call(Role.EDITOR))


def suspended(service: CatalogueService) -> None:
    """Suspended from June, for want of money."""
    why = SuspensionReason.FUNDS_SHORT
    command = SuspendEdition(**service.asked(), **WHICH, from_day=date(2023, 6, 1), reason=why, note="decreto 12")
    service.composed.stopping.suspend(command)


def test_each_edition_is_shown_with_where_it_stands(service: CatalogueService) -> None:
    """Today; what will stop it is told before."""
    service.published(written(an_edition(), the_next_edition()))
    suspended(service)

    assert list(got(service).editions) == [
        editions.EditionStanding(
            edition_id="V1",
            state=editions.EDITION_STATE_PUBLISHED,
            suspended_from="2023-06-01",
            suspension_reason=editions.SUSPENSION_REASON_FUNDS_SHORT,
            note="decreto 12",
            stops=[
                editions.Stop(
                    from_day="2023-06-01",
                    suspension_reason=editions.SUSPENSION_REASON_FUNDS_SHORT,
                    note="decreto 12",
                )
            ],
        ),
        editions.EditionStanding(edition_id="V2", state=editions.EDITION_STATE_PUBLISHED),
    ]
    service.clock.set(datetime(2023, 6, 1, 9, tzinfo=UTC))
    assert got(service).editions[0].state == editions.EDITION_STATE_SUSPENDED
    service.clock.set(datetime(2024, 1, 2, 9, tzinfo=UTC))
    assert got(service).editions[0].state == editions.EDITION_STATE_SUPERSEDED


def test_a_closing_is_shown_with_its_reason(service: CatalogueService) -> None:
    """And after which day."""
    service.published(written())
    command = CloseEdition(**service.asked(), **WHICH, last_day=date(2023, 1, 8), reason=ClosingReason.REPEALED)
    service.composed.stopping.close(command)

    [shown] = got(service).editions

    assert (shown.state, shown.last_day) == (editions.EDITION_STATE_CLOSED, "2023-01-08")
    assert shown.closing_reason == editions.CLOSING_REASON_REPEALED


def test_a_draft_is_shown_with_what_it_changes(service: CatalogueService) -> None:
    """So that a second person can judge it; nobody is shown it who did not ask for drafts."""
    service.published(written())
    service.imported(written(an_edition(owner="Altro ente"), the_next_edition()))

    published, proposed = got(service), got(service, with_drafts=True)

    assert [each["id"] for each in json.loads(published.document_json)["editions"]] == ["V1"]
    assert [(each.edition_id, each.state) for each in published.editions] == [("V1", editions.EDITION_STATE_PUBLISHED)]
    first, second = proposed.editions
    assert (first.state, first.correction, first.drafted_by) == (editions.EDITION_STATE_DRAFT, True, "ED_1")
    assert [(each.path, each.was_json, each.becomes_json) for each in first.changes] == [
        ("owner", '"Ente di prova"', '"Altro ente"')
    ]
    assert (second.edition_id, second.correction, list(second.changes)) == ("V2", False, [])
    assert json.loads(proposed.document_json) == written(an_edition(owner="Altro ente"), the_next_edition())


def test_a_measure_is_given_as_it_was_known(service: CatalogueService) -> None:
    """An older content stays readable; nobody may decide on it, so it has no version."""
    service.published(written())
    service.clock.set(FEBRUARY)
    service.published(written(an_edition(owner="Altro ente")))
    suspended(service)
    service.settle()

    then, now = got(service, known_at="2023-01-31"), got(service, known_at="2023-02-01")

    owners = [json.loads(each.document_json)["editions"][0]["owner"] for each in (then, now)]
    assert owners == ["Ente di prova", "Altro ente"]
    assert [each.editions[0].suspended_from for each in (then, now)] == ["", "2023-06-01"]
    assert then.version == 0
    with pytest.raises(MeasureNotFound):
        got(service, known_at="2023-01-08")


def test_a_list_is_given_as_it_was_known(service: CatalogueService) -> None:
    """With the states of then."""
    service.stock(written())
    service.clock.set(FEBRUARY)
    suspended(service)
    service.stock(written(id="ANOTHER"))

    on = {"on": "2023-06-01"}
    then, now = (service.listed(**on, known_at=day).measures for day in ("2023-01-31", "2023-02-01"))

    assert [(each.measure_id, each.state) for each in then] == [("TRIAL_LOAN", editions.EDITION_STATE_PUBLISHED)]
    assert [(each.measure_id, each.state) for each in now] == [
        ("ANOTHER", editions.EDITION_STATE_PUBLISHED),
        ("TRIAL_LOAN", editions.EDITION_STATE_SUSPENDED),
    ]


def test_editors_list_what_is_drafted_too(service: CatalogueService) -> None:
    """Measures that were never published among them."""
    service.stock(written())
    service.imported(written(id="NEVER"))
    service.settle()
    request = pb.ListMeasuresRequest(with_drafts=True)

    measures = service.servicer().ListMeasures(request, service.call(Role.EDITOR)).measures

    assert [(each.measure_id, each.state) for each in measures] == [
        ("NEVER", editions.EDITION_STATE_DRAFT),
        ("TRIAL_LOAN", editions.EDITION_STATE_PUBLISHED),
    ]
