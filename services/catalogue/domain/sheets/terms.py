"""What the money of a measure costs, what stands for it, what one pays oneself, how long it takes."""

from collections.abc import Iterator, Sequence

from services.catalogue.domain.amount import Amount
from services.catalogue.domain.edition import Edition
from services.catalogue.domain.sheets.phrases import Phrases
from services.catalogue.domain.sheets.said import Said, fixed, own
from services.catalogue.domain.verdicts.coverage import Coverage, Covered


def cost(phrases: Phrases, edition: Edition) -> tuple[Said, ...]:
    """Interest, rate, and how it is paid back."""
    return tuple(_cost(phrases, edition))


def _cost(phrases: Phrases, edition: Edition) -> Iterator[Said]:
    doubtful = edition.is_unverified("interest_free") or edition.is_unverified("rate_pct")
    said = [phrases.say("cost", _interest(edition))]
    if edition.rate_pct:
        said.append(phrases.say("cost", "rate", percent=phrases.percent(edition.rate_pct)))
    yield fixed(phrases, phrases.joined(*said), unverified=doubtful)
    if edition.rate_text:
        yield own(phrases, edition.rate_text, unverified=edition.is_unverified("rate_text"))
    if months := edition.repayment_months_max:
        unverified = edition.is_unverified("repayment_months_max")
        yield fixed(phrases, phrases.say("cost", "repaid", months=_months(phrases, months)), unverified=unverified)
    if months := edition.grace_months:
        unverified = edition.is_unverified("grace_months")
        yield fixed(phrases, phrases.say("cost", "grace", months=_months(phrases, months)), unverified=unverified)


def _interest(edition: Edition) -> str:
    """What is paid for the money, by the phrase that says it."""
    if edition.interest_free != "not_applicable":
        return edition.interest_free
    if "guarantee" in edition.kinds:
        return "guaranteed"
    # What is given may be asked back all the same, as NASpI is of whoever takes up employment too soon.
    return "given" if {"grant", "income_advance"} & set(edition.kinds) else "not_applicable"


def guarantee(phrases: Phrases, edition: Edition, amounts: Sequence[Amount]) -> tuple[Said, ...]:
    """The public guarantee there is and what is asked; where neither is written somebody has to ask the lender."""
    if said := tuple(_guarantee(phrases, edition, amounts)):
        return said
    if "guarantee" in edition.kinds:
        return (fixed(phrases, phrases.say("guarantee", "is_one")),)
    if edition.interest_free == "not_applicable":
        return (fixed(phrases, phrases.say("guarantee", "gift")),)
    return (fixed(phrases, phrases.say("guarantee", "ask")),)


def _guarantee(phrases: Phrases, edition: Edition, amounts: Sequence[Amount]) -> Iterator[Said]:
    if share := max((amount.guarantee_pct or 0 for amount in amounts), default=0):
        yield fixed(phrases, phrases.say("guarantee", "public", percent=phrases.percent(share)))
    if edition.guarantee_text:
        yield own(phrases, edition.guarantee_text, unverified=edition.is_unverified("guarantee_text"))


def own_money(
    phrases: Phrases, amounts: Sequence[Amount], coverage: Coverage | None = None, need: float | None = None
) -> tuple[Said, ...]:
    """The least share of an expense that one pays oneself, and what of a stated need the measure leaves open."""
    shares = {100 - amount.coverage_pct for amount in amounts if amount.coverage_pct is not None}
    if need and coverage and coverage.own_pct is not None:
        # A smaller amount may be paid in full, and does not reach what is needed.
        shares = {coverage.own_pct}
    if not shares:
        said = phrases.say("own_money", "ask")
    elif least := min(shares):
        said = phrases.say("own_money", "at_least", percent=phrases.percent(least))
    else:
        said = phrases.say("own_money", "none")
    short = ""
    if need and coverage and coverage.most and coverage.state is Covered.PARTIAL:
        short = phrases.say("own_money", "short", sum=phrases.money(need - coverage.most))
    return tuple(fixed(phrases, line) for line in (said, short) if line)


def time(phrases: Phrases, edition: Edition) -> tuple[Said, ...]:
    """How long an answer, a payment and the works take; where nothing is written, that one has to ask."""
    stretches = {
        "decision_days": ("decision", "days"),
        "payment_months_max": ("payment", "months"),
        "works_months_max": ("works", "months"),
    }
    said = [
        fixed(
            phrases,
            phrases.say("time", name, **{unit: phrases.say("written", unit, number=number)}),
            unverified=edition.is_unverified(field),
        )
        for field, (name, unit) in stretches.items()
        if (number := getattr(edition, field))
    ]
    return tuple(said) or (fixed(phrases, phrases.say("time", "ask")),)


def _months(phrases: Phrases, number: int) -> str:
    return phrases.say("written", "months", number=number)
