"""Measures as their editors have left them, for tests of what comes next."""

from datetime import date

from services.catalogue.domain.measure import Measure
from services.catalogue.domain.measure_document import MeasureDocument
from tests.support.measures import a_document

TODAY = date(2023, 1, 9)
DRAFTER, ANOTHER = "ed-1", "ed-2"


def a_drafted_measure(document: MeasureDocument | None = None) -> Measure:
    """One that was registered with everything in a document as drafts."""
    wanted = document or a_document()
    measure = Measure.register(wanted, TODAY)
    measure.take_in(wanted, DRAFTER, TODAY)
    return measure


def a_reviewed_measure(document: MeasureDocument | None = None) -> Measure:
    """The same, after another editor has read it."""
    measure = a_drafted_measure(document)
    measure.review((), ANOTHER, TODAY)
    return measure


def a_published_measure(document: MeasureDocument | None = None) -> Measure:
    """The same, once that editor has published it."""
    measure = a_reviewed_measure(document)
    measure.publish((), ANOTHER, TODAY)
    return measure
