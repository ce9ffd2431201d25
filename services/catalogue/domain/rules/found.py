"""What is found of a test, worked out once where it is the same of many."""

from functools import partial
from typing import Protocol

from services.catalogue.domain.facts.fact import Fact
from services.catalogue.domain.facts.figure_kinds import Day, Number
from services.catalogue.domain.rules.asking import Asking
from services.catalogue.domain.rules.finding import Finding
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.kept import Kept


class _Test(Protocol):
    @property
    def about(self) -> Fact: ...
    @property
    def asking(self) -> Asking: ...


class Found:
    """Of a code it is the same on every day, and no parameter is a code; of a day or number it hangs on both."""

    __slots__ = ("_denied", "_plain", "_test")

    def __init__(self, test: _Test) -> None:
        self._test = test
        of_a_code, facts = not isinstance(test.about.kind, Day | Number), (test.about.name,)
        self._plain = Kept(facts, partial(self._anew, denied=False)) if of_a_code else None
        self._denied = Kept(facts, partial(self._anew, denied=True)) if of_a_code else None

    def in_(self, judging: Judging, *, denied: bool) -> Finding:
        """What is found of it in somebody's case."""
        kept = self._denied if denied else self._plain
        return self._anew(judging, denied=denied) if kept is None else kept.of(judging)

    def _anew(self, judging: Judging, *, denied: bool) -> Finding:
        truth, standing = self._test.asking.of(judging, denied=denied)
        return Finding(self._test, truth, standing)
