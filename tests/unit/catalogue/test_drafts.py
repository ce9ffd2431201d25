"""Drafts are reviewed, published and withdrawn once, on a day that has come, at the version that was looked at."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from chassis.refusals import StaleVersion
from chassis.store import log
from services.catalogue.application.drafts import PublishDrafts, ReviewDrafts, WithdrawDrafts
from services.catalogue.application.stopping import CloseEdition, ResumeEdition, SuspendEdition
from services.catalogue.domain.draft_refusals import DraftNotFound, NothingDrafted
from services.catalogue.domain.measure import Measure
from services.catalogue.domain.reasons import ClosingReason, SuspensionReason, WithdrawalReason
from services.catalogue.domain.refusals import MeasureNotFound, PublishedInTheFuture
from tests.support.catalogue_service import CatalogueService
from tests.support.measures import an_edition, the_next_edition, written

ABOUT: dict[str, Any] = {"measure": "TRIAL_LOAN"}
EDITION: dict[str, Any] = {**ABOUT, "edition_id": "V1"}
TOMORROW = date(2023, 1, 10)


def reviewed(service: CatalogueService) -> CatalogueService:
    """With one reviewed draft of a new measure."""
    service.imported(written())
    service.composed.drafts.review(ReviewDrafts(**service.asked(), **ABOUT))
    return service


def published_on(service: CatalogueService) -> list[date]:
    """The days of all publications and corrections."""
    with service.database.reading() as tx:
        events = [service.mapper.to_domain_event(entry.stored) for entry in log.after(tx, 0, 100)]
    return [
        each.occurred_on for each in events if isinstance(each, Measure.EditionPublished | Measure.EditionCorrected)
    ]


def test_what_was_done_is_told_by_edition(service: CatalogueService) -> None:
    """New ones apart from corrections, and where the measure stands."""
    service.published(written())
    service.imported(written(an_edition(owner="Altro ente"), the_next_edition()))

    review = service.composed.drafts.review(ReviewDrafts(**service.asked(), **ABOUT))
    published = service.composed.drafts.publish(PublishDrafts(**service.asked(), **ABOUT))

    assert review.reviewed == ("V1", "V2")
    assert (published.published, published.corrected) == (("V2",), ("V1",))
    assert (published.receipt.version, published.receipt.position) == (10, 10)


def test_an_edition_is_published_on_the_day_in_rome_unless_its_editor_names_one(service: CatalogueService) -> None:
    """Half past eleven at night in Greenwich is tomorrow in Fermo."""
    service.clock.set(datetime(2023, 1, 9, 23, 30, tzinfo=UTC))
    service.published(written())
    service.published(written(id="OLDER"), on=date(2022, 6, 1))

    assert published_on(service) == [TOMORROW, date(2022, 6, 1)]


def test_nothing_is_published_on_a_day_to_come(service: CatalogueService) -> None:
    """On the day it is; and nothing is recorded."""
    reviewed(service)

    with pytest.raises(PublishedInTheFuture):
        service.composed.drafts.publish(PublishDrafts(**service.asked(), **ABOUT, published_on=TOMORROW))
    assert len(service.recorded()) == 3


def test_a_publication_repeated_has_one_effect_and_one_answer(service: CatalogueService) -> None:
    """An answer lost on its way is told again."""
    reviewed(service)
    command = PublishDrafts(**service.asked(request_id=UUID(int=1)), **ABOUT)

    answers = [service.composed.drafts.publish(command) for _ in range(3)]

    assert answers == [answers[0]] * 3
    assert len(service.recorded()) == 4


def test_of_editors_who_publish_at_once_one_does(service: CatalogueService) -> None:
    """The others are told that nothing waits any more."""
    reviewed(service)
    commands = [PublishDrafts(**service.asked(), **ABOUT) for _ in range(4)]

    def publish(command: PublishDrafts) -> str:
        try:
            return service.composed.drafts.publish(command).published[0]
        except NothingDrafted as refusal:
            return refusal.reason

    with ThreadPoolExecutor(4) as editors:
        ends = sorted(editors.map(publish, commands))

    assert ends == ["NOTHING_DRAFTED"] * 3 + ["V1"]
    assert len(service.recorded()) == 4


def test_what_was_looked_at_is_what_is_published(service: CatalogueService) -> None:
    """A draft written anew since is not published unread; the version says what happened."""
    reviewed(service)
    command = PublishDrafts(**service.asked(), **ABOUT).model_copy(update={"expected_version": 3})
    service.imported(written(an_edition(owner="Altro ente")))

    with pytest.raises(StaleVersion, match=r"4 measure\.edition_drafted \(ED_1\)"):
        service.composed.drafts.publish(command)


def test_a_withdrawn_draft_is_gone_and_may_come_again(service: CatalogueService) -> None:
    """Mended, by the same way."""
    service.imported(written())
    command = WithdrawDrafts(**service.asked(), **ABOUT, reason=WithdrawalReason.INCOMPLETE, note="manca il decreto")

    assert service.composed.drafts.withdraw(command).withdrawn == ("V1",)
    with pytest.raises(DraftNotFound):
        service.composed.drafts.publish(PublishDrafts(**service.asked(), **ABOUT, edition_ids=("V1",)))
    assert service.imported(written()).drafted == ("V1",)


@pytest.mark.parametrize("first", [True, False])
def test_a_stop_is_from_today_unless_a_day_is_named(service: CatalogueService, first: bool) -> None:  # noqa: FBT001
    """It may lie ahead."""
    service.published(written())
    asked = {**service.asked(), **EDITION, "reason": SuspensionReason.BY_ACT}
    service.composed.stopping.suspend(SuspendEdition(**asked, from_day=None if first else date(2023, 6, 1)))
    service.settle()

    [measure] = service.composed.shelf.all()[1]

    assert [each.from_day for each in measure.standing_of("V1").interruptions] == [
        date(2023, 1, 9) if first else date(2023, 6, 1)
    ]


def test_nothing_is_done_with_a_measure_nobody_has(service: CatalogueService) -> None:
    """A misspelt code is told as one."""
    drafts, stopping, asked = service.composed.drafts, service.composed.stopping, service.asked
    acts: list[Callable[[], object]] = [
        lambda: drafts.review(ReviewDrafts(**asked(), **ABOUT)),
        lambda: drafts.publish(PublishDrafts(**asked(), **ABOUT)),
        lambda: drafts.withdraw(WithdrawDrafts(**asked(), **ABOUT, reason=WithdrawalReason.NOT_NEEDED)),
        lambda: stopping.suspend(SuspendEdition(**asked(), **EDITION, reason=SuspensionReason.BY_ACT)),
        lambda: stopping.resume(ResumeEdition(**asked(), **EDITION)),
        lambda: stopping.close(CloseEdition(**asked(), **EDITION, reason=ClosingReason.REPEALED)),
    ]
    for act in acts:
        with pytest.raises(MeasureNotFound, match="TRIAL_LOAN"):
            act()
    assert service.recorded() == []
