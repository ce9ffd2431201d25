"""Whether all tests that the editions of a measure carry hold: nothing is drafted or published against its own."""

from collections.abc import Iterator

from services.catalogue.domain.document_problems import DocumentInvalid, Problem
from services.catalogue.domain.edition import Edition
from services.catalogue.domain.edition_test import EditionTest
from services.catalogue.domain.facts.reading import FactsInvalid
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.verdicts.own_tests import disagreements


def check_own_tests(measure: MeasureDocument) -> None:
    """Raise DocumentInvalid with a problem for each thing that is answered otherwise than a test expects."""
    if broken := list(broken_tests(measure)):
        raise DocumentInvalid(broken)


def broken_tests(measure: MeasureDocument) -> Iterator[Problem]:
    """What does not hold, by the place of the test, with its name, what was found and what it expects."""
    for edition in measure.editions:
        for number, test in enumerate(edition.tests):
            for sentence in _told(measure, edition, test):
                said = f'the test "{test.name}" does not hold: {sentence}'
                yield Problem(f"editions.{edition.id}.tests.{number}", said)


def _told(measure: MeasureDocument, edition: Edition, test: EditionTest) -> list[str]:
    try:
        return list(disagreements(measure, edition, test))
    except FactsInvalid as invalid:
        return [str(invalid)]
