"""Answers what is asked about profiles: for one, for a stream of them, and once more for a record that was kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from somicis.catalogue.v1 import catalogue_service_pb2, match_pb2

from chassis.days import day_of
from chassis.following import Progress
from chassis.modelling import InvalidField
from chassis.serving import Call, InvalidFields
from chassis.translating import day
from services.catalogue.application.facts_text import facts_in
from services.catalogue.domain.decision_record import Consulted, DecisionRecord, GivenFacts, Question
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.facts.reading import FactsInvalid, read_kept
from services.catalogue.domain.known_measure import KnownMeasure
from services.catalogue.domain.record_refusals import CatalogueBehindRecord, RecordShowsMore
from services.catalogue.domain.refusals import MeasureNotFound
from services.catalogue.domain.verdicts.judged import Judged, judge
from services.catalogue.grpc_edge import translate, translate_match
from services.catalogue.grpc_edge.seeing import Seen, instant_known, seen_by, sees_sensitive
from services.catalogue.projections.shelf import Shelf, ShelfProjection

FACTS = "facts"


@dataclass(frozen=True)
class Matching:
    """Is given facts, answers, and keeps none of them: not in a log, not in a table, not in a metric."""

    shelf: Shelf
    progress: Progress

    def match(self, request: catalogue_service_pb2.MatchRequest, call: Call) -> catalogue_service_pb2.MatchResponse:
        """How every measure stands for one profile, and why."""
        as_of = day(request.as_of) or day_of(call.now())
        given, profile = read_facts(request.facts, as_of)
        position, seen = self.seen(request.known_at, call, request.measure_id)
        answers = _answers(seen.measures, profile, as_of)
        pairs = zip(seen.measures, answers, strict=True)
        matches = [translate.match_to(measure, answer, as_of) for measure, answer in pairs]
        response = translate.decision_to(matches, as_of, seen.reserved)
        response.catalogue_position = position
        if not request.brief:
            response.explanations.extend(translate_match.explanations_to(answers, profile))
        if not request.brief and not request.measure_id:
            response.shared_reasons.extend(translate_match.shared_to(answers))
        if request.record:
            question = Question(
                facts=GivenFacts(given=given), as_of=as_of, known_at=request.known_at, measure=request.measure_id
            )
            consulted = Consulted(log=self.shelf.head().log, position=position, sensitive=sees_sensitive(call))
            response.record_json = DecisionRecord.of(question, consulted, answers).text()
        return response

    def match_many(
        self, requests: Iterator[match_pb2.MatchManyRequest], call: Call
    ) -> Iterator[match_pb2.MatchManyResponse]:
        """The same for one profile after the other; the catalogue is read once, so all are held against the same."""
        asked: _Asked | None = None
        for request in requests:
            if asked is None:
                asked = self._asked(request.terms, call)
            elif request.HasField("terms"):
                raise InvalidField("terms", "is given once, with the first message")
            if request.HasField("profile"):
                yield asked.answer(request.profile)

    def rerun(self, request: match_pb2.RerunRequest, call: Call) -> match_pb2.RerunResponse:
        """What today's engine makes of what a record was made of."""
        record = DecisionRecord.read(request.record_json)
        consulted, question = record.catalogue, record.question
        if consulted.sensitive and not sees_sensitive(call):
            raise RecordShowsMore
        profile = _meant(question.facts)
        measures = self._at(consulted, call)
        asked_for = [each for each in measures if question.measure in ("", each.id)]
        answers = _answers(asked_for, profile, question.as_of)
        pairs = zip(asked_for, answers, strict=True)
        return match_pb2.RerunResponse(
            record_json=DecisionRecord.of(question, consulted, answers).text(),
            catalogue_log=self.shelf.head().log,
            matches=[translate.match_to(measure, answer, question.as_of) for measure, answer in pairs],
            explanations=translate_match.explanations_to(answers, profile),
        )

    def _asked(self, terms: match_pb2.MatchTerms, call: Call) -> "_Asked":
        _, seen = self.seen(terms.known_at, call, terms.measure_id)
        return _Asked(seen.measures, day(terms.as_of) or day_of(call.now()), explain=terms.explain)

    def seen(self, known: str, call: Call, measure_id: str = "") -> tuple[int, Seen]:
        """How far the catalogue was read, and what whoever asks is shown of it, now or as it was known then."""
        if (known_at := instant_known(known, call)) is not None:
            # What was stored by then has to be on the shelf, or the same question would get two answers.
            self._wait(self.shelf.position_at(known_at), call)
        position, measures = self.shelf.all(known_at)
        seen = seen_by(call, (each for each in measures if measure_id in ("", each.id)))
        if measure_id and not seen.measures:
            raise MeasureNotFound(code=measure_id)
        return position, seen

    def _at(self, consulted: Consulted, call: Call) -> Sequence[KnownMeasure]:
        here = self.shelf.head().position
        if consulted.position > here:
            raise CatalogueBehindRecord(recorded=consulted.position, here=here)
        self._wait(consulted.position, call)
        return [each for each in self.shelf.at(consulted.position) if consulted.sensitive or not each.sensitive]

    def _wait(self, position: int, call: Call) -> None:
        self.progress.wait(ShelfProjection.name, position, call.time_remaining())


@dataclass(frozen=True)
class _Asked:
    """What is asked of every profile of a stream."""

    measures: Sequence[KnownMeasure]
    as_of: date
    explain: bool

    def answer(self, asked: match_pb2.MatchProfile) -> match_pb2.MatchManyResponse:
        """Facts that cannot be meant are answered so, and the stream goes on."""
        response = match_pb2.MatchManyResponse(key=asked.key)
        try:
            _, profile = facts_in(asked.facts, self.as_of)
        except FactsInvalid as invalid:
            for each in invalid.problems:
                response.problems.add(fact=each.field, problem=each.problem)
            return response
        answers = _answers(self.measures, profile, self.as_of)
        response.matches.extend(map(translate_match.brief_to, answers))
        if self.explain:
            response.explanations.extend(translate_match.explanations_to(answers, profile))
        return response


def _answers(measures: Sequence[KnownMeasure], profile: Profile, as_of: date) -> list[Judged]:
    return [judge(each.document, profile, as_of, each.standings) for each in measures]


def read_facts(facts: str, on: date) -> tuple[dict[str, object], Profile]:
    """The facts of a request as they were given, and what is then known. Raises InvalidFields with every problem."""
    try:
        return facts_in(facts, on)
    except FactsInvalid as invalid:
        raise _violations(invalid, FACTS) from None


def _meant(facts: GivenFacts) -> Profile:
    try:
        return read_kept(facts.given)
    except FactsInvalid as invalid:
        raise _violations(invalid, "record_json.question.facts.given") from None


def _violations(invalid: FactsInvalid, place: str) -> InvalidFields:
    return InvalidFields([InvalidField(_path(place, each.field), each.problem) for each in invalid.problems])


def _path(place: str, fact: str) -> str:
    """A mistake in the text itself, or in all of it, is in no fact."""
    return place if fact in ("document", FACTS) else f"{place}.{fact}"
