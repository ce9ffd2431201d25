"""A conflict in sentences, plain enough to read aloud."""

from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.asked_words import duration_words
from services.catalogue.domain.verdicts.founding import STEP_WORDS, Founding
from services.catalogue.domain.verdicts.judged import Judged
from services.catalogue.domain.verdicts.order_of_both import OrderOfBoth
from services.catalogue.domain.verdicts.words import Both, words

_AFTER: dict[str, Both] = {
    "outcome": (" dopo l'esito", " after the outcome"),
    "acceptance": (" dopo l'accettazione", " after acceptance"),
}
_INCOME: Both = (" Intanto la parte che resta da avere diminuisce.", " Meanwhile what is left of it grows less.")


def told(first: Judged, second: Judged, forbidden: Founding, needed: Founding, order: OrderOfBoth) -> Text:
    """What gets in the way of what, and what to do."""
    what, how = _what(first, second, forbidden, needed), _how(first, second, _steps(forbidden, needed), needed, order)
    return Text({"it": f"{what[0]} {how[0]}", "en": f"{what[1]} {how[1]}"})


def _what(first: Judged, second: Judged, forbidden: Founding, needed: Founding) -> Both:
    (one_it, one_en), (other_it, other_en) = _name(first), _name(second)
    (must_not_it, must_not_en), (must_it, must_en) = STEP_WORDS[forbidden.step], STEP_WORDS[needed.step]
    return (
        f"{one_it} vieta di {must_not_it} prima della domanda; {other_it} chiede di {must_it}.",
        f"{one_en} forbids to {must_not_en} before applying; {other_en} asks to {must_en}.",
    )


def _how(first: Judged, second: Judged, steps: Both, needed: Founding, order: OrderOfBoth) -> Both:
    if order.why_not:
        it, en = order.why_not.it, order.why_not.en
        return f"Nessun ordine serve a entrambe: {it}.", f"No order serves both: {en}."
    (one_it, one_en), (other_it, other_en), (step_it, step_en) = _name(first), _name(second), steps
    (day_it, day_en), (after_it, after_en), (within_it, within_en) = _from(order), _after(order), _within(needed)
    (waits_it, waits_en) = _waits(second, order)
    return (
        f"Prima chiedere {one_it}{day_it}, poi{after_it} {step_it}, poi chiedere {other_it}{within_it}.{waits_it}",
        f"First apply for {one_en}{day_en}, then{after_en} {step_en}, then apply for {other_en}{within_en}.{waits_en}",
    )


def _steps(forbidden: Founding, needed: Founding) -> Both:
    """What comes between the two applications: what was forbidden, then what is needed, once when it is the same."""
    steps = dict.fromkeys((forbidden.step, needed.step))
    return " e ".join(STEP_WORDS[step][0] for step in steps), " and ".join(STEP_WORDS[step][1] for step in steps)


def _name(judged: Judged) -> Both:
    return f"«{judged.edition.name.it}»", f"“{judged.edition.name.en}”"


def _from(order: OrderOfBoth) -> Both:
    if order.first_on is None:
        return " (da quando non si sa)", " (from when is not known)"
    it, en = words(order.first_on)
    return f" dal {it}", f" from {en}"


def _after(order: OrderOfBoth) -> Both:
    return _AFTER.get(order.after or "", ("", ""))


def _within(needed: Founding) -> Both:
    if needed.within is None:
        return "", ""
    it, en = duration_words(needed.within)
    return f" entro {it}", f" within {en}"


def _waits(second: Judged, order: OrderOfBoth) -> Both:
    if not order.waits:
        return "", ""
    (it, en) = _name(second)
    (less_it, less_en) = _INCOME if "income_advance" in second.edition.kinds else ("", "")
    return (
        f" Per {it} si aspettano così {order.waits} giorni.{less_it}",
        f" {en} then waits {order.waits} days.{less_en}",
    )
