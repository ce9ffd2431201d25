"""By when one has to begin what has to last, so that a rule holds in time."""

from datetime import date

from services.catalogue.domain.rules.duration import Duration
from services.catalogue.domain.rules.expression import tests_in
from services.catalogue.domain.rules.finding import Finding
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.mending import Fixable, mended_on


def begin_by(finding: Finding, fixable: Fixable, last_day: date, judging: Judging) -> date | None:
    """The last day on which one may begin so that the rule holds by `last_day`; None when it hangs on no beginning."""
    if fixable is Fixable.FIXED:
        return None

    def mended(begin: date) -> date | None:
        return mended_on(finding, fixable, begin, judging)

    stretches = (test.operators.get("elapsed_at_least") for test in tests_in(finding.rule))
    begins = {last_day, *(stretch.before(last_day) for stretch in stretches if isinstance(stretch, Duration))}
    in_time = [begin for begin in begins if (then := mended(begin)) and then <= last_day]
    waits_only = fixable is Fixable.BY_TIME and last_day in in_time
    return None if waits_only else max(in_time, default=None)
