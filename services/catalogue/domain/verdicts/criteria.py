"""What makes one measure better than another for somebody, in the order in which it counts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.catalogue.domain.verdicts.covered_words import COVERED, says_covered
from services.catalogue.domain.verdicts.judged import Judged
from services.catalogue.domain.verdicts.reach import out_of_reach
from services.catalogue.domain.verdicts.stand_words import PLACES, VERDICTS, WINDOWS
from services.catalogue.domain.verdicts.verdict import Verdict
from services.catalogue.domain.verdicts.words import Both, words
from services.catalogue.domain.window import WindowState


@dataclass(frozen=True)
class Criterion:
    """`of`: what is compared, less is better. `says`: how a measure stands in it, a sentence without its subject."""

    of: Callable[[Judged], Any]
    says: Callable[[Judged], Both]


_MONEY: Mapping[str, Both] = {
    "given": ("dà denaro che non è un prestito", "gives money that is no loan"),
    "yes": ("non chiede interessi", "bears no interest"),
    "partly": ("chiede interessi su una parte", "bears interest in part"),
    "no": ("chiede interessi", "bears interest"),
    "not_applicable": ("non dà e non presta denaro", "neither gives nor lends money"),
}
_GIVEN = {"grant", "income_advance"}


def _place(order: Mapping[Any, Both], which: Any) -> int:
    return list(order).index(which)


def _window(judged: Judged) -> tuple[int, date]:
    window = judged.chosen.window
    upcoming = window.state is WindowState.UPCOMING
    return _place(WINDOWS, window.state), window.opens_on or date.max if upcoming else date.min


def _says_window(judged: Judged) -> Both:
    window = judged.chosen.window
    if window.state is not WindowState.UPCOMING or window.opens_on is None:
        return WINDOWS[window.state]
    it, en = words(window.opens_on)
    return f"apre il {it}", f"opens on {en}"


def _says_both(judged: Judged) -> Both:
    (it, en), (window_it, window_en) = VERDICTS[judged.verdict], _says_window(judged)
    return (it, en) if judged.verdict is Verdict.NOT_ELIGIBLE else (f"{it} ({window_it})", f"{en} ({window_en})")


def _money(judged: Judged) -> str:
    """Given only when nothing of it is lent; else what is paid for it."""
    kinds = set(judged.edition.kinds)
    return "given" if kinds & _GIVEN and kinds <= {*_GIVEN, "service"} else judged.edition.interest_free


def _own_money(judged: Judged) -> int:
    return judged.coverage.own_pct or 0


def _says_own_money(judged: Judged) -> Both:
    if not (share := _own_money(judged)):
        return "non chiede denaro proprio", "asks for no own money"
    return f"chiede il {share} % di denaro proprio", f"asks for {share} % of own money"


def _not_guaranteed(judged: Judged) -> int:
    """What of a loan no public guarantee stands for, in percent: the lender may ask for one."""
    loans = [amount for amount in judged.edition.amounts if amount.of in ("loan", "guaranteed_loan")]
    return 100 - max((amount.guarantee_pct or 0 for amount in loans), default=100)


def _says_guarantee(judged: Judged) -> Both:
    share = 100 - _not_guaranteed(judged)
    if not share:
        return "non ha una garanzia pubblica", "has no public guarantee"
    return f"è garantita per il {share} %", f"is guaranteed for {share} %"


def _deadline(judged: Judged) -> date:
    return judged.chosen.last_day or date.max


def _says_deadline(judged: Judged) -> Both:
    if judged.chosen.last_day is None:
        return "non ha una scadenza nota", "has no known deadline"
    it, en = words(judged.chosen.last_day)
    return f"chiude il {it}", f"closes on {en}"


CRITERIA = (
    # What is closed helps nobody today: it stands after all that is in reach, be that to be verified yet.
    Criterion(out_of_reach, _says_both),
    Criterion(lambda one: PLACES[one.verdict], lambda one: VERDICTS[one.verdict]),
    Criterion(_window, _says_window),
    Criterion(lambda one: _place(COVERED, one.coverage.state), says_covered),
    Criterion(lambda one: _place(_MONEY, _money(one)), lambda one: _MONEY[_money(one)]),
    Criterion(_own_money, _says_own_money),
    Criterion(_not_guaranteed, _says_guarantee),
    Criterion(_deadline, _says_deadline),
)
"""What is the same in all of these is as good: only its code, which tells nobody anything, makes the order."""
