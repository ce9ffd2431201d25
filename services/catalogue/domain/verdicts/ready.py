"""What an edition asks on a day, made ready to be asked of many people."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from services.catalogue.domain.condition import Condition
from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.rules.expression import tests_in
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.kept import Kept
from services.catalogue.domain.verdicts.adult import asks_of_age, reasons_of_age
from services.catalogue.domain.verdicts.amount_choices import amount_choice
from services.catalogue.domain.verdicts.amounts_for import APPLICANTS, NEED, Theirs, amounts_for
from services.catalogue.domain.verdicts.coverage import Coverage, coverage_of
from services.catalogue.domain.verdicts.for_a_business import is_for_a_business
from services.catalogue.domain.verdicts.of_every_measure import codes_asked_by, reasons_of_codes
from services.catalogue.domain.verdicts.of_the_amounts import reasons_of_the_amounts
from services.catalogue.domain.verdicts.of_the_edition import PURPOSE, gives_a_reason, reason_of
from services.catalogue.domain.verdicts.reason import Reason
from services.catalogue.domain.verdicts.todo import Todo

READY_KEPT = 8
"""For how many days, since each holds its own answers: one asks about today, and when it will be otherwise."""


class Ready:
    """`today` is when mending may begin, `day` the one on which ages and durations are judged."""

    def __init__(self, edition: Edition, today: date, day: date) -> None:
        self.edition, self._today, self._day = edition, today, day
        self._parameters = edition.in_force(day)
        self._asks_of_age = is_for_a_business(edition) and asks_of_age(edition, self._parameters)
        self._own = [
            Kept(_facts(each), partial(self._reason, each)) for each in edition.conditions if gives_a_reason(each)
        ]
        self._every = Kept(codes_asked_by(edition), self._of_codes)
        self._amounts = Kept(_amount_facts(edition), self._theirs)
        self._choices = Kept(_amount_facts(edition), self._amount_choices)
        self._covered = Kept((NEED, *_amount_facts(edition)), self._coverage)

    def judging(self, profile: Profile) -> Judging:
        """Whoever asks, on the day."""
        return Judging(profile.on(self._day), self._day, self._parameters, self._today)

    def own_reasons(self, judging: Judging) -> Sequence[Reason]:
        """Those the edition gives itself, in the order they are written."""
        return [each.of(judging) for each in self._own]

    def reasons_of_every_measure(self, judging: Judging) -> Sequence[Reason]:
        """Those a measure may have without saying so."""
        of_codes = self._every.of(judging)
        if not self._asks_of_age:
            return of_codes
        return [*of_codes, *reasons_of_age(self._today, judging)]

    def coverage(self, judging: Judging) -> tuple[Coverage, Sequence[Reason]]:
        """How much of the need it can cover, and the reasons that follow from sums."""
        return self._covered.of(judging)

    def amount_choices(self, judging: Judging) -> Sequence[Todo]:
        """What founders still choose and on which it hangs which amount is theirs."""
        return self._choices.of(judging) if judging.profile.idea else ()

    def _reason(self, condition: Condition, judging: Judging) -> Reason:
        return reason_of(condition, self.edition, self._today, judging)

    def _of_codes(self, judging: Judging) -> Sequence[Reason]:
        return list(reasons_of_codes(self.edition, judging))

    def _theirs(self, judging: Judging) -> Sequence[Theirs]:
        return list(amounts_for(self.edition, judging))

    def _amount_choices(self, judging: Judging) -> Sequence[Todo]:
        return list(amount_choice(self.edition, judging))

    def _coverage(self, judging: Judging) -> tuple[Coverage, Sequence[Reason]]:
        coverage = coverage_of(self._amounts.of(judging), self.edition, judging)
        return coverage, list(reasons_of_the_amounts(coverage, self.edition, judging))


def ready_for(edition: Edition, today: date, day: date) -> Ready:
    """An edition made ready; for the days last asked for it is so already."""
    days = today, day
    kept = edition.kept.get(days)
    if kept is None:
        if len(edition.kept) >= READY_KEPT:
            edition.kept.clear()
        kept = edition.kept[days] = Ready(edition, today, day)
    ready: Ready = kept
    return ready


def _facts(condition: Condition) -> Iterable[str]:
    return [test.fact for test in condition.tests()] or (PURPOSE,)


def _amount_facts(edition: Edition) -> Iterable[str]:
    yield from (test.fact for amount in edition.amounts if amount.only_if for test in tests_in(amount.only_if))
    if any(amount.per == "applicant" for amount in edition.amounts):
        yield from (APPLICANTS, NEED)
