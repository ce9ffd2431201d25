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
from services.catalogue.publishing.published import published
from tests.support.catalogue_service import CatalogueService
from tests.support.measures import a_document, an_edition, written

TODAY = date(2023, 1, 9)


def a_new_measure() -> Measure:
    """Registered, with its first edition."""
    measure = Measure.register(a_document(), TODAY)
    measure.take_in(a_document(), TODAY)
    return measure


def a_corrected_measure() -> Measure:
    """One whose edition was mended in November."""
    measure = a_new_measure()
    measure.take_in(a_document(an_edition(owner="Altro ente")), date(2023, 11, 2))
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
            a_new_measure,
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
    document = a_document(edition, level=level, kind=kind)
    measure = Measure.register(document, TODAY)
    measure.take_in(document, TODAY)
    event = measure.collect_events()[-1]
    assert isinstance(event, Root.Event)

    message = published(event)

    assert isinstance(message, events_pb2.EditionPublished)
    assert fields_of(message).keys() >= {"level", "kind"}


def test_an_event_read_from_the_log_says_the_same_bytes_again(service: CatalogueService) -> None:
    """A replay a year later gives what was said at first."""
    service.imported(written())
    service.imported(written(an_edition(owner="Altro ente")))
    publish: Publish = published

    def said() -> list[bytes]:
        with service.database.reading() as tx:
            events = [service.mapper.to_domain_event(entry.stored) for entry in log.after(tx, 0, 10)]
        messages = filter(None, map(publish, events))
        return [message.SerializeToString(deterministic=True) for message in messages]

    assert said() == said()
    assert len(said()) == 2


def test_a_measure_is_not_said_before_it_has_an_edition() -> None:
    """Its registration stays inside; a new kind of event must be decided on here or in publishing."""
    events = {kind for name, kind in STORED_NAMES.items() if "." in name}
    [registered, *_] = a_new_measure().collect_events()

    assert events - set(published.registry) == {Measure.Registered}
    assert isinstance(registered, Root.Event)
    assert published(registered) is None
