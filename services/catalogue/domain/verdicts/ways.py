"""What would have to be so, of a rule that does not hold: each of the ways in which it could."""

from collections.abc import Iterator, Sequence

from services.catalogue.domain.facts.citizenship import CITIZENSHIP
from services.catalogue.domain.moment import UNKNOWN
from services.catalogue.domain.rules.expression import AllOf, AnyOf, Not
from services.catalogue.domain.rules.finding import Finding
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.test import Test
from services.catalogue.domain.verdicts.asked_words import required
from services.catalogue.domain.verdicts.words import Both, label

_OR, _AND = (", oppure ", ", or "), (" e ", " and ")


def ways(found: Finding, judging: Judging) -> Both:
    """What is asked of the fact that decides; of others, where there is a choice of them, with their names."""
    return _said(found, judging, next(found.deciding()).rule.fact)


def _said(found: Finding, judging: Judging, fact: str) -> Both:
    match found.rule:
        case AnyOf():
            return _joined((_said(part, judging, fact) for part in _to_go(found.parts)), _OR)
        case AllOf():
            # Of one way one has to go, what holds already need not be said.
            lacking = [part for part in found.parts if part.truth is found.truth]
            return _joined((_said(part, judging, fact) for part in lacking), _AND)
        case Not():
            return _of_test(next(found.deciding()).rule, judging, fact)
        case test:
            return _of_test(test, judging, fact)


def _to_go(parts: Sequence[Finding]) -> Sequence[Finding]:
    """The ways one can go, where there are such: nobody chooses a citizenship, or meets a rule that nobody found."""
    return [part for part in parts if not _barred(part)] or parts


def _barred(found: Finding) -> bool:
    match found.rule:
        case AllOf():
            return any(map(_barred, found.parts))
        case AnyOf():
            return all(map(_barred, found.parts))
        case Test() as test:
            return test.fact == CITIZENSHIP or UNKNOWN in test.operators.values()
        case _:
            return False


def _of_test(test: Test, judging: Judging, fact: str) -> Both:
    asked = required(test, judging.parameters)
    if test.fact == fact:
        return asked
    (it, en), (name_it, name_en) = asked, label(test.fact)
    return f"{name_it}: {it}", f"{name_en}: {en}"


def _joined(several: Iterator[Both], between: Both) -> Both:
    both = list(dict.fromkeys(several))
    return between[0].join(it for it, _ in both), between[1].join(en for _, en in both)
