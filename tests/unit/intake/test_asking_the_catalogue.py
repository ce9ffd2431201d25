"""The catalogue as the desk asks it, over a real connection."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import grpc
import pytest
from grpc_status import rpc_status
from somicis.catalogue.v1 import catalogue_service_pb2_grpc, measure_pb2
from somicis.catalogue.v1.catalogue_service_pb2 import MatchRequest, MatchResponse

from chassis.calling import OtherService
from chassis.modelling import InvalidField
from chassis.refusals import OtherServiceUnavailable
from chassis.serving import InvalidFields
from chassis.serving.statuses import Statuses
from services.intake.adapters.catalogue import CatalogueService
from services.intake.domain.measures_found import DecisionRecord, Kind, Level, MeasureFound, Text, Verdict, WindowState
from tests.support.cases import a_case_with_measures_found
from tests.support.intake_service import IntakeService

AS_OF = date(2023, 1, 16)
A_MATCH = measure_pb2.MeasureMatch(
    measure_id="MARCHE_CREAZIONE_IMPRESA",
    edition_id="MARCHE_CREAZIONE_IMPRESA_2022",
    name=measure_pb2.LocalisedText(it="Creazione d'impresa", en="Starting an enterprise"),
    level=measure_pb2.LEVEL_REGIONAL,
    kind=measure_pb2.KIND_GRANT,
    verdict=measure_pb2.VERDICT_TO_VERIFY,
    window=measure_pb2.WINDOW_STATE_UPCOMING,
    opens_on="2023-05-01",
    to_verify=[measure_pb2.ToVerify(condition_id="unemployed")],
    unverified=True,
    only_for=[measure_pb2.LocalisedText(it="Solo donne", en="Women only")],
    territory=measure_pb2.LocalisedText(it="Regione Marche", en="Marche Region"),
    sensitive=True,
)


class Listening(catalogue_service_pb2_grpc.CatalogueServiceServicer):
    """A catalogue with one measure; it remembers who asked what, and how long they would wait."""

    def __init__(self) -> None:
        self.metadata: dict[str, str | bytes] = {}
        self.waits = 0.0
        self.facts: list[dict[str, Any]] = []
        self.unknown: list[str] = []

    def Match(self, request: MatchRequest, context: Any) -> MatchResponse:  # noqa: N802 – the .proto names it
        """The one measure."""
        self.metadata = dict(context.invocation_metadata())
        self.waits = context.time_remaining()
        self.facts.append(json.loads(request.facts))
        if wrong := [name for name in self.unknown if name in self.facts[-1]]:
            found = InvalidFields([InvalidField(f"facts.{name}", "is not known here") for name in wrong])
            context.abort_with_status(rpc_status.to_status(Statuses("somicis.catalogue", {}).of(found, "")))
        return MatchResponse(as_of=request.as_of, catalogue_position=33, content_hash="5e" * 32, matches=[A_MATCH])


@pytest.fixture
def catalogue() -> Listening:
    """What listens at the other end."""
    return Listening()  # type: ignore[abstract]  # of the other methods the library says UNIMPLEMENTED


@pytest.fixture
def asked(catalogue: Listening) -> Iterator[CatalogueService]:
    """The catalogue, connected."""
    server = grpc.server(ThreadPoolExecutor(2))
    catalogue_service_pb2_grpc.add_CatalogueServiceServicer_to_server(catalogue, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield CatalogueService(OtherService("catalogue", channel))
    server.stop(None).wait()


def test_the_answer_is_kept_whole(service: IntakeService, asked: CatalogueService) -> None:
    """Of a condition its id, since its words are the catalogue's; of a day nobody knows, nothing."""
    assert asked.on_behalf_of(service.call()).match(AS_OF, a_case_with_measures_found()) == DecisionRecord(
        as_of=AS_OF,
        catalogue_position=33,
        content_hash="5e" * 32,
        matches=(
            MeasureFound(
                measure_id="MARCHE_CREAZIONE_IMPRESA",
                edition_id="MARCHE_CREAZIONE_IMPRESA_2022",
                level=Level.REGIONAL,
                kind=Kind.GRANT,
                verdict=Verdict.TO_VERIFY,
                window=WindowState.UPCOMING,
                name=Text(it="Creazione d'impresa", en="Starting an enterprise"),
                territory=Text(it="Regione Marche", en="Marche Region"),
                only_for=(Text(it="Solo donne", en="Women only"),),
                sensitive=True,
                opens_on=date(2023, 5, 1),
                closes_on=None,
                to_verify=("unemployed",),
                unverified=True,
            ),
        ),
    )


def test_the_catalogue_is_told_what_the_case_knows(
    service: IntakeService, catalogue: Listening, asked: CatalogueService
) -> None:
    """Once, in its own words."""
    asked.on_behalf_of(service.call()).match(AS_OF, a_case_with_measures_found())

    [facts] = catalogue.facts
    assert facts["person.residence.comune"] == "109034"
    assert facts["project.amount"] == 30_000


def test_what_the_catalogue_does_not_know_is_as_good_as_unknown(
    service: IntakeService, catalogue: Listening, asked: CatalogueService
) -> None:
    """A comune that was mistyped when the case was opened does not keep anybody from an answer."""
    catalogue.unknown = ["person.residence.comune", "project.ateco"]
    asked.on_behalf_of(service.call()).match(AS_OF, a_case_with_measures_found())

    first, second = catalogue.facts
    assert first.keys() - second.keys() == set(catalogue.unknown)


def test_the_catalogue_learns_for_whom_it_is_asked(
    service: IntakeService, catalogue: Listening, asked: CatalogueService
) -> None:
    """The operator's signed identity and the trace travel with the question, and the time that is left."""
    call = service.call(patience=7)
    asked.on_behalf_of(call).match(AS_OF, a_case_with_measures_found())

    assert catalogue.metadata["authorization"] == "Bearer a.signed.token"
    assert catalogue.metadata["x-correlation-id"] == call.correlation
    # gRPC sends what is left rounded up, so the other side may see a trifle more.
    assert catalogue.waits == pytest.approx(7, abs=1)


def test_a_catalogue_nobody_answers_for_is_unavailable(service: IntakeService) -> None:
    """The one that is down is named."""
    with grpc.insecure_channel("127.0.0.1:1") as channel:
        nobody = CatalogueService(OtherService("catalogue", channel))
        with pytest.raises(OtherServiceUnavailable, match="catalogue"):
            nobody.on_behalf_of(service.call(patience=2)).match(AS_OF, a_case_with_measures_found())
