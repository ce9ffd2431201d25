"""The shelf follows the log: what is there is what was published, mended where it was wrong."""

from services.catalogue.application.measure_files import PROJECT_MEASURES, read_folder
from tests.support.catalogue_service import CatalogueService
from tests.support.measures import a_document, an_edition, the_next_edition, written

OPEN_ENDED = an_edition(valid_to=None, windows=[{"opens": "2020-01-01", "closes": None}])


def test_an_edition_stands_on_the_shelf_once_it_was_followed(service: CatalogueService) -> None:
    """And the shelf says how far it has come."""
    imported = service.imported(written())
    before = service.composed.shelf.all()

    service.settle()

    assert before == (0, [])
    assert service.composed.shelf.all() == (imported.receipt.position, [a_document()])


def test_a_correction_takes_the_place_of_what_was_wrong(service: CatalogueService) -> None:
    """Whoever has looked before sees the mended edition too."""
    service.imported(written())
    service.settle()
    service.composed.shelf.all()

    service.imported(written(an_edition(owner="Altro ente")))
    service.settle()

    assert service.composed.shelf.all() == (3, [a_document(an_edition(owner="Altro ente"))])


def test_editions_stand_in_the_order_in_which_they_applied(service: CatalogueService) -> None:
    """Also when an older one was found last."""
    service.imported(written(the_next_edition()))
    service.imported(written(an_edition(), the_next_edition()))
    service.settle()

    assert service.composed.shelf.all()[1] == [a_document(an_edition(), the_next_edition())]


def test_a_measure_can_be_looked_up_between_two_events_of_one_file(service: CatalogueService) -> None:
    """A new edition arrives before the old one is told to end; neither the measure nor any other is lost."""
    service.imported(written(OPEN_ENDED))
    service.imported(written(an_edition(), the_next_edition()))

    seen = []
    while service.follow_one_event():
        seen.append([(e.id, e.valid_to is None) for m in service.composed.shelf.all()[1] for e in m.editions])

    assert seen == [
        [],
        [("V1", True)],
        [("V1", True), ("V2", True)],
        [("V1", False), ("V2", True)],
    ]


def test_a_shelf_built_anew_from_the_log_is_the_same(service: CatalogueService) -> None:
    """It can be thrown away: nothing is known that the log does not know."""
    service.imported(written(OPEN_ENDED))
    service.imported(written(id="ANOTHER"))
    service.imported(written(an_edition(), the_next_edition()))
    service.settle()
    rows, measures = service.shelf_rows(), service.composed.shelf.all()

    service.forget_read_models()
    assert service.composed.shelf.all() == (0, [])
    service.settle()

    assert service.shelf_rows() == rows
    assert service.composed.shelf.all() == measures
    assert len(rows["shelf_editions"]) == 3


def test_every_measure_of_the_project_goes_through_the_log_unchanged(service: CatalogueService) -> None:
    """What an editor wrote is what the desk is shown, and importing the folder again brings nothing."""
    files = read_folder(PROJECT_MEASURES)
    first = [service.imported(path.read_text("utf-8")) for path in files]
    again = [service.imported(path.read_text("utf-8")) for path in files]
    service.settle()

    _, shown = service.composed.shelf.all()

    assert sum(len(each.published) for each in first) == sum(len(each.editions) for each in files.values())
    assert all(each.unchanged for each in again)
    assert shown == sorted(files.values(), key=lambda measure: measure.id)
