"""An editor's file comes in: once, whole, or not at all."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from chassis.refusals import RequestIdReused, StaleVersion
from services.catalogue.domain.document_problems import DocumentInvalid
from services.catalogue.domain.measure import Measure, id_of_measure
from services.catalogue.domain.refusals import EditionLeftOut, LevelOrKindChanged, MeasureNotFound
from tests.support.catalogue_service import CatalogueService
from tests.support.measures import Written, an_edition, the_next_edition, written

ONE_REQUEST = UUID(int=1)
ENDED_AND_FOLLOWED = written(an_edition(owner="Altro ente"), the_next_edition())
"""Corrects the edition of `written()` and brings another."""


def the_measure(service: CatalogueService) -> Measure:
    """The measure as its events have it."""
    found = service.composed.foundations.commander.read().find(Measure, id_of_measure("TRIAL_LOAN"))
    assert found is not None
    return found


def test_a_file_of_a_measure_nobody_had_is_recorded_and_drafted(service: CatalogueService) -> None:
    """The editor learns what came of it and where it stands."""
    imported = service.imported(written())

    assert (imported.code, imported.drafted, imported.withdrawn) == ("TRIAL_LOAN", ("V1",), ())
    assert not imported.unchanged
    assert (imported.receipt.id, imported.receipt.version, imported.receipt.position) == (
        id_of_measure("TRIAL_LOAN"),
        2,
        2,
    )
    assert service.recorded() == ["measure.registered", "measure.edition_drafted"]


def test_a_file_that_is_known_says_so_and_stores_nothing(service: CatalogueService) -> None:
    """A folder may be imported again at any time; there is nothing to wait for then."""
    service.imported(written())

    again = service.imported(written())

    assert again.unchanged
    assert (again.drafted, again.withdrawn) == ((), ())
    assert (again.receipt.version, again.receipt.position) == (2, 0)
    service.stock(written())
    assert service.imported(written()).unchanged
    assert service.recorded() == ["measure.registered", "measure.edition_drafted"]


def test_an_editor_does_not_take_back_what_another_has_mended_since(service: CatalogueService) -> None:
    """Both began from version 2; the second is told, instead of putting the first one's mistake back."""
    service.imported(written())
    first = service.command(written(an_edition(owner="Primo ente"))).model_copy(update={"expected_version": 2})
    second = service.command(written(an_edition(site="https://www.example.org/due")))
    service.composed.importing.import_measure(first)

    with pytest.raises(StaleVersion, match=r"3 measure\.edition_drafted \(ED_1\)"):
        service.composed.importing.import_measure(second.model_copy(update={"expected_version": 2}))
    assert the_measure(service).drafts["V1"].content["owner"] == "Primo ente"


def test_a_file_written_from_a_version_of_no_measure_is_refused(service: CatalogueService) -> None:
    """Its code is misspelt, more often than not: it would make a measure of its own."""
    command = service.command(written()).model_copy(update={"expected_version": 2})
    with pytest.raises(MeasureNotFound, match="TRIAL_LOAN"):
        service.composed.importing.import_measure(command)

    assert service.recorded() == []


def test_a_file_may_correct_one_edition_and_bring_another(service: CatalogueService) -> None:
    """All of it under one version and one position."""
    service.published(written())

    imported = service.imported(ENDED_AND_FOLLOWED)

    assert (imported.drafted, imported.withdrawn) == (("V1", "V2"), ())
    assert (imported.receipt.version, imported.receipt.position) == (6, 6)


def test_a_published_edition_that_is_left_out_is_refused(service: CatalogueService) -> None:
    """An old orientation sheet must stay reproducible."""
    service.published(written())

    with pytest.raises(EditionLeftOut):
        service.imported(written(the_next_edition()))
    assert len(service.recorded()) == 4


@pytest.mark.parametrize("repeats", [5])
def test_a_request_repeated_has_one_effect_and_one_answer(service: CatalogueService, repeats: int) -> None:
    """What was drafted is told again, not only that something was."""
    service.published(written())

    answers = [service.imported(ENDED_AND_FOLLOWED, request_id=ONE_REQUEST) for _ in range(repeats)]

    assert answers == [answers[0]] * repeats
    assert answers[0].drafted == ("V1", "V2")
    assert len(service.recorded()) == 6


def test_a_repeat_is_answered_as_at_first_whatever_came_in_since(service: CatalogueService) -> None:
    """An answer lost on its way is still the answer to what was asked then."""
    first = service.imported(written(), request_id=ONE_REQUEST)
    service.imported(ENDED_AND_FOLLOWED)

    assert service.imported(written(), request_id=ONE_REQUEST) == first


def test_an_answer_tells_of_its_own_request_alone(service: CatalogueService) -> None:
    """Somebody may do several things under one correlation: each is still told apart."""
    service.imported(written(), correlation="a morning's work")

    second = service.imported(ENDED_AND_FOLLOWED, correlation="a morning's work", request_id=ONE_REQUEST)
    repeat = service.imported(ENDED_AND_FOLLOWED, correlation="another", request_id=ONE_REQUEST)

    assert second.drafted == ("V1", "V2")
    assert repeat == second


def test_a_request_that_comes_again_with_another_file_is_refused(service: CatalogueService) -> None:
    """One of the two was sent by mistake, and nobody here can know which."""
    service.imported(written(), request_id=ONE_REQUEST)

    with pytest.raises(RequestIdReused):
        service.imported(ENDED_AND_FOLLOWED, request_id=ONE_REQUEST)
    assert len(service.recorded()) == 2


@pytest.mark.parametrize(
    ("file", "problems"),
    [
        ("id: [\n", [("document", "line 2")]),
        (written(an_edition(owner="")), [("editions.V1.owner", "must not be blank")]),
        (
            written(an_edition(site="nowhere", rate_pct=-1)),
            [("editions.V1.site", "takes an address"), ("editions.V1.rate_pct", "0 or more")],
        ),
        (written(level="galactic"), [("level", "national")]),
    ],
)
def test_a_file_that_cannot_be_meant_names_every_field_and_changes_nothing(
    service: CatalogueService, file: Written | str, problems: list[tuple[str, str]]
) -> None:
    """An editor mends all of it at once."""
    with pytest.raises(DocumentInvalid) as told:
        service.imported(file)

    assert [each.field for each in told.value.problems] == [field for field, _ in problems]
    assert all(words in each.problem for each, (_, words) in zip(told.value.problems, problems, strict=True))
    assert service.recorded() == []


def test_what_is_refused_leaves_no_trace_and_is_judged_anew(service: CatalogueService) -> None:
    """The request id of a refused file may be used for the mended one."""
    service.published(written())

    with pytest.raises(LevelOrKindChanged):
        service.imported(written(level="regional"), request_id=ONE_REQUEST)

    assert len(service.recorded()) == 4
    assert service.imported(ENDED_AND_FOLLOWED, request_id=ONE_REQUEST).drafted == ("V1", "V2")


def test_a_measure_is_registered_on_the_day_in_rome(service: CatalogueService) -> None:
    """Half past eleven at night in Greenwich is tomorrow in Fermo."""
    service.clock.set(datetime(2023, 1, 9, 23, 30, tzinfo=UTC))
    service.imported(written())

    assert the_measure(service).registered_on == date(2023, 1, 10)


def test_of_editors_who_import_one_file_at_once_one_drafts_it(service: CatalogueService) -> None:
    """The others are told that it was known."""
    commands = [service.command(written()) for _ in range(6)]

    with ThreadPoolExecutor(6) as editors:
        imported = list(editors.map(service.composed.importing.import_measure, commands))

    assert sorted(each.drafted for each in imported) == [(), (), (), (), (), ("V1",)]
    assert sum(each.unchanged for each in imported) == 5
    assert len(service.recorded()) == 2
