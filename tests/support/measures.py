"""Measures to begin a test with: what an editor wrote, for tests that change one thing in it."""

from copy import deepcopy
from pathlib import Path
from typing import Any

from services.catalogue.domain.measure_document import MeasureDocument, read_document

PROJECT_FILES = Path(__file__).resolve().parents[2] / "services" / "catalogue" / "measures"

Written = dict[str, Any]

A_TEXT = {"it": "Qualcosa", "en": "Something"}
ADULT = {"fact": "person.birth_date", "age_at_least": 18}

_EDITION: Written = {
    "id": "V1",
    "source_ids": ["A_RECORD"],
    "read_from": "source",
    "valid_from": "2020-01-01",
    "valid_to": "2023-12-31",
    "kinds": ["loan"],
    "name": {"it": "Prestito di prova", "en": "Trial loan"},
    "summary": A_TEXT,
    "owner": "Ente di prova",
    "legal_sources": [],
    "site": "https://example.org",
    "sources": [],
    "territory": {"code": "italy", "text": A_TEXT},
    "windows": [{"opens": "2020-01-01", "closes": "2023-12-31"}],
    "amounts": [{"of": "loan", "max": 10000}],
    "interest_free": "no",
    "conditions": [{"id": "age", "about": "person", "text": A_TEXT, "require": ADULT, "fixable": "fixed"}],
    "tcn": {"eligible": "yes"},
}


def an_edition(**changes: Any) -> Written:
    """An edition from 2020 to the end of 2023 with one window as long, as its editor wrote it."""
    return {**deepcopy(_EDITION), **changes}


def the_next_edition(**changes: Any) -> Written:
    """The one that follows it, from 2024, open-ended."""
    windows = [{"opens": "2024-01-01", "closes": None}]
    return an_edition(**{"id": "V2", "valid_from": "2024-01-01", "valid_to": None, "windows": windows, **changes})


def written(*editions: Written, **changes: Any) -> Written:
    """A measure as its editor wrote it, with one edition unless others are given."""
    measure = {"id": "TRIAL_LOAN", "level": "national", "kind": "loan", "editions": list(editions) or [an_edition()]}
    return {**measure, **changes}


def a_document(*editions: Written, **changes: Any) -> MeasureDocument:
    """The same, read."""
    return read_document(written(*editions, **changes))
