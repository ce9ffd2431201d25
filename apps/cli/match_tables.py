"""How a match looks on a page: each measure with its verdict, why, what to do, and what is still to be asked."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import RenderableType
from rich.text import Text
from somicis.catalogue.v1 import match_pb2 as match
from somicis.catalogue.v1.catalogue_service_pb2 import MatchResponse
from somicis.catalogue.v1.measure_pb2 import (
    VERDICT_ELIGIBLE,
    LocalisedText,
    MeasureMatch,
)

from apps.cli.measure_tables import window_on
from apps.cli.spoken import cell, pairs, rows
from apps.cli.texts import Texts


@dataclass(frozen=True)
class Detail:
    """How much is told: of `everything` all, else of what is possible; with `sources` the acts behind each reason."""

    everything: bool = False
    sources: bool = False


@dataclass(frozen=True)
class _Said:
    """What is told of each: the `sources`, or not; and what was said of all of them `already`."""

    sources: bool
    already: frozenset[str]


Answer = MatchResponse | match.RerunResponse


def shared_lines(texts: Texts, shared: Iterable[match.Reason]) -> Iterator[RenderableType]:
    """What stands in the way of every measure, said once."""
    for reason in shared:
        said = _said(texts, reason.text) + _doubt(texts, unverified=reason.unverified)
        yield Text(texts.say("said", "for_every_measure", reason=said), style="bold")


def answer_tables(
    texts: Texts, answer: MatchResponse | match.RerunResponse, detail: Detail
) -> Iterator[RenderableType]:
    """What is possible and open first, then what hangs on an act, on a fact, on a day; the rest a line each."""
    answered = sorted(zip(answer.matches, answer.explanations, strict=True), key=lambda both: both[1].place)
    if not answered:
        yield Text(texts.say("said", "nothing"), style="dim")
    shared = [] if isinstance(answer, match.RerunResponse) else list(answer.shared_reasons)
    yield from shared_lines(texts, shared)
    told = [each for each in answered if detail.everything or not each[1].out_of_reach]
    said = _Said(detail.sources, frozenset(each.text.it for each in shared))
    for measure, why in told:
        yield from _in_full(texts, measure, why, said)
    if len(told) < len(answered):
        lines = [_in_a_line(texts, measure) for measure, _ in answered[len(told) :]]
        yield Text()
        yield rows(texts, lines, ["measure_id", "name", "verdict", "window"], "out_of_reach")
        yield Text(texts.say("said", "see_all"), style="dim")


def _in_a_line(texts: Texts, measure: MeasureMatch) -> list[str]:
    which = f"{measure.measure_id} {measure.edition_id}"
    return [which, cell(texts, measure, "name"), cell(texts, measure, "verdict"), window_on(texts, measure)]


def _in_full(texts: Texts, measure: MeasureMatch, why: match.Explanation, said: _Said) -> Iterator[RenderableType]:
    pursued = not why.out_of_reach
    yield Text(f"\n{measure.measure_id}  {measure.edition_id}  {cell(texts, measure, 'name')}", style="bold")
    yield pairs(
        texts,
        {
            "verdict": cell(texts, measure, "verdict"),
            "window": _lines(_window(texts, measure)),
            "why": _lines(_why(texts, measure, why, said)),
            "todo": _lines(_todo(texts, each) for each in why.todo if pursued),
            "missing": ", ".join(why.missing if pursued else ()),
            "coverage": _coverage(texts, why.coverage),
            "shown": _lines(_shown(texts, measure, why)),
        },
    )


def _window(texts: Texts, measure: MeasureMatch) -> Iterator[str]:
    yield window_on(texts, measure)
    for note in measure.window_notes:
        yield _said(texts, note)


def _why(texts: Texts, measure: MeasureMatch, why: match.Explanation, said: _Said) -> Iterator[str]:
    """Of what is met one need not speak, unless nothing else is left to say, or its sources are asked for."""
    everything = said.sources or measure.verdict == VERDICT_ELIGIBLE
    for reason in why.reasons:
        if not everything and reason.outcome == match.OUTCOME_TRUE:
            continue
        if reason.text.it in said.already and not said.sources:
            yield texts.say("said", "said_of_all")
        else:
            source = f" [{reason.source}]" if said.sources and reason.source else ""
            yield _said(texts, reason.text) + _doubt(texts, unverified=reason.unverified) + source


def _todo(texts: Texts, todo: match.Todo) -> str:
    waits = todo.act == "wait"
    details = [
        texts.say("said", "begin_by" if waits else "by_day", day=texts.day(todo.by)) if todo.by else "",
        texts.say("said", "from_day" if waits else "counts_from", day=texts.day(todo.not_before))
        if todo.not_before
        else "",
        texts.say("said", "after_act", act=texts.find("anchors", todo.after) or todo.after) if todo.after else "",
        texts.say("said", "within" if todo.after else "within_some", stretch=_stretch(texts, todo.within))
        if todo.within
        else "",
    ]
    known = "; ".join(filter(None, details))
    return _said(texts, todo.what) + (f" ({known})" if known else "")


def _stretch(texts: Texts, within: str) -> str:
    count, _, unit = within.partition(" ")
    return texts.find("stretches", unit, count=count) or within


def _coverage(texts: Texts, coverage: match.Coverage) -> str:
    if coverage.state in (match.COVERAGE_STATE_NOT_APPLICABLE, match.COVERAGE_STATE_UNSPECIFIED):
        return ""
    most = {"max": texts.number(round(coverage.most))} if coverage.most else {}
    amount = texts.say("amounts", "_".join(["sum", *most]), **most) if most else ""
    of = texts.find("amounts", coverage.of) or coverage.of
    state = _covered_in_full(texts, coverage) or cell(texts, coverage, "state")
    return "; ".join(filter(None, [state, f"{of}: {amount}" if amount else ""]))


def _covered_in_full(texts: Texts, coverage: match.Coverage) -> str:
    """What is to be said instead of "whole", where one pays a part oneself or asks for no money at all."""
    if coverage.state != match.COVERAGE_STATE_FULL:
        return ""
    if json.loads(coverage.need_json or "null") == "none":
        return texts.say("said", "no_money_asked")
    return texts.say("said", "own_share", percent=coverage.own_pct) if coverage.own_pct else ""


def _shown(texts: Texts, measure: MeasureMatch, why: match.Explanation) -> Iterator[str]:
    for name in ("unverified", "sensitive"):
        if getattr(measure, name):
            yield texts.say("said", name)
    if not why.published_on:
        yield texts.say("said", "taken_as_published")
    for shown in why.shown:
        yield _said(texts, shown.text)


def _doubt(texts: Texts, *, unverified: bool) -> str:
    return f" [{texts.say('said', 'unverified')}]" if unverified else ""


def _said(texts: Texts, text: LocalisedText) -> str:
    return str(getattr(text, texts.language, "") or text.it)


def _lines(sentences: Iterator[str]) -> str:
    return "\n".join(sentences)
