"""Every edition of the project's files carries tests of its own: who asks when, and what the answer has to be."""

from collections.abc import Iterator

import pytest
from _pytest.mark import ParameterSet

from services.catalogue.domain.edition import Edition
from services.catalogue.domain.edition_test import EditionTest
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.verdicts.own_tests import disagreements
from tests.support.project_measures import MEASURE_FILES

MEASURES = MEASURE_FILES


def cases() -> Iterator[ParameterSet]:
    """Each test of each edition of each file."""
    for measure in MEASURES.values():
        for edition in measure.editions:
            for test in edition.tests:
                yield pytest.param(measure, edition, test, id=f"{measure.id} {edition.id}: {test.name}")


@pytest.mark.parametrize(("measure", "edition", "test"), list(cases()))
def test_a_measure_answers_as_its_own_tests_say(measure: MeasureDocument, edition: Edition, test: EditionTest) -> None:
    """What an editor expects of a rule is written beside the rule, and held against it."""
    assert list(disagreements(measure, edition, test)) == []
