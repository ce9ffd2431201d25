"""Decision records of every engine version, with the measures they were made on, kept so that they can be made again.

`make saved-records` writes those of the present version to tests/records; those of earlier ones stay as they are.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from services.catalogue.application.measure_files import PROJECT_MEASURES, read_folder
from services.catalogue.domain.decision_record import Consulted, DecisionRecord, GivenFacts, Question
from services.catalogue.domain.facts.reading import read_profile
from services.catalogue.domain.measure_document import MeasureDocument, read_document
from services.catalogue.domain.verdicts.engine_version import ENGINE_VERSION
from services.catalogue.domain.verdicts.judged import judge
from tests.support.checkout import ROOT

RECORDS = ROOT / "tests" / "records"
MEASURES = "measures.json"
CHOSEN = (
    "MARCHE_CREAZIONE_IMPRESA", "MICROCREDITO_IMPR", "NASPI_ANTICIPATA", "NEXTAPPENNINO_B13A", "NUOVA_MARCORA",
    "SELFIEMPLOYMENT_2021",
)  # fmt: skip
"""Windows that open later, limits by day, an act in its order, windows for some, a tree of forms, amounts in tiers."""
TAILORS = {
    "person": {
        "citizenship": "SN",
        "sex": "F",
        "birth_date": "1988-03-14",
        "residence": {"comune": "109034", "since": "2015-06-01"},
        "permit": {"kind": "LAV_SUB", "issued_on": "2022-04-01", "expires_on": "2024-03-31"},
        "employment": {"status": "unemployed", "since": "2022-09-30", "did_on": "2022-10-01", "psp_signed": True},
    },
    "enterprise": {"stage": "idea", "legal_form": "cooperativa", "members": 3},
    "project": {"amount": 30000, "comune": "109034", "ateco": "14.13", "ateco_version": "2007"},
}
ASKED: dict[str, tuple[dict[str, Any], str]] = {
    "nobody": ({}, "2023-01-16"),
    "tailors": (TAILORS, "2023-01-16"),
    "tailors-later": (TAILORS, "2024-10-28"),
    "student": ({"person": {"citizenship": "MA", "permit": {"kind": "STUDIO", "expires_on": "none"}}}, "2023-01-16"),
    "known-in-part": ({"person": {"birth_year": 1988, "permit": {"kind": "refused"}}}, "2024-01-12"),
    "damaged-or-not": ({"person": {"citizenship": "IT"}, "enterprise": {"stage": "constituted"}}, "2022-10-07"),
    "damaged": ({"person": {"citizenship": "IT"}, "enterprise": {"earthquake_damage": True}}, "2022-10-20"),
    "too-much": ({"person": {"citizenship": "RO"}, "project": {"amount": [60000, 90000]}}, "2024-01-12"),
}


def saved() -> Iterator[tuple[Path, DecisionRecord]]:
    """Every record that is kept, of every version."""
    for path in sorted(RECORDS.glob("*/*.json")):
        if path.name != MEASURES:
            yield path, DecisionRecord.read(path.read_text("utf-8"))


def made_again(path: Path, record: DecisionRecord) -> DecisionRecord:
    """A record made by the present engine, of what it was made of."""
    written = json.loads((path.parent / MEASURES).read_text("utf-8"))
    return made(record.question, record.catalogue, [read_document(each) for each in written])


def made(question: Question, consulted: Consulted, measures: Iterable[MeasureDocument]) -> DecisionRecord:
    """The record of a question about some measures."""
    profile = read_profile(question.facts.given)
    return DecisionRecord.of(question, consulted, [judge(each, profile, question.as_of) for each in measures])


def main() -> None:
    """Write the measures and the records of the present version."""
    folder = RECORDS / f"engine-{ENGINE_VERSION}"
    folder.mkdir(parents=True, exist_ok=True)
    measures = _measures()
    written = [each.model_dump(mode="json", exclude_unset=True, by_alias=True) for each in measures]
    (folder / MEASURES).write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for name, (facts, day) in ASKED.items():
        question = Question(facts=GivenFacts(given=facts), as_of=date.fromisoformat(day))
        record = made(question, Consulted(log="a-log", position=1, sensitive=True), measures)
        (folder / f"{name}.json").write_bytes(record.text().encode())


def _measures() -> Sequence[MeasureDocument]:
    """Those chosen, without the tests they carry."""
    every = {each.id: each for each in read_folder(PROJECT_MEASURES).values()}
    return [read_document(_without_tests(every[code])) for code in CHOSEN]


def _without_tests(measure: MeasureDocument) -> dict[str, Any]:
    document = measure.model_dump(mode="json", exclude_unset=True, by_alias=True)
    carried = {"tests", "test_facts"}
    document["editions"] = [{k: v for k, v in each.items() if k not in carried} for each in document["editions"]]
    return document


if __name__ == "__main__":
    main()
