"""Verdicts and windows in words, as the rest of a sentence whose subject is the measure."""

from collections.abc import Mapping

from services.catalogue.domain.verdicts.verdict import Verdict
from services.catalogue.domain.verdicts.words import Both
from services.catalogue.domain.window import WindowState

FITS = (Verdict.ELIGIBLE, Verdict.CONDITIONAL)
"""What one may apply for, perhaps under conditions."""
VERDICTS: Mapping[Verdict, Both] = {
    Verdict.ELIGIBLE: ("va bene", "fits"),
    Verdict.CONDITIONAL: ("va bene a certe condizioni", "fits under conditions"),
    Verdict.TO_VERIFY: ("è da verificare", "is to be verified"),
    Verdict.NOT_ELIGIBLE: ("non va bene", "does not fit"),
}
PLACES: Mapping[Verdict, int] = {verdict: place for place, verdict in enumerate(VERDICTS)}
"""Which verdict stands before which, the best first."""
WINDOWS: Mapping[WindowState, Both] = {
    WindowState.OPEN: ("è aperta", "is open"),
    WindowState.UPCOMING: ("deve ancora aprire", "is still to open"),
    WindowState.UNKNOWN: ("non si sa se sia aperta", "may be open or not"),
    WindowState.NOT_PUBLISHED: ("non è ancora pubblica", "is not public yet"),
    WindowState.CLOSED: ("è chiusa", "is closed"),
}
