"""In which order measures are offered, and why each stands after the one before it."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.criteria import CRITERIA
from services.catalogue.domain.verdicts.judged import Judged
from services.catalogue.domain.verdicts.verdict import Verdict


@dataclass(frozen=True)
class Ranked:
    """`place` counts from 1. `why`: what puts the measure after the one before it, or first.

    What somebody cannot have is not held against the others: only codes would tell one of them from the next.
    """

    place: int
    judged: Judged
    why: Text | None


def ranked(judged: Sequence[Judged]) -> Sequence[Ranked]:
    """All of them, the best first. None is dropped, and measures that fit stand before those that do not."""
    best_first = sorted(judged, key=lambda one: [*(criterion.of(one) for criterion in CRITERIA), one.measure.id])
    before = [None, *best_first]
    return [Ranked(place, one, _why(before[place - 1], one)) for place, one in enumerate(best_first, start=1)]


def _why(before: Judged | None, one: Judged) -> Text | None:
    if one.verdict is Verdict.NOT_ELIGIBLE:
        return None
    return _first(one) if before is None else _after(before, one)


def _first(one: Judged) -> Text:
    it, en = zip(*(criterion.says(one) for criterion in CRITERIA[1:4]), strict=True)
    return Text({"it": f"È la prima: {', '.join(it)}.", "en": f"It is the first: it {', '.join(en)}."})


def _after(before: Judged, one: Judged) -> Text:
    """The first thing in which they differ, if there is any."""
    it, en = before.edition.name.it, before.edition.name.en
    parts = next((criterion for criterion in CRITERIA if criterion.of(before) != criterion.of(one)), None)
    if parts is None:
        return Text({"it": f"È alla pari con «{it}».", "en": f"It is as good as “{en}”."})
    (here_it, here_en), (there_it, there_en) = parts.says(one), parts.says(before)
    return Text(
        {
            "it": f"Viene dopo «{it}»: questa {here_it}, quella {there_it}.",
            "en": f"It stands after “{en}”: this one {here_en}, that one {there_en}.",
        }
    )
