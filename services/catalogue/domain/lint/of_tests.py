"""Whether the tests an edition carries hold, and show each of its conditions true, false and unknown."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from services.catalogue.domain.condition import Condition
from services.catalogue.domain.edition import Edition
from services.catalogue.domain.edition_test import EditionTest
from services.catalogue.domain.facts.reading import FactsInvalid, read_profile
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.lint.of_rules import outcomes
from services.catalogue.domain.lint.remark import Fault, Remark
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.verdicts.judged import judge
from services.catalogue.domain.verdicts.of_the_edition import is_judged
from services.catalogue.domain.verdicts.own_tests import disagreements, facts_of


def of_tests(measure: MeasureDocument, edition: Edition, on: date) -> Iterator[Remark]:
    """A remark for each test that does not hold, and for each outcome of a condition no test shows."""
    seen: Mapping[str, set[Truth]] = defaultdict(set)
    for test in edition.tests:
        for sentence in _run(measure, edition, test, seen):
            # Of problems there is one sentence, which whoever shows it says in the reader's language.
            said = f'the test "{test.name}" does not hold: {sentence}'
            yield Remark(measure.id, edition.id, Fault.TEST_FAILS, f"tests.{test.name}", said, said)
    for condition in edition.conditions:
        if is_judged(condition) and (unseen := _unseen(condition, edition, on, seen[condition.id])):
            words = ", ".join(sorted(unseen))
            it, en = f"nessuna prova in cui sia {words}", f"no test in which it is {words}"
            yield Remark(measure.id, edition.id, Fault.UNTESTED, f"conditions.{condition.id}", it, en)


def _unseen(condition: Condition, edition: Edition, on: date, seen: set[Truth]) -> set[Truth]:
    """What no test shows; what a rule can say of nobody need not be shown."""
    unseen = set(Truth) - seen
    return unseen & outcomes(condition.require, edition, on) if unseen and condition.require else unseen


def _run(
    measure: MeasureDocument, edition: Edition, test: EditionTest, seen: Mapping[str, set[Truth]]
) -> Sequence[str]:
    """What is wrong with a test; adds to `seen` what it shows of each condition."""
    try:
        profile = read_profile(facts_of(edition, test))
    except FactsInvalid as invalid:
        return [str(invalid)]
    for reason in judge(measure, profile, test.on).reasons:
        seen[reason.condition].add(reason.outcome)
    return list(disagreements(measure, edition, test))
