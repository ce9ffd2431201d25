"""What a partner sees of the catalogue live on the command line."""

from collections.abc import Iterator

import grpc
from somicis.catalogue.v1 import measure_pb2
from somicis.catalogue.v1 import watch_pb2 as pb

from tests.support.answering_stack import AnsweringStack
from tests.unit.cli.conftest import Somicis

OPENED = pb.CatalogueChange(
    change_id="A_LOAN/V1/opened/2023-01-11",
    kind=pb.CATALOGUE_CHANGE_KIND_WINDOW_OPENED,
    measure_id="A_LOAN",
    edition_id="V1",
    day="2023-01-11",
    name=measure_pb2.LocalisedText(it="Prestito", en="Loan"),
    window=measure_pb2.WINDOW_STATE_OPEN,
    opens_on="2023-01-11",
    closes_on="2023-01-20",
)


def telling(request: pb.WatchCatalogueRequest, _: grpc.ServicerContext) -> Iterator[pb.WatchCatalogueResponse]:
    """A change, sent twice as a stream may, then the end of history."""
    yield pb.WatchCatalogueResponse(cursor="c1", change=OPENED)
    yield pb.WatchCatalogueResponse(cursor="c2", change=OPENED)
    yield pb.WatchCatalogueResponse(cursor=f"c3{request.from_day}", caught_up=pb.CaughtUp())


def test_an_opening_is_told_in_words_and_once(at_stack: Somicis, stack: AnsweringStack) -> None:
    """With the day, the measure and its window, and where to go on from."""
    stack.answers["WatchCatalogue"] = telling

    ran = at_stack("catalogue", "watch", "--once", "--from", "1/1/2023")

    assert ran.status == 0, ran.err
    [line] = ran.out.splitlines()
    assert line.startswith("11/01/2023  Aperta: Prestito (A_LOAN V1); ")
    assert "20/01/2023" in line
    assert "--cursor c32023-01-01" in ran.err


def test_what_is_told_comes_in_the_order_in_which_it_was_told(at_stack: Somicis, stack: AnsweringStack) -> None:
    """A closing to come stands under the day it was recorded in Rome, with its last day; then how it is today."""
    closing = pb.CatalogueChange(
        kind=pb.CATALOGUE_CHANGE_KIND_EDITION_CLOSED,
        measure_id="A_LOAN",
        edition_id="V1",
        day="2027-01-10",
        recorded_at="2026-11-22T23:30:00+00:00",
        name=measure_pb2.LocalisedText(it="Prestito", en="Loan"),
        window=measure_pb2.WINDOW_STATE_UPCOMING,
        opens_on="2026-12-01",
    )
    stack.answers["WatchCatalogue"] = lambda _request, _call: iter(
        [
            pb.WatchCatalogueResponse(cursor="c1", change=closing),
            pb.WatchCatalogueResponse(cursor="c2", caught_up=pb.CaughtUp()),
        ]
    )

    said = " ".join(at_stack("catalogue", "watch", "--once").out.split())

    assert said.startswith("23/11/2026 ")
    assert "(ultimo giorno 10/01/2027): Prestito (A_LOAN V1); oggi: aprirà il 01/12/2026" in said


def test_a_machine_gets_a_line_a_change(at_stack: Somicis, stack: AnsweringStack) -> None:
    """With codes, and the cursor to go on from."""
    stack.answers["WatchCatalogue"] = telling

    told = at_stack("catalogue", "watch", "--once", "--cursor", "c0", "--output", "json").data

    assert (told["cursor"], told["kind"], told["measure_id"], told["day"]) == (
        "c1",
        "window_opened",
        "A_LOAN",
        "2023-01-11",
    )
    assert stack.requests("WatchCatalogue") == [pb.WatchCatalogueRequest(cursor="c0")]
