"""One partner's command through gRPC, beside an empty call of the same kind and a save by the bare library."""

from collections.abc import Iterator
from contextlib import closing
from uuid import UUID, uuid4

from grpc_health.v1.health_pb2 import HealthCheckRequest
from grpc_health.v1.health_pb2_grpc import HealthStub
from somicis.referral.v1 import referral_service_pb2 as pb

from benchmarks.bare_library import bare_application, saving
from benchmarks.measured import Row
from benchmarks.place import Place
from benchmarks.referral_edge import ReferralEdge, referral_edge, send
from benchmarks.rounds import alternately, repeatedly
from stacks.layout import Layout

ROUNDS, COMMANDS = 15, 50
EMPTY = "somicis.shared.v1.OperationsService"
"""Its health is asked without a look at any database."""


def rows(place: Place) -> Iterator[Row]:
    """On both databases."""
    for kind in ("SQLite", "PostgreSQL"):
        with referral_edge(Layout(place.new_folder()), place.url(kind)) as edge:
            yield _row(place, kind, edge)


def _row(place: Place, kind: str, edge: ReferralEdge) -> Row:
    rounds, commands = place.scale.of(ROUNDS), place.scale.of(COMMANDS)
    waiting = send(edge.behind, (rounds + 1) * commands)
    health = HealthStub(edge.clients.channel("referral"))
    with closing(bare_application(place.url(kind))) as library:
        sides = {
            "ours": repeatedly(lambda: _accept(edge, waiting.pop()), commands),
            "call": repeatedly(lambda: health.Check(HealthCheckRequest(service=EMPTY)), commands),
            "save": repeatedly(saving(library), commands),
        }
        found = alternately(rounds, sides)
    floor = 1 / (1 / found["call"] + 1 / found["save"])
    beside = {"empty call + bare save": floor, "empty call": found["call"], "bare save": found["save"]}
    return Row(f"one command through gRPC, 1 client, {kind}", "/s", found["ours"], beside, 0.6)


def _accept(edge: ReferralEdge, referral_id: UUID) -> None:
    request = pb.AcceptReferralRequest(request_id=str(uuid4()), referral_id=str(referral_id), expected_version=1)
    edge.clients.referral.AcceptReferral(request)
