"""What the catalogue says aloud, event by event."""

from collections.abc import Callable
from datetime import date

import pytest
from google.protobuf.message import Message
from somicis.catalogue.v1 import events_pb2

from chassis.modelling import Root
from chassis.published import Publish
from chassis.store import log
from services.catalogue.application.stored_names import STORED_NAMES
from services.catalogue.domain.measure import Measure, id_of_measure
from services.catalogue.domain.reasons import ClosingReason, SuspensionReason
from services.catalogue.publishing.published import published
from tests.support.catalogue_service import CatalogueService
from tests.support.measures import a_document, an_edition, written
from tests.support.published_measures import ANOTHER, DRAFTER, a_published_measure, a_reviewed_measure

LATER = date(2023, 11, 2)


def a_corrected_measure() -> Measure:
    """One whose edition was mended in November."""
    measure = a_published_measure()
    measure.take_in(a_document(an_edition(owner="Altro ente")), DRAFTER, LATER)
    measure.review((), ANOTHER, LATER)
    measure.publish((), ANOTHER, LATER)
    return measure


def a_suspended_measure() -> Measure:
    """One that takes no applications from December on."""
    measure = a_published_measure()
    measure.suspend("V1", date(2023, 12, 1), SuspensionReason.FUNDS_SHORT, "decreto 12", LATER)
    return measure


def a_resumed_measure() -> Measure:
    """One that takes them again."""
    measure = a_suspended_measure()
    measure.resume("V1", date(2023, 12, 9), LATER)
    return measure


def a_closed_measure() -> Measure:
    """One that was closed before its last day."""
    measure = a_published_measure()
    measure.close("V1", date(2023, 11, 30), ClosingReason.CLOSED_EARLY, "decreto 13", LATER)
    return measure


def fields_of(said: Message) -> dict[str, object]:
    """The message's type and the fields that are set, enums by name."""
    told: dict[str, object] = {"": said.DESCRIPTOR.name}
    for field, value in said.ListFields():
        told[field.name] = field.enum_type.values_by_number[value].name if field.enum_type else value
    return told


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (
            a_published_measure,
            {
                "": "EditionPublished",
                "measure_id": "TRIAL_LOAN",
                "edition_id": "V1",
                "level": "LEVEL_NATIONAL",
                "kind": "KIND_LOAN",
                "occurred_on": "2023-01-09",
            },
        ),
        (
            a_corrected_measure,
            {
                "": "EditionCorrected",
                "measure_id": "TRIAL_LOAN",
                "edition_id": "V1",
                "occurred_on": "2023-11-02",
            },
        ),
        (
            a_suspended_measure,
            {
                "": "EditionSuspended",
                "measure_id": "TRIAL_LOAN",
                "edition_id": "V1",
                "from_day": "2023-12-01",
                "reason": "SUSPENSION_REASON_FUNDS_SHORT",
                "occurred_on": "2023-11-02",
            },
        ),
        (
            a_resumed_measure,
            {
                "": "EditionResumed",
                "measure_id": "TRIAL_LOAN",
                "edition_id": "V1",
                "from_day": "2023-12-09",
                "occurred_on": "2023-11-02",
            },
        ),
        (
            a_closed_measure,
            {
                "": "EditionClosed",
                "measure_id": "TRIAL_LOAN",
                "edition_id": "V1",
                "last_day": "2023-11-30",
                "reason": "CLOSING_REASON_CLOSED_EARLY",
                "occurred_on": "2023-11-02",
            },
        ),
    ],
)
def test_what_is_said_of_an_edition(start: Callable[[], Measure], said: dict[str, object]) -> None:
    """Enough to know which edition to ask for; what it says is asked of the catalogue."""
    event = start().collect_events()[-1]
    assert isinstance(event, Root.Event)
    assert event.subject == id_of_measure("TRIAL_LOAN")

    message = published(event)

    assert message is not None
    assert fields_of(message) == said


@pytest.mark.parametrize("level", ["national", "regional", "local"])
@pytest.mark.parametrize("kind", ["loan", "grant", "guarantee", "equity_debt", "service", "income_advance"])
def test_every_level_and_kind_has_its_word_in_the_published_language(level: str, kind: str) -> None:
    """None is left unspecified, which a reader could not tell from a fault."""
    edition = an_edition(kinds=[kind], amounts=[] if kind == "service" else [{"of": "loan"}])
    event = a_published_measure(a_document(edition, level=level, kind=kind)).collect_events()[-1]
    assert isinstance(event, Root.Event)

    message = published(event)

    assert isinstance(message, events_pb2.EditionPublished)
    assert fields_of(message).keys() >= {"level", "kind"}


def test_an_event_read_from_the_log_says_the_same_bytes_again(service: CatalogueService) -> None:
    """A replay a year later gives what was said at first."""
    service.published(written())
    service.published(written(an_edition(owner="Altro ente")))
    publish: Publish = published

    def said() -> list[bytes]:
        with service.database.reading() as tx:
            events = [service.mapper.to_domain_event(entry.stored) for entry in log.after(tx, 0, 10)]
        messages = filter(None, map(publish, events))
        return [message.SerializeToString(deterministic=True) for message in messages]

    assert said() == said()
    assert len(said()) == 2


def test_a_measure_is_not_said_before_an_edition_is_published() -> None:
    """Drafts stay inside; a new kind of event must be decided on here or in publishing."""
    events = {kind for name, kind in STORED_NAMES.items() if "." in name}
    inside = [event for event in a_reviewed_measure().collect_events() if isinstance(event, Root.Event)]

    assert events - set(published.registry) == {*map(type, inside), Measure.DraftWithdrawn}
    assert [published(event) for event in inside] == [None, None, None]
