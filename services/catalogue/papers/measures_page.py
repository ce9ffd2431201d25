"""docs/measures.md: what became of every statement of every record, counted."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from services.catalogue.application.measure_files import PROJECT_MEASURES, read_folder
from services.catalogue.domain.condition import Sort
from services.catalogue.domain.edition import Edition
from services.catalogue.domain.measure_document import MeasureDocument

HEAD = """\
# Measures

Made from the measure files by `make contracts`. Each statement of a record is a *rule* or an *act* (judged), a
*judgement* (left to people, shown), a *note* (with its reason), or *not evaluated* (still prose: the answer is then to
verify). *Unverified* counts the fields no official source has confirmed; `*` is all of them. *Tests* are the file's
own: they show its rules true, false and unknown, and both sides of every number.

"""
COLUMNS = (
    "| measure | edition | records | rules | acts | judgements | notes | not evaluated | unverified | tests |\n"
    "|---|---|---|---|---|---|---|---|---|---|\n"
)
SORTS: tuple[Sort, ...] = ("rule", "act", "judgement", "note", "not_evaluated")


def measures_page() -> str:
    """The whole page."""
    measures = read_folder(PROJECT_MEASURES)
    editions = [edition for measure in measures.values() for edition in measure.editions]
    records = {record for edition in editions for record in edition.source_ids}
    total = Counter(condition.sort for edition in editions for condition in edition.conditions)
    counts = " | ".join(str(total[sort]) for sort in SORTS)
    tests = sum(len(edition.tests) for edition in editions)
    last = f"| {len(measures)} measures | {len(editions)} editions | {len(records)} records | {counts} | | {tests} |\n"
    return HEAD + COLUMNS + "".join(_rows(measures)) + last


def _rows(measures: Mapping[Path, MeasureDocument]) -> Iterator[str]:
    for measure in measures.values():
        for edition in measure.editions:
            yield f"| `{measure.id}` | {edition.id} | {_records(edition)} | {_counts(edition)} |\n"


def _records(edition: Edition) -> str:
    return ", ".join(edition.source_ids) or "from secondary pages"


def _counts(edition: Edition) -> str:
    sorts = Counter(condition.sort for condition in edition.conditions)
    unverified = "\\*" if "*" in edition.unverified else str(len(edition.unverified))
    return " | ".join([*(str(sorts[sort]) for sort in SORTS), unverified, str(len(edition.tests))])
