"""In which order two measures that get in each other's way can both be had, on which days, or why they cannot."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.founding import Founding
from services.catalogue.domain.verdicts.judged import Judged
from services.catalogue.domain.verdicts.verdict import Verdict
from services.catalogue.domain.verdicts.words import words
from services.catalogue.domain.window import WindowState


@dataclass(frozen=True)
class OrderOfBoth:
    """`first_on`, `second_on`: the first days to apply for each; None when nobody knows them.

    `waits`: how many days later than alone the second can be had. `after`: what the step between them waits for.
    `why_not`: why no order serves both, when none does.
    """

    first_on: date | None
    second_on: date | None = None
    waits: int | None = None
    after: str | None = None
    why_not: Text | None = None

    @property
    def serves_both(self) -> bool:
        return self.why_not is None


def order_of_both(
    first: Judged, forbidden: Founding, second: Judged, needed: Founding, on: date, later: Callable[[date], Judged]
) -> OrderOfBoth:
    """Who forbids a step is asked first, then comes the step, then the measure that needs it: no other order serves.

    `later` says how the second measure stands on another day.
    """
    first_on, alone = _first_day(first, on), _first_day(second, on)
    if first_on is None or alone is None:
        return OrderOfBoth(first_on, after=forbidden.after)
    step_from = first_on + timedelta(days=_days_of_deciding(first, forbidden))
    second_on = max(step_from, alone)
    waits = (second_on - alone).days
    why_not = _terms_do_not_meet(first_on, forbidden, second_on, needed) or _over(first_on, second_on, later(second_on))
    return OrderOfBoth(first_on, second_on, waits, after=forbidden.after, why_not=why_not)


def _first_day(judged: Judged, on: date) -> date | None:
    """The first day on which one may apply; None when nobody knows it."""
    window = judged.chosen.window
    if window.state is WindowState.OPEN:
        return on
    return window.opens_on if window.state is WindowState.UPCOMING else None


def _days_of_deciding(judged: Judged, forbidden: Founding) -> int:
    """How long the step has to wait for an answer, at most; 0 when it does not, or nobody knows."""
    waits_for_answer = forbidden.after in ("outcome", "acceptance")
    return (judged.edition.decision_days or 0) if waits_for_answer else 0


def _terms_do_not_meet(first_on: date, forbidden: Founding, second_on: date, needed: Founding) -> Text | None:
    """The step taken as late as the first measure admits may still be too early for the second."""
    if forbidden.within is None or needed.within is None or forbidden.after not in (None, "applying"):
        return None
    latest_step = forbidden.within.after(first_on)
    if needed.within.after(latest_step) >= second_on:
        return None
    (step_it, step_en), (day_it, day_en) = words(latest_step), words(second_on)
    return Text(
        {
            "it": f"il passo va fatto entro il {step_it} e la seconda si chiede solo dal {day_it}, quando è tardi",
            "en": f"the step is due by {step_en} and the second opens on {day_en} only, which is too late",
        }
    )


def _over(first_on: date, second_on: date, then: Judged) -> Text | None:
    """The second measure may be closed, or lost, by then."""
    if then.chosen.window.state is WindowState.CLOSED:
        it, en = words(then.chosen.window.closes_on or second_on)
        (opens_it, opens_en) = words(first_on)
        return Text(
            {
                "it": f"la seconda chiude il {it} e la prima si chiede solo dal {opens_it}",
                "en": f"the second closes on {en} and the first can be applied for from {opens_en} only",
            }
        )
    if then.verdict is not Verdict.NOT_ELIGIBLE:
        return None
    lost = next(reason for reason in then.reasons if reason.outcome is Truth.FALSE)
    it, en = words(second_on)
    return Text(
        {
            "it": f"il {it} la seconda non spetta più: {lost.says.it.rstrip('.')}",
            "en": f"on {en} the second is lost: {lost.says.en.rstrip('.')}",
        }
    )
