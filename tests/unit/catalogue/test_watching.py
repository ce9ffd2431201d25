"""What a partner reads on the stream about the catalogue: all of it, in order, resumable, live, and what days bring."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from typing import Any

import pytest
from somicis.catalogue.v1 import measure_pb2
from somicis.catalogue.v1 import watch_pb2 as pb

from chassis.modelling import InvalidField
from chassis.refusals import ReaderTooSlow
from chassis.serving import Role
from chassis.streaming import Pace
from services.catalogue.application.stopping import SuspendEdition
from services.catalogue.domain.reasons import SuspensionReason
from services.catalogue.grpc_edge.watching import PAGE
from tests.support.catalogue_service import CatalogueService
from tests.support.measures import an_edition, the_next_edition, written

Stream = Iterator[pb.WatchCatalogueResponse]
AT_ONCE = Pace(heartbeat=0.05, look=0.01)
JANUARY = {"windows": [{"opens": "2023-01-11", "closes": "2023-01-20"}]}


def stream_of(service: CatalogueService, organisation: str = "CPI_FERMO", pace: Pace = AT_ONCE, **asked: Any) -> Stream:
    """A partner's stream."""
    servicer = service.servicer()
    quick = replace(servicer, watching=replace(servicer.watching, pace=pace))
    return iter(quick.WatchCatalogue(pb.WatchCatalogueRequest(**asked), service.call(Role.PARTNER, organisation)))


def kind_of(message: pb.WatchCatalogueResponse) -> str:
    """Which of the three it is."""
    return str(message.WhichOneof("content"))


def history_of(stream: Stream) -> list[pb.WatchCatalogueResponse]:
    """The changes before the reader has caught up."""
    return list(takewhile(lambda message: kind_of(message) == "change", stream))


def told(messages: list[pb.WatchCatalogueResponse]) -> list[tuple[str, str, str, str]]:
    """What happened to what on which day."""
    named = pb.CatalogueChangeKind.Name
    return [
        (named(each.change.kind)[22:].lower(), each.change.measure_id, each.change.edition_id, each.change.day)
        for each in messages
    ]


def on(service: CatalogueService, day: int, month: int = 1, year: int = 2023) -> None:
    """Noon of a day."""
    service.clock.set(datetime(year, month, day, 11, tzinfo=UTC))


def test_history_comes_first_then_what_happens(service: CatalogueService) -> None:
    """What was published, the marker, a heartbeat while nothing happens, and the correction when it happens."""
    service.stock(written())
    stream = stream_of(service)
    messages = [next(stream) for _ in range(3)]
    service.published(written(an_edition(owner="Altro ente")))
    service.settle()
    messages.append(next(message for message in stream if kind_of(message) == "change"))

    assert [kind_of(message) for message in messages] == ["change", "caught_up", "heartbeat", "change"]
    assert told([messages[0], messages[3]]) == [
        ("edition_published", "TRIAL_LOAN", "V1", "2023-01-09"),
        ("edition_corrected", "TRIAL_LOAN", "V1", "2023-01-09"),
    ]
    first = messages[0].change
    assert (first.window, first.name.it, first.recorded_at[:10]) == (
        measure_pb2.WINDOW_STATE_OPEN,
        "Prestito di prova",
        "2023-01-09",
    )


def test_a_suspension_is_told_with_the_day_it_is_about(service: CatalogueService) -> None:
    """The day may lie ahead; then the day itself brings the closing of the window."""
    service.stock(written())
    about: dict[str, Any] = {"measure": "TRIAL_LOAN", "edition_id": "V1", "note": ""}
    service.composed.stopping.suspend(
        SuspendEdition(**service.asked("ED_1"), **about, from_day=_day(11), reason=SuspensionReason.FUNDS_SHORT)
    )
    service.settle()
    seen = history_of(stream_of(service))
    on(service, 12)
    later = history_of(stream_of(service, cursor=seen[-1].cursor))

    assert told(seen)[1:] == [("edition_suspended", "TRIAL_LOAN", "V1", "2023-01-11")]
    assert told(later) == [("window_closed", "TRIAL_LOAN", "V1", "2023-01-11")]


def test_windows_open_and_close_as_days_come_while_somebody_watches(service: CatalogueService) -> None:
    """Nobody wrote anything; the day came."""
    service.stock(written(an_edition(**JANUARY)))
    stream = stream_of(service)
    assert told(history_of(stream)) == [("edition_published", "TRIAL_LOAN", "V1", "2023-01-09")]

    on(service, 11)
    opened = next(message for message in stream if kind_of(message) == "change")
    on(service, 21)
    closed = next(message for message in stream if kind_of(message) == "change")

    assert told([opened, closed]) == [
        ("window_opened", "TRIAL_LOAN", "V1", "2023-01-11"),
        ("window_closed", "TRIAL_LOAN", "V1", "2023-01-21"),
    ]
    assert opened.change.change_id == "TRIAL_LOAN/V1/opened/2023-01-11"
    assert opened.change.closes_on == "2023-01-20"


def test_days_that_came_while_nobody_read_are_told_after_the_cursor(service: CatalogueService) -> None:
    """Whoever was away for two weeks, or whose server was, misses nothing and is told nothing twice."""
    service.stock(written(an_edition(**JANUARY)), written(an_edition(**JANUARY), id="B_LOAN"))
    [*_, last] = history_of(stream_of(service))
    on(service, 25)

    away = history_of(stream_of(service, cursor=last.cursor))
    again = history_of(stream_of(service, cursor=away[0].cursor))
    nothing = history_of(stream_of(service, cursor=away[-1].cursor))

    opened = [("window_opened", code, "V1", "2023-01-11") for code in ("B_LOAN", "TRIAL_LOAN")]
    closed = [("window_closed", code, "V1", "2023-01-21") for code in ("B_LOAN", "TRIAL_LOAN")]
    assert told(away) == opened + closed
    # Within a day at least once: the first of the day may come again, under its id.
    assert told(again) == opened + closed
    assert nothing == []


def test_an_edition_that_takes_over_closes_the_one_before_it(service: CatalogueService) -> None:
    """The rules are others: who was about to apply has to read them."""
    service.stock(written(an_edition(), the_next_edition()))
    [*_, last] = history_of(stream_of(service))
    on(service, 1, 1, 2024)

    assert told(history_of(stream_of(service, cursor=last.cursor))) == [
        ("window_closed", "TRIAL_LOAN", "V1", "2024-01-01"),
        ("window_opened", "TRIAL_LOAN", "V2", "2024-01-01"),
    ]


def test_openings_of_days_past_are_told_to_whoever_asks_for_them(service: CatalogueService) -> None:
    """A year back at most: what a day brought is worked out, not stored."""
    service.stock(written(an_edition(**JANUARY)))
    on(service, 25)

    whole = told(history_of(stream_of(service, from_day="2023-01-11")))

    assert [kind for kind, *_ in whole] == ["edition_published", "window_opened", "window_closed"]
    with pytest.raises(InvalidField, match="from_day"):
        next(stream_of(service, from_day="2021-12-31"))


def test_what_is_sensitive_or_drafted_is_told_nobody(service: CatalogueService) -> None:
    """A partner's list would say who was offered what."""
    service.stock(written(an_edition(sensitive=True), id="QUIET_LOAN"))
    service.imported(written())
    service.settle()

    assert history_of(stream_of(service, from_day="2022-06-01")) == []


def test_a_cursor_is_its_owners_and_nobody_makes_one(service: CatalogueService) -> None:
    """Nor does one of another organisation open."""
    service.stock(written())
    cursor = next(stream_of(service)).cursor

    for organisation, given in (("CCIAA_MARCHE", cursor), ("CPI_FERMO", "made-up")):
        with pytest.raises(InvalidField, match="cursor"):
            next(stream_of(service, organisation, cursor=given))


def test_pages_of_what_nobody_is_told_do_not_stop_the_stream(service: CatalogueService) -> None:
    """A page may hold nothing for the reader; what comes after it is told all the same."""
    days = [(date(2020, 1, 1) + timedelta(number)).isoformat() for number in range(PAGE)]
    quiet = [
        an_edition(
            sensitive=True,
            id=f"V{number}",
            valid_from=day,
            valid_to=day,
            windows=[{"opens": day, "closes": day}],
        )
        for number, day in enumerate(days)
    ]
    service.stock(written(*quiet, id="QUIET_LOAN"), written())

    assert told(history_of(stream_of(service))) == [("edition_published", "TRIAL_LOAN", "V1", "2023-01-09")]


def test_a_reader_who_does_not_read_is_let_go(service: CatalogueService) -> None:
    """With where to go on from."""
    service.stock(written())
    stream = stream_of(service, pace=Pace(patience=0))
    next(stream)

    with pytest.raises(ReaderTooSlow):
        next(stream)


def _day(number: int) -> Any:
    return datetime(2023, 1, number, tzinfo=UTC).date()
