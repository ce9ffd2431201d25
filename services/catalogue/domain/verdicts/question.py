"""The question whose answer decides most measures: asked first, it spares others."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from services.catalogue.domain.facts.knowledge import Knowledge, Missing
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.facts.vocabulary import VOCABULARY
from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.answers import answers_to
from services.catalogue.domain.verdicts.judged import Judged, judge
from services.catalogue.domain.verdicts.judging_again import Judge
from services.catalogue.domain.verdicts.reach import out_of_reach
from services.catalogue.domain.verdicts.verdict import Verdict

ABOUT_AS_WELL = 0.8
"""What tells of protection, violence or poverty is asked first only when nothing else decides this share as much."""


@dataclass(frozen=True)
class Answer:
    """`value`: what may be answered. `decides`: the measures that are then decided, for or against."""

    value: Knowledge
    decides: Sequence[str]


@dataclass(frozen=True)
class Question:
    """`expected`: how many measures an answer decides, on average. `open_in`: how many wait for it and perhaps more."""

    fact: str
    answers: Sequence[Answer]
    open_in: int

    @property
    def label(self) -> Text:
        known = VOCABULARY[self.fact]
        return Text({"it": known.it, "en": known.en})

    @property
    def reveals(self) -> bool:
        return VOCABULARY[self.fact].reveals

    @property
    def expected(self) -> float:
        return fmean(len(answer.decides) for answer in self.answers) if self.answers else 0.0

    @property
    def decides(self) -> Sequence[str]:
        """The measures that some answer decides."""
        return sorted({measure for answer in self.answers for measure in answer.decides})


def best_question(judged: Sequence[Judged], profile: Profile, on: date, again: Judge = judge) -> Question | None:
    """What to ask next; None when nothing is undecided, or nothing anybody could still be asked would decide it."""
    questions = sorted(_questions(judged, profile, on, again), key=_best_first)
    if not questions:
        return None
    nearly = questions[0].expected * ABOUT_AS_WELL
    discreet = [one for one in questions if not one.reveals and one.expected >= nearly]
    return next(iter(discreet), questions[0])


def _best_first(question: Question) -> tuple[float, int, str]:
    return -question.expected, -question.open_in, question.fact


def _questions(judged: Sequence[Judged], profile: Profile, on: date, again: Judge) -> Iterator[Question]:
    waiting: dict[str, list[Judged]] = defaultdict(list)
    for one in filter(_waits, judged):
        for fact in one.missing:
            # Who preferred not to say something is not asked for it again.
            if profile[fact].missing is not Missing.REFUSED:
                waiting[fact].append(one)
    for fact, theirs in waiting.items():
        knowing = {value: profile.with_facts({fact: value}) for value in answers_to(fact, theirs, profile, on)}
        then = {value: [again(one.measure, told, on) for one in theirs] for value, told in knowing.items()}
        question = Question(fact, [Answer(value, _decided(found)) for value, found in then.items()], len(theirs))
        if question.expected or any(_may_be_decided(one) for found in then.values() for one in found):
            yield question


def _waits(judged: Judged) -> bool:
    """Whether it is undecided, and an answer would help somebody: of what is closed nothing need be asked."""
    return judged.verdict is Verdict.TO_VERIFY and not out_of_reach(judged)


def _decided(found: Sequence[Judged]) -> Sequence[str]:
    return [one.measure.id for one in found if one.verdict is not Verdict.TO_VERIFY]


def _may_be_decided(judged: Judged) -> bool:
    """Whether something else may still decide it: what hangs on a rule nobody has found is stuck, whatever is told."""
    stuck = any(reason.outcome is Truth.UNKNOWN and not reason.missing for reason in judged.reasons)
    return judged.verdict is Verdict.TO_VERIFY and not stuck
