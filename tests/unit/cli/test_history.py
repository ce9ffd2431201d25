"""The one order of a history told by several services."""

import random
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from somicis.catalogue.v1 import catalogue_service_pb2 as catalogue
from somicis.intake.v1 import intake_service_pb2 as intake
from somicis.referral.v1 import referral_service_pb2 as referral
from somicis.shared.v1.history_pb2 import HistoryEntry

from apps.connection.clients import Clients
from apps.connection.history import event_id, history_of, merged
from apps.connection.identity import identity_of
from apps.connection.stack_file import read_stack
from tests.support.answering_stack import AnsweringStack

NINE = datetime(2023, 2, 2, 9, tzinfo=UTC)
SERVICES = ("intake", "referral", "catalogue")


def entry(service: str, position: int, at: datetime = NINE, caused_by: str = "") -> HistoryEntry:
    """An event of a service's log; the log is named after its service."""
    return HistoryEntry(
        service=service, log=f"log-of-{service}", position=position, recorded_at=at.isoformat(), caused_by=caused_by
    )


@st.composite
def histories(draw: st.DrawFn) -> list[HistoryEntry]:
    """What really can be: events stored one after the other, each perhaps caused by one stored before it."""
    told: list[HistoryEntry] = []
    at, positions = NINE, dict.fromkeys(SERVICES, 0)
    for _ in range(draw(st.integers(0, 25))):
        service = draw(st.sampled_from(SERVICES))
        positions[service] += draw(st.integers(1, 3))
        at += timedelta(seconds=draw(st.integers(0, 1)))
        answers = draw(st.booleans())
        cause = event_id(draw(st.sampled_from(told))) if told and answers else ""
        told.append(entry(service, positions[service], at, cause))
    return told


@given(told=histories(), seed=st.integers())
def test_a_cause_comes_before_its_effect_and_nothing_is_lost(told: list[HistoryEntry], seed: int) -> None:
    """However the services' answers arrive, an auditor reads what happened in an order that could have been."""
    shuffled = list(told)
    random.Random(seed).shuffle(shuffled)

    order = merged(shuffled)

    places = {event_id(one): place for place, one in enumerate(order)}
    assert sorted(places) == sorted(map(event_id, told))
    for one in order:
        assert not one.caused_by or places[one.caused_by] < places[event_id(one)]
    for service in SERVICES:
        positions = [one.position for one in order if one.service == service]
        assert positions == sorted(positions)
    assert [one.recorded_at for one in order] == sorted(one.recorded_at for one in told)


@given(told=histories(), seed=st.integers())
def test_the_order_does_not_depend_on_who_answered_first(told: list[HistoryEntry], seed: int) -> None:
    """Two auditors read the same history."""
    shuffled = list(told)
    random.Random(seed).shuffle(shuffled)

    assert merged(shuffled) == merged(told)


def test_what_has_nothing_to_do_with_each_other_goes_by_service_and_position() -> None:
    """Ties have one order, and it is written down."""
    told = [entry("referral", 1), entry("intake", 8), entry("catalogue", 3), entry("intake", 7)]

    order = [(one.service, one.position) for one in merged(told)]

    assert order == [("catalogue", 3), ("intake", 7), ("intake", 8), ("referral", 1)]


def test_within_an_instant_an_effect_waits_for_its_cause_in_another_service() -> None:
    """The desk notes what the partner did after the partner did it, although intake comes first by name."""
    asked = entry("referral", 4)
    noted = entry("intake", 9, caused_by=event_id(asked))

    assert merged([noted, asked]) == [asked, noted]


def test_a_cause_that_is_not_in_the_history_holds_nothing_up() -> None:
    """A case's history names events of other subjects as causes; they are not shown."""
    told = [entry("intake", 1, caused_by="log-of-reporting/77")]

    assert merged(told) == told


def test_causes_in_a_circle_hide_nothing() -> None:
    """A damaged log must not make events disappear before an auditor's eyes."""
    one = entry("intake", 1, caused_by="log-of-referral/1")
    other = entry("referral", 1, caused_by="log-of-intake/1")

    assert merged([other, one]) == [one, other]


def test_fractions_of_a_second_are_compared_as_time_and_not_as_text() -> None:
    """Whether a service writes zeros at the end of an instant says nothing about when it was."""
    earlier = HistoryEntry(service="b", log="b", position=1, recorded_at="2023-02-02T09:00:00Z")
    later = HistoryEntry(service="a", log="a", position=1, recorded_at="2023-02-02T09:00:00.5Z")

    assert merged([later, earlier]) == [earlier, later]


def test_every_page_of_every_service_is_asked_for(stack: AnsweringStack) -> None:
    """A history is whole, however the services cut it, and as of the instant asked for."""
    pages = {
        "": intake.ListHistoryResponse(entries=[entry("intake", 1)], next_page_token="on"),
        "on": intake.ListHistoryResponse(entries=[entry("intake", 2)]),
    }
    others = {
        "referral": referral.ListHistoryResponse(entries=[entry("referral", 1, NINE - timedelta(hours=1))]),
        "catalogue": catalogue.ListHistoryResponse(),
    }

    def answer(request: intake.ListHistoryRequest, _: object) -> object:
        service = request.DESCRIPTOR.full_name.split(".")[1]
        return pages[request.page_token] if service == "intake" else others[service]

    stack.answers["ListHistory"] = answer
    found = read_stack(stack.file)
    with Clients(found, identity_of(found, "auditor")) as clients:
        told = history_of(clients, "c", known_at="2023-02-02")

    assert [(one.service, one.position) for one in told] == [("referral", 1), ("intake", 1), ("intake", 2)]
    assert {request.known_at for request in stack.requests("ListHistory")} == {"2023-02-02"}
    assert {request.subject_id for request in stack.requests("ListHistory")} == {"c"}
