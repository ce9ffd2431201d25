"""How long it takes to say of every measure how it stands, and why, beside rules that only compare."""

import gc
import resource
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import rule_engine
import zen

from benchmarks.measured import Row
from benchmarks.place import Place
from benchmarks.plain_rules import Plain, figures_of
from benchmarks.rounds import a_second, alternately, p95, seconds
from services.catalogue.application.invented_people import invented
from services.catalogue.application.measure_files import PROJECT_MEASURES, read_folder
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.facts.reading import read_profile
from services.catalogue.domain.measure_document import MeasureDocument, read_document
from services.catalogue.domain.verdicts.judged import judge

ON = date(2024, 9, 10)
MEASURES, ROUNDS, PROFILES, SEED = 400, 60, 100_000, 7
_LIMITS = ("at_least", "at_most", "more_than", "less_than", "min", "max", "value")


def rows(place: Place) -> Iterator[Row]:
    """One profile against many measures with every text, and many profiles against the project's measures."""
    project = list(read_folder(PROJECT_MEASURES).values())
    yield from _explained(place, project)
    yield from _streamed(place, project)


def _explained(place: Place, project: Sequence[MeasureDocument]) -> Iterator[Row]:
    many = [_varied(project[number % len(project)], number) for number in range(place.scale.of(MEASURES, least=8))]
    plain = Plain(ON)
    rules = [compile(plain.edition(measure.editions[-1]), measure.id, "eval") for measure in many]
    taken: list[float] = []
    asked, compared = _people(10 * ROUNDS), _people(10 * ROUNDS)
    for _ in range(2 * ROUNDS):
        _all_said(many, next(asked), [])
    sides = {"judged": lambda: _all_said(many, next(asked), taken), "plain": lambda: _compared(rules, next(compared))}
    found = alternately(place.scale.of(ROUNDS), sides)
    what = f"one profile, {len(many)} measures, all texts"
    yield Row(f"{what}, p95", "ms", p95(taken), {}, 5, at_most=True)
    beside = {"comparison without explanation": found["plain"]}
    yield Row(f"{what}, median", "ms", median(taken), beside, 10, at_most=True)


def _varied(measure: MeasureDocument, number: int) -> MeasureDocument:
    """The measure with numbers of its own, so that no two have anything in common."""
    content = measure.model_dump(mode="json", by_alias=True, exclude_unset=True)
    for edition in content["editions"]:
        edition.pop("tests", None)
    return read_document({**_changed(content, number), "id": f"{measure.id[:50]}_{number}"})


def _changed(content: Any, number: int) -> Any:
    if isinstance(content, list):
        return [_changed(each, number) for each in content]
    if not isinstance(content, dict):
        return content
    return {
        name: value + number if name in _LIMITS and isinstance(value, int) and value else _changed(value, number)
        for name, value in content.items()
    }


def _all_said(measures: Sequence[MeasureDocument], profile: Profile, taken: list[float]) -> float:
    """Somebody nobody has asked about yet, and all that is said to them."""
    taken.append(1000 * seconds(lambda: [_said(measure, profile) for measure in measures]))
    return taken[-1]


def _said(measure: MeasureDocument, profile: Profile) -> tuple[Any, ...]:
    judged = judge(measure, profile, ON)
    reasons = [
        (reason.condition, reason.outcome, reason.fact, reason.value, *reason.required, reason.source, *reason.said)
        for reason in judged.reasons
    ]
    return judged.verdict, reasons, judged.missing, judged.todo, judged.coverage, judged.shown


def _compared(rules: Sequence[Any], profile: Profile) -> float:
    return 1000 * seconds(lambda: _hold(rules, figures_of(profile)))


def _hold(rules: Sequence[Any], figures: Mapping[str, Any]) -> list[bool]:
    return [eval(rule, {"true": True}, dict(figures)) for rule in rules]  # noqa: S307 - text that was written above


def _streamed(place: Place, project: Sequence[MeasureDocument]) -> Iterator[Row]:
    count, plain = place.scale.of(PROFILES, least=20), Plain(ON)
    texts = [plain.edition(measure.editions[-1]) for measure in project]
    compiled, parsed = zen.compile_expression(f"[{', '.join(texts)}]"), [rule_engine.Rule(text) for text in texts]
    some = max(10, count // 100)
    sides = {
        "ours": lambda: _judged(project, some),
        "rule_engine": lambda: [rule.matches(told) for told in map(figures_of, _people(some)) for rule in parsed],
        "zen": lambda: [compiled.evaluate(told) for told in map(figures_of, _people(some))],
    }
    found = alternately(3, {name: partial(a_second, do, some * len(project)) for name, do in sides.items()})
    name = f"verdicts with reasons, {len(project)} measures, profiles as they come"
    said = f"{plain.written} of {plain.written + plain.left_out} tests, yes or no"
    yield Row(name, "a second", found["ours"], {f"rule-engine, {said}": found["rule_engine"]}, 1)
    yield Row("the same", "a second", found["ours"], {f"zen-engine (Rust), {said}": found["zen"]}, 1)
    _judged(project, some)
    before = _resident()
    _judged(project, count)
    yield Row(f"memory after {count:,} more profiles", "MB", _resident(), {"before": before}, 1.05, at_most=True)


def _judged(project: Sequence[MeasureDocument], count: int) -> None:
    for profile in _people(count):
        for measure in project:
            judge(measure, profile, ON)


def _people(count: int) -> Iterator[Profile]:
    """Somebody else each time, as a rehearsal meets them: of most, not all is known."""
    return map(read_profile, invented(count, SEED, ON))


def _resident() -> float:
    """What the process holds now, in megabytes."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 2**20
