"""The catalogue service, asked over gRPC with intake's certificate for whoever asks the desk."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import grpc
from google.rpc.error_details_pb2 import BadRequest
from grpc_status import rpc_status
from somicis.catalogue.v1 import measure_pb2
from somicis.catalogue.v1.catalogue_service_pb2 import MatchRequest, MatchResponse
from somicis.catalogue.v1.catalogue_service_pb2_grpc import CatalogueServiceStub

from chassis.calling import OtherService
from chassis.serving import Call
from chassis.translating import day, enum_from
from services.intake.adapters.facts_of_case import facts_of
from services.intake.domain.case import Case
from services.intake.domain.measures_found import DecisionRecord, Kind, Level, MeasureFound, Text, Verdict, WindowState


class CatalogueService:
    """The other service, and its stub."""

    def __init__(self, catalogue: OtherService) -> None:
        self._catalogue = catalogue
        self._stub: Any = CatalogueServiceStub(catalogue.channel)

    def on_behalf_of(self, call: Call) -> "CatalogueAsked":
        """The catalogue as the caller may ask it, within the time the caller has left."""
        return CatalogueAsked(self._catalogue, self._stub, call)


@dataclass(frozen=True)
class CatalogueAsked:
    """Asks for one caller."""

    catalogue: OtherService
    stub: Any
    call: Call

    def match(self, as_of: date, case: Case) -> DecisionRecord:
        """How every measure stands on the day for whom the case is about. Raises OTHER_SERVICE_UNAVAILABLE.

        What the case says in words the catalogue does not know, such as a comune of no such code, is as good
        as unknown: it is left out, and the catalogue is asked without it.
        """
        facts = facts_of(case.profile, case.opened_on, case.need)
        try:
            return self._asked(as_of, facts)
        except grpc.RpcError as error:
            unknown = [name for name in facts if f"facts.{name}" in _wrong_fields(error)]
            if not unknown:
                raise
        return self._asked(as_of, {name: fact for name, fact in facts.items() if name not in unknown})

    def _asked(self, as_of: date, facts: Mapping[str, Any]) -> DecisionRecord:
        request = MatchRequest(as_of=as_of.isoformat(), facts=json.dumps(facts), brief=True)
        return decision_from(self.catalogue.ask(self.stub.Match, request, self.call))


def _wrong_fields(error: Any) -> set[str]:
    """The fields an answer says cannot be meant."""
    status = rpc_status.from_call(error)
    details = BadRequest()
    for packed in status.details if status else ():
        if packed.Unpack(details):
            return {each.field for each in details.field_violations}
    return set()


def decision_from(answer: MatchResponse) -> DecisionRecord:
    """The answer as the case keeps it: of the conditions to verify their ids, not their words."""
    return DecisionRecord(
        as_of=date.fromisoformat(answer.as_of),
        catalogue_position=answer.catalogue_position,
        content_hash=answer.content_hash,
        matches=tuple(_measure_from(match) for match in answer.matches),
    )


def _measure_from(match: measure_pb2.MeasureMatch) -> MeasureFound:
    return MeasureFound(
        measure_id=match.measure_id,
        edition_id=match.edition_id,
        name=_text_from(match.name),
        territory=_text_from(match.territory),
        only_for=tuple(map(_text_from, match.only_for)),
        sensitive=match.sensitive,
        level=enum_from(Level, measure_pb2.Level, match.level),
        kind=enum_from(Kind, measure_pb2.Kind, match.kind),
        verdict=enum_from(Verdict, measure_pb2.Verdict, match.verdict),
        window=enum_from(WindowState, measure_pb2.WindowState, match.window),
        opens_on=day(match.opens_on),
        closes_on=day(match.closes_on),
        to_verify=tuple(condition.condition_id for condition in match.to_verify),
        unverified=match.unverified,
    )


def _text_from(text: measure_pb2.LocalisedText) -> Text:
    return Text(it=text.it, en=text.en)
