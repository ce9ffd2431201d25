"""Holds a draft against what is in force, on profiles that are sent and on people who do not exist."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from somicis.catalogue.v1 import match_pb2
from somicis.catalogue.v1 import rehearsal_pb2 as pb

from chassis.days import day_of
from chassis.modelling import InvalidField
from chassis.serving import Call
from chassis.translating import day
from services.catalogue.application.facts_text import facts_in
from services.catalogue.application.invented_people import invented
from services.catalogue.application.measure_files import read_text
from services.catalogue.domain.document_problems import DocumentInvalid
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.facts.reading import FactsInvalid, read_profile
from services.catalogue.domain.known_measure import KnownMeasure
from services.catalogue.domain.refusals import MeasureNotFound
from services.catalogue.domain.verdicts.judged import Judged, judge
from services.catalogue.domain.verdicts.rehearsal import Rehearsal
from services.catalogue.grpc_edge.seeing import check_sees_drafts
from services.catalogue.grpc_edge.translate_editing import violations_of
from services.catalogue.grpc_edge.translate_rehearsal import counted_to
from services.catalogue.projections.shelf import Shelf

MOST_INVENTED = 20_000
SEEDS = 10**9
PROBLEMS_TOLD = 20


@dataclass(frozen=True)
class Rehearsing:
    """Is given profiles, counts, and keeps none of them."""

    shelf: Shelf

    def rehearse(self, requests: Iterator[pb.RehearseRequest], call: Call) -> Iterator[pb.RehearseResponse]:
        """One answer, when all profiles were sent."""
        first = next(requests, pb.RehearseRequest())
        if not first.HasField("terms"):
            raise InvalidField("terms", "is given with the first message")
        trial = self._trial(first.terms, call)
        trial.hear(first)
        for request in requests:
            if request.HasField("terms"):
                raise InvalidField("terms", "is given once, with the first message")
            trial.hear(request)
        yield trial.found()

    def _trial(self, terms: pb.RehearsalTerms, call: Call) -> "_Trial":
        if not 0 <= terms.generated <= MOST_INVENTED:
            raise InvalidField("terms.generated", f"must be from 0 to {MOST_INVENTED}")
        on = day(terms.as_of) or day_of(call.now())
        draft = _of_a_file(terms.document) if terms.document else self._recorded(terms.measure_id, call)
        _, measures = self.shelf.all()
        in_force = next((each for each in measures if each.id == draft.id), None)
        trial = _Trial(draft, in_force, on)
        if terms.generated:
            trial.invent(terms.generated, terms.seed or 1 + secrets.randbelow(SEEDS))
        return trial

    def _recorded(self, code: str, call: Call) -> KnownMeasure:
        if not code:
            raise InvalidField("terms.measure_id", "is needed when there is no document")
        check_sees_drafts(call)
        _, measures = self.shelf.all(with_drafts=True)
        found = next((each for each in measures if each.id == code), None)
        if found is None:
            raise MeasureNotFound(code=code)
        return found


def _of_a_file(text: str) -> KnownMeasure:
    try:
        return KnownMeasure(read_text(text))
    except DocumentInvalid as invalid:
        raise violations_of(invalid) from invalid


@dataclass
class _Trial:
    """A rehearsal while it is held."""

    draft: KnownMeasure
    in_force: KnownMeasure | None
    on: date
    answer: pb.RehearseResponse = field(default_factory=pb.RehearseResponse)

    def __post_init__(self) -> None:
        before = partial(_judged, self.in_force, self.on) if self.in_force else None
        # What is suspended or closed stays so: a draft says nothing of that.
        standings = self.in_force.standings if self.in_force else {}
        self.rehearsal = Rehearsal(before, partial(_judged, KnownMeasure(self.draft.document, standings), self.on))

    def invent(self, how_many: int, seed: int) -> None:
        """People who do not exist are judged at once: there are at most some thousands of them."""
        self.answer.generated, self.answer.seed = how_many, seed
        for number, facts in enumerate(invented(how_many, seed, self.on), start=1):
            self.rehearsal.add(read_profile(facts), f"{seed}-{number}")

    def hear(self, request: pb.RehearseRequest) -> None:
        """A profile that was sent. Facts that cannot be meant are counted, and the rehearsal goes on."""
        if not request.HasField("profile"):
            return
        try:
            _, profile = facts_in(request.profile.facts, self.on)
        except FactsInvalid as invalid:
            self.answer.unreadable += 1
            problems = (match_pb2.FactProblem(fact=each.field, problem=each.problem) for each in invalid.problems)
            self.answer.problems.extend([*problems][: PROBLEMS_TOLD - len(self.answer.problems)])
            return
        self.rehearsal.add(profile, request.profile.key)

    def found(self) -> pb.RehearseResponse:
        """What was counted."""
        self.answer.MergeFrom(counted_to(self.rehearsal.counted()))
        self.answer.measure_id, self.answer.as_of = self.draft.id, self.on.isoformat()
        self.answer.new_measure = self.in_force is None
        return self.answer


def _judged(measure: KnownMeasure, on: date, profile: Profile) -> Judged:
    return judge(measure.document, profile, on, measure.standings)
