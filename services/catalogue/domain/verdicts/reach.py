"""What is told first of what is answered for somebody: what is possible and open, then the rest of what is in reach."""

from collections.abc import Sequence

from services.catalogue.domain.verdicts.judged import Judged
from services.catalogue.domain.verdicts.stand_words import PLACES
from services.catalogue.domain.verdicts.verdict import Verdict
from services.catalogue.domain.window import WindowState


def out_of_reach(judged: Judged) -> bool:
    """Not for this person, or for nobody any more: there is nothing to do for it and nothing to ask."""
    return lost(judged.verdict, judged.chosen.window.state)


def lost(verdict: Verdict, window: WindowState) -> bool:
    """The same, of how a measure stands on a day."""
    return verdict is Verdict.NOT_ELIGIBLE or window is WindowState.CLOSED


def places(judged: Sequence[Judged]) -> Sequence[int]:
    """In which place each is told, from 1, in the order given.

    Not the order of `ranked`: who reads answers one by one looks for what is open, and by code within that.
    """
    told = sorted(range(len(judged)), key=lambda number: _told(judged[number]))
    place_of = {number: place for place, number in enumerate(told, start=1)}
    return [place_of[number] for number in range(len(judged))]


def _told(judged: Judged) -> tuple[bool, bool, int, str]:
    not_open = judged.chosen.window.state is not WindowState.OPEN
    return out_of_reach(judged), not_open, PLACES[judged.verdict], judged.measure.id
