"""What the windows of an edition say to one person, where some are for some people only."""

from collections.abc import Sequence
from dataclasses import replace

from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.rules.cases import cases
from services.catalogue.domain.rules.expression import tests_in
from services.catalogue.domain.rules.finding import Finding
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.window import Window, WindowOn, WindowState, window_on


def window_for(edition: Edition, judging: Judging) -> WindowOn:
    """What they say whoever the person turns out to be; unknown where that decides."""
    perhaps, surely = _theirs(edition, judging)
    at_best, at_worst = _said(edition, perhaps, surely, judging), _said(edition, surely, surely, judging)
    if _agree(at_best, at_worst):
        return at_best
    return replace(at_best, only_for=()) if _in_every_case(edition, judging) else WindowOn(WindowState.UNKNOWN)


def _in_every_case(edition: Edition, judging: Judging) -> bool:
    """Whether everybody has one that says the same: those for whom it is, and the others by another window."""
    tests = [test for window in edition.windows if window.only_if for test in tests_in(window.only_if)]
    both = [(case, *_theirs(edition, case)) for case in cases(tests, judging)]
    said = [_said(edition, theirs, surely, case) for case, perhaps, surely in both for theirs in (perhaps, surely)]
    return bool(said) and all(_agree(one, said[0]) for one in said)


def hangs_on(edition: Edition, judging: Judging) -> Sequence[Finding]:
    """What was found of the audiences, where nobody knows whether the person belongs to them and it decides."""
    perhaps, surely = _theirs(edition, judging)
    at_best = _said(edition, perhaps, surely, judging)
    if _agree(at_best, _said(edition, surely, surely, judging)) and not at_best.perhaps_until:
        return ()
    return [found for found in _audiences(edition, judging).values() if found.truth is Truth.UNKNOWN]


def _theirs(edition: Edition, judging: Judging) -> tuple[list[Window], list[Window]]:
    """The windows that may be for the person, and those that certainly are."""
    found = _audiences(edition, judging)
    truths = [found[n].truth if n in found else Truth.TRUE for n in range(len(edition.windows))]
    both = list(zip(edition.windows, truths, strict=True))
    return [w for w, truth in both if truth is not Truth.FALSE], [w for w, truth in both if truth is Truth.TRUE]


def _audiences(edition: Edition, judging: Judging) -> dict[int, Finding]:
    return {n: w.only_if.judge(judging) for n, w in enumerate(edition.windows) if w.only_if}


def _said(edition: Edition, theirs: Sequence[Window], surely: Sequence[Window], judging: Judging) -> WindowOn:
    """Windows for others are closed, since the end of the last that has passed: one that is still to come is theirs."""
    if theirs:
        return window_on(theirs, judging.on, surely)
    passed = [window for window in edition.windows if window.state_on(judging.on) is WindowState.CLOSED]
    closed = window_on(passed, judging.on) if passed else WindowOn(WindowState.CLOSED)
    of_others = window_on(edition.windows, judging.on)
    return replace(closed, only_for=of_others.only_for, notes=of_others.notes)


def _agree(one: WindowOn, other: WindowOn) -> bool:
    """Whether they are the same for whoever asks today; of windows to come the opening decides what is judged."""
    opens_alike = one.state is not WindowState.UPCOMING or one.opens_on == other.opens_on
    return one.state is other.state and opens_alike
