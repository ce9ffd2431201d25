"""Whatever goes wrong, a caller gets one google.rpc.Status with exactly one ErrorInfo."""

import grpc
import pytest
from google.rpc.error_details_pb2 import PreconditionFailure

from chassis import refusals as of_the_chassis
from chassis.modelling import InvalidField, Refusal
from chassis.serving import InvalidFields
from chassis.serving import refusals as of_the_edge
from chassis.serving.served import domain_of
from chassis.serving.statuses import CODES, Statuses
from tests.support.grpc_answers import Failure, failure_in
from tests.support.small_services import SECRET, Forgotten, MeasureClosed, MeasureUnknown

STATUSES = Statuses(
    "somicis.catalogue",
    {MeasureUnknown: grpc.StatusCode.NOT_FOUND, MeasureClosed: grpc.StatusCode.FAILED_PRECONDITION},
)
MOST_BYTES = 6_000
"""What encoded stays below the 8 KiB a client accepts in trailers."""


def answer_to(failure: Exception) -> Failure:
    """What a caller learns of a failure."""
    return failure_in(STATUSES.of(failure, "the-correlation"))


def test_a_refusal_gives_its_reason_and_its_facts() -> None:
    """A program reads the reason, a person the sentence."""
    failure = answer_to(MeasureUnknown(measure_id="PROVA"))

    assert failure.infos == [("MEASURE_UNKNOWN", "somicis.catalogue", {"measure_id": "PROVA"})]
    assert failure.message == "There is no measure PROVA."
    assert failure.code == grpc.StatusCode.NOT_FOUND.value[0]


def test_a_refusal_because_of_a_state_says_which_precondition_failed() -> None:
    """The same reason, where generic clients look for it."""
    failure = answer_to(MeasureClosed(measure_id="PROVA"))

    assert (failure.reason, failure.preconditions) == ("MEASURE_CLOSED", ["MEASURE_CLOSED"])


def test_a_refusal_because_of_several_things_names_each() -> None:
    """After the refusal itself, and with how many they are in all."""
    told = STATUSES.of(MeasureClosed(InvalidField("a", "is odd"), InvalidField("b", "is even"), measure_id="X"), "")
    named = PreconditionFailure()

    assert any(packed.Unpack(named) for packed in told.details)
    assert [(each.subject, each.description) for each in named.violations[1:]] == [("a", "is odd"), ("b", "is even")]
    assert failure_in(told).facts == {"measure_id": "X", "violations": "2"}


def test_invalid_fields_are_all_named() -> None:
    """One reason, one violation for each field."""
    failure = answer_to(InvalidFields([InvalidField("a", "is odd"), InvalidField("b.c[2]", "is even")]))

    assert (failure.reason, failure.domain, failure.fields) == ("INVALID_FIELD", "somicis", ["a", "b.c[2]"])
    assert failure.facts == {"field": "a", "violations": "2"}


def test_a_servicer_may_refuse_a_field_itself() -> None:
    """Only it knows whether a token fits the question."""
    assert answer_to(InvalidField("page_token", "is foreign")).fields == ["page_token"]


def test_a_refusal_every_service_shares_has_the_projects_domain() -> None:
    """Clients handle it once."""
    failure = answer_to(of_the_chassis.StaleVersion(expected=7, actual=8, changed="8 case.closed"))

    assert (failure.code, failure.reason, failure.domain) == (10, "STALE_VERSION", "somicis")


def test_a_request_id_used_for_another_request_is_named_as_the_field() -> None:
    """That is the field to change."""
    failure = answer_to(of_the_chassis.RequestIdReused(request_id="1"))

    assert (failure.code, failure.reason, failure.fields) == (3, "REQUEST_ID_REUSED", ["request_id"])


@pytest.mark.parametrize("bug", [KeyError(SECRET), ValueError(SECRET), Forgotten(), AssertionError(SECRET)])
def test_a_bug_tells_nothing_but_how_to_quote_it(bug: Exception) -> None:
    """A refusal nobody gave a status is a bug as well: it must not pass for a rule."""
    failure = answer_to(bug)

    assert failure.infos == [("INTERNAL", "somicis", {"correlation": "the-correlation"})]
    assert failure.code == grpc.StatusCode.INTERNAL.value[0]
    assert SECRET not in STATUSES.of(bug, "the-correlation").SerializeToString().decode("latin-1")
    assert STATUSES.is_bug(bug)


def test_a_status_fits_into_what_clients_accept() -> None:
    """A thousand wrong fields and a refusal that quotes a book are cut short, not lost."""
    many = InvalidFields([InvalidField(f"items[{n}].name", "is wrong " * 20) for n in range(1000)])
    wordy = InvalidFields([InvalidField(f"items[{n}].name", "is wrong " * 200) for n in range(1000)])
    deep = InvalidFields([InvalidField("a." * 100_000, "is odd")])
    long = MeasureUnknown(measure_id="x" * 100_000)
    closed = MeasureClosed(*wordy.violations, measure_id="x" * 100_000)

    for failure in (many, wordy, deep, long, closed):
        assert len(STATUSES.of(failure, "").SerializeToString()) < MOST_BYTES
    assert answer_to(many).facts["violations"] == "1000"


@pytest.mark.parametrize("module", [of_the_chassis, of_the_edge])
def test_every_refusal_of_the_chassis_has_a_status(module: object) -> None:
    """A new one cannot reach callers as a bug."""
    found = {kind for kind in vars(module).values() if isinstance(kind, type) and issubclass(kind, Refusal)}

    assert found - {Refusal} - set(CODES) == set()


@pytest.mark.parametrize(
    ("package", "domain"),
    [
        ("somicis.intake.v1", "somicis.intake"),
        ("somicis.shared.v1", "somicis"),
        ("grpc.health.v1", "somicis"),
    ],
)
def test_a_reason_belongs_to_the_service_that_gives_it(package: str, domain: str) -> None:
    """Two services may use the same word."""
    assert domain_of(package) == domain
