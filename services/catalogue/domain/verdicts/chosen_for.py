"""Which edition and window answer for somebody, kept for those of whom the same is known; and which others may."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.once import DAYS_KEPT
from services.catalogue.domain.rules.cases import cases
from services.catalogue.domain.rules.expression import tests_in
from services.catalogue.domain.rules.judging import NO_FIGURES, Judging
from services.catalogue.domain.rules.kept import Kept
from services.catalogue.domain.rules.test import Test
from services.catalogue.domain.verdicts.edition_for import NONE_DISTURBED, Chosen, Standings, edition_for
from services.catalogue.domain.verdicts.window_for import hangs_on
from services.catalogue.domain.window import WindowState


def chosen_for(measure: MeasureDocument, profile: Profile, on: date, standings: Standings = NONE_DISTURBED) -> Chosen:
    """The edition and window that answer; nothing is kept of a measure while something stops it."""
    if standings:
        return edition_for(measure.editions, profile, on, standings)
    return _kept(measure, on).one.of(Judging(profile, on, NO_FIGURES))


def hangs_on_a_window(chosen: Chosen) -> bool:
    """Whether nobody can say what the windows are to this person, or until when: some are for some people only."""
    says = chosen.beneath or chosen.window
    return (says.state is WindowState.UNKNOWN or says.perhaps_until is not None) and not chosen.edition.is_for_all


def every_way(measure: MeasureDocument, profile: Profile, on: date, standings: Standings) -> Sequence[Chosen]:
    """What may answer once it is known whose they are, once each; none where ways are too many, or cannot be tried."""
    if standings:
        return _every_way(measure, profile, on, standings)
    return _kept(measure, on).every.of(Judging(profile, on, NO_FIGURES))


def _every_way(measure: MeasureDocument, profile: Profile, on: date, standings: Standings) -> Sequence[Chosen]:
    named = [figure for edition in measure.editions for figure in edition.in_force(on).items()]
    figures = dict(named)
    if any(figures[name] != value for name, value in named):
        # Two editions call two figures by one name, and a way is tried under one.
        return ()
    ways = cases(_of_audiences(measure), Judging(profile, on, figures))
    found: list[Chosen] = []
    for way in ways:
        chosen = edition_for(measure.editions, way.profile, on, standings)
        if chosen not in found:
            found.append(chosen)
    return found


def window_hangs_on(chosen: Chosen, judging: Judging) -> Sequence[str]:
    """The facts that say whether one belongs to those for whom a window is."""
    if not hangs_on_a_window(chosen):
        return ()
    profile, found = judging.profile, hangs_on(chosen.edition, judging)
    facts = [leaf.rule.fact for one in found for leaf in one.deciding()]
    # What founders still choose is no fact one could learn.
    behind = [name for fact in facts if not profile.is_open(fact) for name in profile.unknown_behind(fact)]
    return tuple(dict.fromkeys(behind))


class _Kept(NamedTuple):
    one: Kept[Chosen]
    every: Kept[Sequence[Chosen]]


def _kept(measure: MeasureDocument, on: date) -> _Kept:
    kept = measure.kept.get(on)
    if kept is None:
        if len(measure.kept) >= DAYS_KEPT:
            measure.kept.clear()
        facts = [test.fact for test in _of_audiences(measure)]
        kept = measure.kept[on] = _Kept(
            Kept(facts, lambda asked: edition_for(measure.editions, asked.profile, on)),
            Kept(facts, lambda asked: _every_way(measure, asked.profile, on, NONE_DISTURBED)),
        )
    answers: _Kept = kept
    return answers


def _of_audiences(measure: MeasureDocument) -> Iterator[Test]:
    for edition in measure.editions:
        for window in edition.windows:
            yield from tests_in(window.only_if) if window.only_if else ()
