"""How much a measure gives, of what, to whom."""

from collections.abc import Iterator, Sequence

from services.catalogue.domain.amount import Amount
from services.catalogue.domain.edition import Edition
from services.catalogue.domain.sheets.phrases import Phrases
from services.catalogue.domain.sheets.said import Said, around, fixed, own


def money(phrases: Phrases, edition: Edition, amounts: Sequence[Amount]) -> tuple[Said, ...]:
    """A line for each of the amounts, which are of the edition; one that says so when there are none."""
    return tuple(_lines(phrases, edition, amounts)) or (fixed(phrases, phrases.say("amount", "service")),)


def _lines(phrases: Phrases, edition: Edition, amounts: Sequence[Amount]) -> Iterator[Said]:
    for amount in amounts:
        number = edition.amounts.index(amount)
        unverified = edition.is_unverified(f"amounts.{number}")
        sum_ = fixed(phrases, _sum(phrases, amount, _not_found(edition, number)), unverified=unverified)
        when = own(phrases, amount.when, unverified=unverified) if amount.when else None
        yield around(when, f"{sum_.text} – {{}}") if when else sum_
        if amount.extension:
            added = phrases.money(amount.extension.add)
            condition = own(phrases, amount.extension.when, unverified=unverified)
            yield around(condition, phrases.say("amount", "extension", add=added, when="{}"))


def _not_found(edition: Edition, number: int) -> bool:
    return any(edition.is_unverified(f"amounts.{number}.{end}") for end in ("max", "flat"))


def _sum(phrases: Phrases, amount: Amount, not_found: bool) -> str:  # noqa: FBT001 - one of two things said of it
    of, known = phrases.say("amount", amount.of), {"min": amount.min, "max": amount.max, "flat": amount.flat}
    sums = {name: phrases.money(euros) for name, euros in known.items() if euros}
    way = _WAYS.get(tuple(sums)) or ("not_found" if not_found else "no_limit")
    said = [phrases.say("amount", way, of=of, **sums)]
    if amount.per != "total":
        said.append(phrases.say("amount", amount.per))
    if amount.grant_pct and amount.of in ("spend", "loan", "guaranteed_loan"):
        said.append(phrases.say("amount", "given", percent=phrases.percent(amount.grant_pct)))
    return ", ".join(said) if not phrases.rtl else "، ".join(said)


_WAYS = {("min", "max"): "range", ("max",): "up_to", ("min",): "from", ("flat",): "flat"}
