"""Answers what is to be said of all measures together, for one profile."""

from dataclasses import dataclass

from somicis.catalogue.v1 import advice_pb2 as pb

from chassis.days import day_of
from chassis.serving import Call
from chassis.translating import day
from services.catalogue.domain.verdicts.advice import advice_on
from services.catalogue.grpc_edge.matching import Matching, read_facts
from services.catalogue.grpc_edge.translate_advice import advice_to


@dataclass(frozen=True)
class Advising:
    """Is given facts, answers, and keeps none of them. What may be matched may be advised on."""

    matching: Matching

    def advise(self, request: pb.AdviseRequest, call: Call) -> pb.AdviseResponse:
        """The order, what gets in whose way, what to ask next, and from when on it will be otherwise."""
        on = day(request.as_of) or day_of(call.now())
        _, profile = read_facts(request.facts, on)
        position, seen = self.matching.seen(request.known_at, call)
        response = advice_to(advice_on(seen.measures, profile, on))
        response.as_of, response.catalogue_position = on.isoformat(), position
        response.reserved_count = seen.reserved
        return response
