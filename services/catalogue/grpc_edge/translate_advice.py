"""Between the published language and the words of this service, for what is said of all measures together."""

import json

from somicis.catalogue.v1 import advice_pb2 as pb
from somicis.catalogue.v1 import measure_pb2

from chassis.translating import enum_to
from services.catalogue.domain.verdicts.advice import Advice
from services.catalogue.domain.verdicts.conflict import Conflict
from services.catalogue.domain.verdicts.not_together import NotTogether
from services.catalogue.domain.verdicts.plain_values import known_value
from services.catalogue.domain.verdicts.question import Answer, Question
from services.catalogue.domain.verdicts.ranked import Ranked
from services.catalogue.domain.verdicts.to_come import ToCome
from services.catalogue.grpc_edge.translate_match import brief_to, reason_to
from services.catalogue.grpc_edge.translate_words import day_to, text_or_none, text_to


def advice_to(advice: Advice) -> pb.AdviseResponse:
    """The whole of it."""
    return pb.AdviseResponse(
        ranking=[_ranked(each, advice) for each in advice.ranking],
        conflicts=[_conflict(each) for each in advice.conflicts],
        not_together=[_not_together(each) for each in advice.not_together],
        next_question=_question(advice.question) if advice.question else None,
        changes=[_change(each) for each in advice.changes],
        shared_reasons=[reason_to(reason, judged.edition) for judged, reason in advice.shared],
    )


def _ranked(ranked: Ranked, advice: Advice) -> pb.RankedMeasure:
    return pb.RankedMeasure(
        place=ranked.place,
        match=brief_to(ranked.judged),
        why=text_or_none(ranked.why),
        last_day=day_to(advice.last_days.get(ranked.judged.measure.id)),
    )


def _conflict(conflict: Conflict) -> pb.SequenceConflict:
    return pb.SequenceConflict(
        first_measure_id=conflict.first.measure.id,
        first_condition_id=conflict.forbidden.condition.id,
        forbidden_act=conflict.forbidden.step,
        second_measure_id=conflict.second.measure.id,
        second_condition_id=conflict.needed.condition.id,
        needed_act=conflict.needed.step,
        serves_both=conflict.order.serves_both,
        first_on=day_to(conflict.order.first_on),
        second_on=day_to(conflict.order.second_on),
        waits_days=conflict.order.waits,
        text=text_to(conflict.text),
    )


def _not_together(pair: NotTogether) -> pb.NotTogether:
    one, other = pair.one.measure.id, pair.other.measure.id
    return pb.NotTogether(one_measure_id=one, other_measure_id=other, text=text_to(pair.text))


def _question(question: Question) -> pb.NextQuestion:
    return pb.NextQuestion(
        fact=question.fact,
        label=text_to(question.label),
        expected=question.expected,
        decides=question.decides,
        open_in=question.open_in,
        reveals=question.reveals,
        answers=[_answer(each) for each in question.answers],
    )


def _answer(answer: Answer) -> pb.PossibleAnswer:
    told = json.dumps(known_value(answer.value), ensure_ascii=False)
    return pb.PossibleAnswer(value_json=told, decides=answer.decides)


def _change(coming: ToCome) -> pb.VerdictChange:
    change = coming.change
    return pb.VerdictChange(
        measure_id=coming.measure,
        on=day_to(change.on),
        verdict_before=enum_to(measure_pb2.Verdict, change.before.verdict),
        window_before=enum_to(measure_pb2.WindowState, change.before.window),
        verdict=enum_to(measure_pb2.Verdict, change.after.verdict),
        window=enum_to(measure_pb2.WindowState, change.after.window),
        text=text_to(change.text),
    )
