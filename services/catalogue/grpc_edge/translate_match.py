"""Between the published language and the words of this service, for why a measure stands as it does."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from somicis.catalogue.v1 import match_pb2 as pb
from somicis.catalogue.v1 import measure_pb2

from chassis.translating import enum_to
from services.catalogue.domain.condition import Condition
from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.particulars import ThirdCountryNationals
from services.catalogue.domain.rules.expression import AllOf, AnyOf, Not
from services.catalogue.domain.rules.finding import Finding, Standing
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.mending import Fixable
from services.catalogue.domain.rules.parameter import NAMED
from services.catalogue.domain.verdicts.amounts_for import NEED
from services.catalogue.domain.verdicts.coverage import Coverage
from services.catalogue.domain.verdicts.judged import Judged
from services.catalogue.domain.verdicts.plain_values import asked_value, known_value
from services.catalogue.domain.verdicts.reach import out_of_reach, places
from services.catalogue.domain.verdicts.reason import Reason
from services.catalogue.domain.verdicts.shared_reasons import shared_reasons
from services.catalogue.domain.verdicts.todo import Todo
from services.catalogue.domain.verdicts.verdict import Verdict
from services.catalogue.domain.window import WindowState
from services.catalogue.grpc_edge.translate_words import day_to, opening_to, text_or_none, text_to

_COMBINED: Mapping[type, Any] = {
    AllOf: pb.COMBINATION_ALL,
    AnyOf: pb.COMBINATION_ANY,
    Not: pb.COMBINATION_NOT,
}
# Asked for thousands of times an answer.
_OUTCOME = {truth: enum_to(pb.Outcome, truth) for truth in Truth}
_STANDING = {standing: enum_to(pb.Standing, standing) for standing in Standing}
_FIXABLE = {fixable: enum_to(pb.Fixable, fixable) for fixable in (*Fixable, None)}
_VERDICT = {verdict: enum_to(measure_pb2.Verdict, verdict) for verdict in Verdict}
_WINDOW = {state: enum_to(measure_pb2.WindowState, state) for state in WindowState}


def brief_to(answer: Judged) -> pb.MatchInBrief:
    """What is said, and nothing of why."""
    window = answer.chosen.window
    return pb.MatchInBrief(
        measure_id=answer.measure.id,
        edition_id=answer.edition.id,
        verdict=_VERDICT[answer.verdict],
        window=_WINDOW[window.state],
        opens_on=opening_to(window),
        closes_on=day_to(window.closes_on),
    )


def explanations_to(answers: Sequence[Judged], profile: Profile) -> list[pb.Explanation]:
    """All that is behind each, in the order given."""
    return [_explanation(answer, profile, place) for answer, place in zip(answers, places(answers), strict=True)]


def _explanation(answer: Judged, profile: Profile, place: int) -> pb.Explanation:
    return pb.Explanation(
        measure_id=answer.measure.id,
        edition_id=answer.edition.id,
        judged_on=day_to(answer.judged_on),
        reasons=[reason_to(each, answer.edition) for each in answer.reasons],
        missing=answer.missing,
        todo=[_todo(each) for each in answer.todo],
        coverage=_coverage(answer.coverage, profile),
        shown=[_shown(each) for each in answer.shown],
        tcn=_tcn(answer.edition.tcn),
        published_on=day_to(answer.chosen.published),
        place=place,
        out_of_reach=out_of_reach(answer),
    )


def shared_to(answers: Sequence[Judged]) -> list[pb.Reason]:
    """What is in the way of all of them."""
    return [reason_to(reason, judged.edition) for judged, reason in shared_reasons(answers)]


def to_verify_to(answer: Judged) -> list[measure_pb2.ToVerify]:
    """The conditions that hang on what nobody knows."""
    return [
        measure_pb2.ToVerify(condition_id=reason.condition, text=text_to(reason.says))
        for reason in answer.reasons
        if reason.outcome is Truth.UNKNOWN
    ]


def reason_to(reason: Reason, edition: Edition) -> pb.Reason:
    """What was asked, what is known, what follows."""
    it, en = reason.required
    # What is worked out of the whole edition, such as the smallest amount, rests on its acts.
    source = reason.source or edition.legal_source
    return pb.Reason(
        condition_id=reason.condition,
        about=reason.about,
        outcome=_OUTCOME[reason.outcome],
        fact=reason.fact,
        value_json=_known(reason.fact, reason.judging),
        required_json=_asked(reason.deciding, reason.judging),
        required=measure_pb2.LocalisedText(it=it, en=en),
        source=source,
        text=text_to(reason.text),
        fixable=_FIXABLE[reason.fixable],
        mended_on=day_to(reason.mended_on),
        unverified=reason.unverified,
        missing=reason.missing,
        tree=_finding(reason.finding, reason.judging, partial(_source, edition, source)),
    )


def _finding(finding: Finding, judging: Judging, source: Callable[[Finding], str]) -> pb.Finding:
    found = pb.Finding(
        outcome=_OUTCOME[finding.truth],
        standing=_STANDING[finding.standing],
        combination=_COMBINED.get(type(finding.rule), pb.COMBINATION_UNSPECIFIED),
        parts=[_finding(part, judging, source) for part in finding.parts],
    )
    if not finding.parts:
        found.fact = finding.rule.fact
        found.value_json, found.required_json = _known(found.fact, judging), _asked(finding, judging)
        found.source = source(finding)
    return found


def _source(edition: Edition, of_the_rule: str, finding: Finding) -> str:
    """Where the numbers of a test are from, when they have a source of their own; else the rule's."""
    asked = (str(each) for each in finding.rule.operators.values())
    named = (edition.parameters[each.removeprefix(NAMED)] for each in asked if each.startswith(NAMED))
    return "; ".join(parameter.source for parameter in named if parameter.source) or of_the_rule


def _known(fact: str, judging: Judging) -> str:
    return _json(known_value(judging.profile[fact]))


def _asked(finding: Finding, judging: Judging) -> str:
    return _json(asked_value(finding.rule, judging.parameters))


def _todo(todo: Todo) -> pb.Todo:
    return pb.Todo(
        what=text_to(todo.what),
        condition_id=todo.condition,
        act=todo.code,
        order=todo.order,
        by=day_to(todo.by),
        after=todo.after or "",
        within=str(todo.within) if todo.within else "",
        not_before=day_to(todo.not_before),
    )


def _coverage(coverage: Coverage, profile: Profile) -> pb.Coverage:
    return pb.Coverage(
        state=enum_to(pb.CoverageState, coverage.state),
        need_json=_json(known_value(profile[NEED])),
        most=coverage.most or 0,
        least=coverage.least or 0,
        of=coverage.of,
        own_pct=coverage.own_pct,
        not_found=coverage.not_found,
    )


def _shown(condition: Condition) -> pb.Shown:
    return pb.Shown(
        condition_id=condition.id,
        kind=pb.SHOWN_KIND_JUDGEMENT if condition.judged_by else pb.SHOWN_KIND_NOTE,
        text=text_to(condition.text),
        judged_by=condition.judged_by or "",
        why=text_or_none(condition.noted),
    )


def _tcn(asked: ThirdCountryNationals) -> pb.ThirdCountryNationals:
    admitted = pb.Admitted.Value(f"ADMITTED_{asked.eligible.upper()}")
    return pb.ThirdCountryNationals(admitted=admitted, permit=text_or_none(asked.permit), note=text_or_none(asked.note))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
