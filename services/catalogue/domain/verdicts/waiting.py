"""When a rule of an edition can hold, also where the numbers it asks for change on a day."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from services.catalogue.domain.condition import Condition
from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.rules.finding import Finding
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.mending import Fixable, mended_on
from services.catalogue.domain.rules.parameter import changes


@dataclass(frozen=True)
class Waiting:
    """For a condition that does not hold; `today` is when one may begin."""

    condition: Condition
    finding: Finding
    fixable: Fixable
    edition: Edition
    today: date

    def days(self, judging: Judging) -> tuple[date | None, date | None]:
        """The first day on which it can hold, at best and at worst; what is never so at best is not so at worst."""
        best = self._over(judging, at_best=True)
        sure = all(leaf.truth is not Truth.UNKNOWN and _known(leaf, judging) for leaf in self.finding.leaves())
        return best, best if sure or best is None else self._over(judging, at_best=False)

    def _over(self, judging: Judging, *, at_best: bool) -> date | None:
        """The first day on which it can hold, under the numbers of that day; None when there is none."""
        begins = [judging.on, *self._changes(judging.on)]
        for begin, next_one in zip_longest(begins, begins[1:], fillvalue=date.max):
            then = self._mended(judging, begin, at_best=at_best)
            if then and then < next_one:
                return then
        return None

    def _changes(self, on: date) -> list[date]:
        """Later days on which a number it asks for changes; what is not waited for is asked as it is today."""
        rule = self.condition.require
        if rule is None or self.fixable is not Fixable.BY_TIME or not self.edition.parameters:
            return []
        names = {name for test in self.condition.tests() for name in test.parameters()}
        return sorted(day for day in changes([self.edition.parameters[name] for name in names]) if day > on)

    def _mended(self, judging: Judging, begin: date, *, at_best: bool) -> date | None:
        rule = self.condition.require
        if begin == judging.on or rule is None:
            return mended_on(self.finding, self.fixable, self.today, judging, at_best=at_best)
        later = replace(judging, on=begin, parameters=self.edition.in_force(begin))
        return mended_on(rule.judge(later), self.fixable, self.today, later, at_best=at_best)


def _known(leaf: Finding, judging: Judging) -> bool:
    return judging.profile[leaf.rule.fact].known
