"""How much money, of what, in words: what an editor wrote as numbers."""

from collections.abc import Iterator, Mapping
from typing import Any

from apps.cli.texts import Texts

Amount = Mapping[str, Any]
"""One amount of an edition as its file has it, already parsed."""
SHARES = ("coverage_pct", "grant_pct", "guarantee_pct")


def amount_in_words(texts: Texts, amount: Amount) -> str:
    """Such as "prestito: fino a 40.000 euro; più 10.000 euro: se…"; a sum nobody found is said to be so."""
    sentence = f"{texts.say('amounts', amount['of'])}: {_sum(texts, amount)}"
    return "; ".join([sentence, *_details(texts, amount)])


def _sum(texts: Texts, amount: Amount) -> str:
    ends = {name: texts.number(amount[name]) for name in ("flat", "min", "max") if amount.get(name) is not None}
    found = texts.say("amounts", "_".join(["sum", *ends]), **ends)
    per = texts.find("amounts", f"per_{amount.get('per', 'total')}")
    return f"{found} {per}" if per else found


def _details(texts: Texts, amount: Amount) -> Iterator[str]:
    if when := amount.get("when"):
        yield texts.of(when)
    for share in SHARES:
        if amount.get(share):
            yield texts.say("amounts", share, pct=amount[share])
    if extension := amount.get("extension"):
        more = texts.number(extension["add"])
        yield texts.say("amounts", "extension", add=more, when=texts.of(extension["when"]))
