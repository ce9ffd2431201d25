"""What publishing a draft would change: who gains, who loses, who becomes undecided, counted before it is done."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.verdicts.judged import Judged
from services.catalogue.domain.verdicts.stand_words import FITS
from services.catalogue.domain.verdicts.verdict import Verdict
from services.catalogue.domain.window import WindowState

Side = Callable[[Profile], Judged]
"""How a measure stands for somebody, as it is in force or as the draft has it."""
KEPT = 20
"""How many keys are kept of each effect: enough to look at some, and never a list of everybody."""


class Effect(StrEnum):
    """What the draft does to one profile."""

    GAINS = "gains"
    """It fits, and did not, or not certainly."""
    LOSES = "loses"
    """It certainly does not fit, and did, or might have."""
    BECOMES_UNDECIDED = "becomes_undecided"
    """It has to be verified, and had not to be."""
    STANDS_OTHERWISE = "stands_otherwise"
    """It fits, or may, as before: under other conditions, with other money or in another window."""
    SAME = "same"
    """Nothing changes that is seen, or it fits on neither side."""


@dataclass(frozen=True)
class Counted:
    """Of how many profiles what was found; a verdict or window before is None when the measure is new.

    `keys`: some of the profiles of each effect, by the names whoever sent them gave them.
    """

    profiles: int
    effects: Mapping[Effect, int]
    verdicts: Mapping[tuple[Verdict | None, Verdict], int]
    windows: Mapping[tuple[WindowState | None, WindowState], int]
    keys: Mapping[Effect, Sequence[str]]


class Rehearsal:
    """Judges profile after profile on both sides, keeps counts and at most `kept` keys of each effect."""

    def __init__(self, before: Side | None, after: Side, kept: int = KEPT) -> None:
        self._before, self._after, self._kept = before, after, kept
        self._effects: Counter[Effect] = Counter()
        self._verdicts: Counter[tuple[Verdict | None, Verdict]] = Counter()
        self._windows: Counter[tuple[WindowState | None, WindowState]] = Counter()
        self._keys: dict[Effect, list[str]] = defaultdict(list)

    def add(self, profile: Profile, key: str = "") -> Effect:
        """One profile more. The key may be anything that says nothing to others; it is no part of the profile."""
        before, after = self._before and self._before(profile), self._after(profile)
        effect = _effect(before, after)
        self._effects[effect] += 1
        self._verdicts[before.verdict if before else None, after.verdict] += 1
        self._windows[before.chosen.window.state if before else None, after.chosen.window.state] += 1
        if key and effect is not Effect.SAME and len(self._keys[effect]) < self._kept:
            self._keys[effect].append(key)
        return effect

    def counted(self) -> Counted:
        """What was found so far."""
        effects = {effect: self._effects[effect] for effect in Effect}
        keys = {effect: tuple(keys) for effect, keys in self._keys.items()}
        return Counted(self._effects.total(), effects, dict(self._verdicts), dict(self._windows), keys)


def _effect(before: Judged | None, after: Judged) -> Effect:
    was = before.verdict if before else Verdict.NOT_ELIGIBLE
    fitted, fits = was in FITS, after.verdict in FITS
    if fits and not fitted:
        return Effect.GAINS
    if after.verdict is not was:
        return _OTHERWISE.get(after.verdict, Effect.STANDS_OTHERWISE)
    # Who does not fit either way gains nothing by a better measure.
    if before is None or was is Verdict.NOT_ELIGIBLE or _seen(before) == _seen(after):
        return Effect.SAME
    return Effect.STANDS_OTHERWISE


def _seen(judged: Judged) -> tuple[object, ...]:
    """What of an answer matters to somebody whose verdict is the same."""
    window, coverage = judged.chosen.window, judged.coverage
    money = (coverage.state, coverage.most, coverage.own_pct, judged.edition.interest_free)
    todo = sorted(each.condition for each in judged.todo)
    return window.state, window.opens_on, window.closes_on, money, todo


_OTHERWISE = {Verdict.NOT_ELIGIBLE: Effect.LOSES, Verdict.TO_VERIFY: Effect.BECOMES_UNDECIDED}
