"""The shelf follows the log: what is there is what was published, mended where it was wrong, at any instant."""

from datetime import UTC, date, datetime
from typing import Any

from services.catalogue.application.drafts import ReviewDrafts
from services.catalogue.application.stopping import CloseEdition, ResumeEdition, SuspendEdition
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.reasons import ClosingReason, SuspensionReason
from tests.support.catalogue_service import NOON, CatalogueService
from tests.support.measures import a_document, an_edition, the_next_edition, written
from tests.support.project_measures import MEASURE_FILES

OPEN_ENDED = an_edition(valid_to=None, windows=[{"opens": "2020-01-01", "closes": None}])
FEBRUARY, MARCH = datetime(2023, 2, 1, 9, tzinfo=UTC), datetime(2023, 3, 1, 9, tzinfo=UTC)
MENDED = an_edition(owner="Altro ente")


def documents(
    service: CatalogueService, known_at: datetime | None = None, *, with_drafts: bool = False
) -> list[MeasureDocument]:
    """What the measures on the shelf say."""
    _, measures = service.composed.shelf.all(known_at, with_drafts=with_drafts)
    return [each.document for each in measures]


def stop(service: CatalogueService) -> None:
    """Suspend the edition from June, resume it from July, close it after August."""
    which: dict[str, Any] = {"measure": "TRIAL_LOAN", "edition_id": "V1"}
    stopping, asked = service.composed.stopping, service.asked
    funds = SuspensionReason.FUNDS_SHORT
    stopping.suspend(SuspendEdition(**asked(), **which, from_day=date(2023, 6, 1), reason=funds, note="d. 12"))
    stopping.resume(ResumeEdition(**asked(), **which, from_day=date(2023, 7, 1)))
    ended = ClosingReason.FUNDS_ENDED
    stopping.close(CloseEdition(**asked(), **which, last_day=date(2023, 8, 31), reason=ended))


def test_an_edition_stands_on_the_shelf_once_it_was_followed(service: CatalogueService) -> None:
    """And the shelf says how far it has come."""
    published = service.published(written())
    assert published
    before = service.composed.shelf.all()

    service.settle()

    assert before == (0, [])
    assert service.composed.shelf.all()[0] == published.receipt.position
    assert documents(service) == [a_document()]


def test_a_draft_is_seen_by_those_who_ask_for_drafts(service: CatalogueService) -> None:
    """Who has read it too; nobody else sees anything of it, nor of a measure that was never published."""
    service.stock(written())
    service.imported(written(MENDED, the_next_edition()))
    service.imported(written(id="NEVER"))
    service.composed.drafts.review(ReviewDrafts(**service.asked(), measure="TRIAL_LOAN", edition_ids=("V1",)))
    service.settle()

    never, trial = service.composed.shelf.all(with_drafts=True)[1]

    assert documents(service) == [a_document()]
    assert trial.document == a_document(MENDED, the_next_edition())
    assert [trial.state_on(each, date(2023, 1, 9)) for each in ("V1", "V2")] == ["reviewed", "draft"]
    assert (never.id, never.state_on("V1", date(2023, 1, 9))) == ("NEVER", "draft")


def test_a_correction_takes_the_place_of_what_was_wrong(service: CatalogueService) -> None:
    """Whoever has looked before sees the mended edition too."""
    service.stock(written())
    documents(service)

    service.stock(written(MENDED))

    assert documents(service) == [a_document(MENDED)]


def test_what_was_known_at_an_instant_stays_readable(service: CatalogueService) -> None:
    """A sheet of January is reproduced in March, though its edition was wrong; the instant itself counts."""
    service.stock(written())
    service.clock.set(FEBRUARY)
    service.stock(written(MENDED))
    service.clock.set(MARCH)
    service.stock(written(MENDED, the_next_edition()), written(id="ANOTHER"))

    at = [datetime(2023, 1, 1, tzinfo=UTC), NOON, datetime(2023, 1, 31, tzinfo=UTC), FEBRUARY, MARCH]
    known = [documents(service, instant) for instant in at]

    assert known[0] == []
    assert known[1] == known[2] == [a_document()]
    assert known[3] == [a_document(MENDED)]
    assert known[4] == documents(service) == [a_document(id="ANOTHER"), a_document(MENDED, the_next_edition())]
    assert [service.composed.shelf.all(instant)[0] for instant in at] == [0, 4, 4, 7, 14]


def test_how_an_edition_stands_was_known_since_it_was_said(service: CatalogueService) -> None:
    """A suspension told in February was nothing in January, whatever day it is from."""
    service.stock(written())
    service.clock.set(FEBRUARY)
    stop(service)
    service.settle()

    [then], [now] = service.composed.shelf.all(NOON)[1], service.composed.shelf.all()[1]

    days = [date(2023, 5, 31), date(2023, 6, 1), date(2023, 7, 1), date(2023, 9, 1)]
    assert [then.state_on("V1", day).value for day in days] == ["published"] * 4
    assert [now.state_on("V1", day).value for day in days] == ["published", "suspended", "published", "closed"]
    assert [(each.reason, each.note) for each in now.standing_of("V1").interruptions] == [
        ("funds_short", "d. 12"),
        ("funds_ended", ""),
    ]


def test_editions_stand_in_the_order_in_which_they_applied(service: CatalogueService) -> None:
    """Also when an older one was found last."""
    service.published(written(the_next_edition()))
    service.stock(written(an_edition(), the_next_edition()))

    assert documents(service) == [a_document(an_edition(), the_next_edition())]


def test_a_measure_can_be_looked_up_between_two_events_of_one_command(service: CatalogueService) -> None:
    """The old edition is told to end before the new one arrives; neither the measure nor any other is lost."""
    service.stock(written(OPEN_ENDED))
    service.published(written(an_edition(), the_next_edition()))

    seen = []
    while service.follow_one_event():
        seen.append([(e.id, e.valid_to is None) for document in documents(service) for e in document.editions])

    assert [state for number, state in enumerate(seen) if state not in seen[:number]] == [
        [("V1", True)],
        [("V1", False)],
        [("V1", False), ("V2", True)],
    ]


def test_a_shelf_built_anew_from_the_log_is_the_same(service: CatalogueService) -> None:
    """It can be thrown away: nothing is known that the log does not know."""
    service.published(written(OPEN_ENDED))
    service.published(written(id="ANOTHER"))
    stop(service)
    service.imported(written(an_edition(), the_next_edition()))
    service.settle()
    rows, measures = service.shelf_rows(), service.composed.shelf.all(with_drafts=True)

    service.forget_read_models()
    assert service.composed.shelf.all() == (0, [])
    service.settle()

    assert service.shelf_rows() == rows
    assert service.composed.shelf.all(with_drafts=True) == measures
    assert len(rows["known_editions"]) == len(service.recorded()) - 2  # but for the two registrations


def test_every_measure_of_the_project_goes_through_the_log_unchanged(service: CatalogueService) -> None:
    """What an editor wrote is what the desk is shown, and importing the folder again brings nothing."""
    files = MEASURE_FILES
    first = [service.published(path.read_text("utf-8")) for path in files]
    again = [service.imported(path.read_text("utf-8")) for path in files]
    service.settle()

    published = [len(done.editions) for done in files.values()]

    assert [len(done.published) if done else 0 for done in first] == published
    assert all(each.unchanged for each in again)
    assert documents(service) == sorted(files.values(), key=lambda measure: measure.id)
