"""Whether somebody has looked at the sources of an edition, and lately."""

from collections.abc import Iterator
from datetime import date, timedelta

from services.catalogue.domain.edition import Edition
from services.catalogue.domain.lint.remark import Fault, Remark
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.unverified import EVERYTHING

Said = tuple[Fault, str, str, str]


def recheck_due_on(edition: Edition) -> date | None:
    """The day from which the sources should be looked at again; None when nobody ever did."""
    return edition.checked_on and edition.checked_on + timedelta(days=edition.recheck_days)


def of_sources(measure: MeasureDocument, edition: Edition, on: date) -> Iterator[Remark]:
    """What is to be said of the sources of an edition that still applies; one that is over is left in peace."""
    if is_over(measure, edition, on):
        return
    for fault, where, it, en in _said(edition, on):
        yield Remark(measure.id, edition.id, fault, where, it, en)


def is_over(measure: MeasureDocument, edition: Edition, on: date) -> bool:
    """Whether it no longer applies; one that ends on a day nobody found ends when the next begins."""
    if edition.last_day:
        return edition.last_day < on
    return any(edition.begins < later.begins <= on for later in measure.editions)


def has_verified_source(edition: Edition) -> bool:
    """Whether at least a part of it was read in a page that is cited."""
    return edition.read_from == "source" and bool(edition.sources) and EVERYTHING not in edition.unverified


def _said(edition: Edition, on: date) -> Iterator[Said]:
    due = recheck_due_on(edition)
    if due is None:
        yield Fault.NEVER_CHECKED, "checked_on", *_NEVER_CHECKED
    elif due < on:
        it, en = f"le fonti erano da rileggere entro il {due:%d/%m/%Y}", f"the sources were to be read again by {due}"
        yield Fault.RECHECK_DUE, "checked_on", it, en
    if not has_verified_source(edition):
        yield Fault.NO_VERIFIED_SOURCE, "sources", *_NO_SOURCE


_NEVER_CHECKED = "nessuno ha segnato quando ha letto le fonti", "nobody wrote down when the sources were read"
_NO_SOURCE = "niente di quanto dice è stato letto in una fonte citata", "nothing it says was read in a cited source"
