"""What an operator reads of measures: when, how much, for whom, and what to mind, edition by edition."""

import json
from pathlib import Path
from typing import Any

import pytest
from somicis.catalogue.v1 import catalogue_service_pb2 as catalogue
from somicis.catalogue.v1 import edition_pb2 as editions
from somicis.catalogue.v1 import lint_pb2
from somicis.catalogue.v1 import measure_pb2 as measures
from somicis.reporting.v1 import reporting_service_pb2 as reporting
from somicis.shared.v1.receipt_pb2 import Receipt

from apps.cli.amounts import amount_in_words
from apps.cli.texts import Texts
from tests.support.answering_stack import AnsweringStack
from tests.support.project_measures import MEASURE_FILES
from tests.unit.cli.conftest import Somicis

OPEN, CLOSED = measures.WINDOW_STATE_OPEN, measures.WINDOW_STATE_CLOSED
UPCOMING, UNKNOWN = measures.WINDOW_STATE_UPCOMING, measures.WINDOW_STATE_UNKNOWN


SHORT = editions.SUSPENSION_REASON_FUNDS_SHORT


def row_of(at_stack: Somicis, stack: AnsweringStack, match: measures.MeasureMatch) -> str:
    """How the catalogue lists the one measure it has."""
    stack.answers["ListMeasures"] = catalogue.ListMeasuresResponse(measures=[match])
    # A narrow column breaks sentences; read row by row they are whole again.
    lines = [line.split("│")[1:-1] for line in at_stack("catalogue", "list").out.splitlines() if "│" in line]
    return " | ".join(
        " ".join(" ".join(cell.split()) for cell in column).strip() for column in zip(*lines, strict=True)
    )


@pytest.mark.parametrize(
    ("window", "days", "told"),
    [
        (OPEN, ("2024-01-12", ""), "aperta dal 12/01/2024, senza scadenza"),
        (OPEN, ("2024-01-12", "2026-03-02"), "aperta dal 12/01/2024 al 02/03/2026"),
        (CLOSED, ("", "2022-06-30"), "chiusa dopo il 30/06/2022"),
        (CLOSED, ("", ""), "chiusa"),
        (UPCOMING, ("2023-05-01", ""), "aprirà il 01/05/2023"),
        (UPCOMING, ("2023-05-01", "2023-06-30"), "aprirà il 01/05/2023, fino al 30/06/2023"),
        (UNKNOWN, ("", ""), "non nota"),
        (UNKNOWN, ("2023-05-01", ""), "non nota; la prossima aprirà il 01/05/2023"),
    ],
)
def test_a_window_is_told_with_the_day_that_decides_it(
    at_stack: Somicis, stack: AnsweringStack, window: "measures.WindowState.ValueType", days: tuple[str, str], told: str
) -> None:
    """A measure that has been open for years does not "open on" a day of the past."""
    match = measures.MeasureMatch(measure_id="M", window=window, opens_on=days[0], closes_on=days[1])

    assert f" | {told} | " in row_of(at_stack, stack, match)


@pytest.mark.parametrize(
    ("window", "days", "stop", "told"),
    [
        (CLOSED, ("", "2026-11-22"), ("2026-11-23", ""), "sospesa dal 23/11/2026 fino a nuovo avviso"),
        (
            UPCOMING,
            ("2026-12-01", ""),
            ("2026-11-23", "2026-11-30"),
            "aprirà il 01/12/2026; sospesa dal 23/11/2026 al 30/11/2026",
        ),
    ],
)
def test_a_suspension_is_told_with_its_days_and_its_reason(
    at_stack: Somicis,
    stack: AnsweringStack,
    window: "measures.WindowState.ValueType",
    days: tuple[str, str],
    stop: tuple[str, str],
    told: str,
) -> None:
    """It is not closed for good, and nobody is told the day before as its last."""
    match = measures.MeasureMatch(measure_id="M", window=window, opens_on=days[0], closes_on=days[1])
    match.stops.add(from_day=stop[0], last_day=stop[1], suspension_reason=SHORT, note="decreto 12")

    assert f" | {told} (fondi esauriti per ora; decreto 12) | " in row_of(at_stack, stack, match)


def test_a_window_that_ends_with_the_money_says_so(at_stack: Somicis, stack: AnsweringStack) -> None:
    """Only where it is written; else no closing day is known."""
    match = measures.MeasureMatch(measure_id="M", window=OPEN, opens_on="2024-01-12", until_funds_end=True)

    assert " | aperta dal 12/01/2024, fino a esaurimento dei fondi | " in row_of(at_stack, stack, match)


@pytest.mark.parametrize(
    ("perhaps", "told"),
    [
        ({"perhaps_until": "2022-10-31"}, "per alcuni fino al 31/10/2022"),
        ({"perhaps_without_end": True}, "per alcuni senza scadenza"),
    ],
)
def test_that_a_window_may_close_later_for_the_person_is_told_beside_its_end(
    at_stack: Somicis, stack: AnsweringStack, perhaps: dict[str, Any], told: str
) -> None:
    """The nearer end is safe, and who has longer is not pressed."""
    match = measures.MeasureMatch(measure_id="M", window=OPEN, opens_on="2022-09-15", closes_on="2022-10-14", **perhaps)

    assert f" | aperta dal 15/09/2022 al 14/10/2022; {told} | " in row_of(at_stack, stack, match)


def test_of_what_is_lost_nobody_counts_what_is_still_to_be_verified(at_stack: Somicis, stack: AnsweringStack) -> None:
    """No answer would change it, and the operator has other questions to ask."""
    match = measures.MeasureMatch(
        measure_id="M",
        verdict=measures.VERDICT_NOT_ELIGIBLE,
        to_verify=[measures.ToVerify(condition_id="age"), measures.ToVerify(condition_id="title")],
    )

    row = row_of(at_stack, stack, match)

    assert "non ammissibile" in row
    assert "da verificare" not in row


def test_an_operator_sees_for_whom_and_where_and_what_to_mind(at_stack: Somicis, stack: AnsweringStack) -> None:
    """A sensitive measure read aloud in a waiting room says something of whoever sits at the desk."""
    text = measures.LocalisedText
    match = measures.MeasureMatch(
        measure_id="M",
        territory=text(it="Regione Marche", en="Marche Region"),
        only_for=[text(it="Solo donne", en="Women only")],
        sensitive=True,
        unverified=True,
        to_verify=[measures.ToVerify(condition_id="age")],
    )
    row = row_of(at_stack, stack, match)

    assert "Regione Marche; Solo donne" in row
    assert "1 condizione da verificare; dati non confermati; delicata: attenzione a chi sente o legge" in row


@pytest.mark.parametrize(
    ("amount", "italian", "english"),
    [
        ({"of": "loan", "max": 40000}, "prestito: fino a 40.000 euro", "loan: up to EUR 40,000"),
        (
            {"of": "loan", "max": 40000, "extension": {"add": 10000, "when": {"it": "se puntuali", "en": "if timely"}}},
            "prestito: fino a 40.000 euro; più 10.000 euro: se puntuali",
            "loan: up to EUR 40,000; EUR 10,000 more: if timely",
        ),
        (
            {"of": "aid", "flat": 500, "per": "month"},
            "contributo: 500 euro fissi al mese",
            "aid: a fixed EUR 500 a month",
        ),
        (
            {"of": "spend", "min": 100000, "max": 1500000, "per": "applicant", "coverage_pct": 90, "grant_pct": None},
            "spesa ammissibile: da 100.000 a 1.500.000 euro per richiedente; copertura massima 90%",
            "eligible expense: from EUR 100,000 to 1,500,000 for each applicant; covered up to 90%",
        ),
        ({"of": "aid", "max": None}, "contributo: importo non trovato", "aid: no amount found"),
    ],
)
def test_an_amount_says_of_what_it_is_one(amount: dict[str, object], italian: str, english: str) -> None:
    """A loan of 40,000 and an expense of 40,000 are not the same help."""
    assert amount_in_words(Texts("it"), amount) == italian
    assert amount_in_words(Texts("en"), amount) == english


def test_every_measure_of_the_project_is_shown_edition_by_edition(at_stack: Somicis, stack: AnsweringStack) -> None:
    """Each edition with its own amounts and conditions: the rules of 2024 are no answer in 2023."""
    for document in MEASURE_FILES.values():
        written = document.model_dump(mode="json", exclude_unset=True)
        stack.answers["GetMeasure"] = catalogue.GetMeasureResponse(document_json=json.dumps(written), version=1)
        shown = at_stack("catalogue", "show", document.id, "--lang", "en")

        assert shown.status == 0, shown.err
        for edition in document.editions:
            particulars = shown.out.partition(f"\n{edition.id}  {edition.name.en}")[2]
            assert all(amount_in_words(Texts("en"), one)[:20] in particulars for one in map(plain, edition.amounts))
            assert all(condition.id in particulars for condition in edition.conditions)


def plain(part: object) -> dict[str, object]:
    """An amount as its file has it."""
    written: dict[str, object] = part.model_dump(mode="json", exclude_unset=True)  # type: ignore[attr-defined]
    return written


def test_a_version_goes_with_one_file(at_stack: Somicis, stack: AnsweringStack, tmp_path: Path) -> None:
    """Nobody can say which of many measures is at version 2."""
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("id: A")
    stack.answers["ImportMeasure"] = catalogue.ImportMeasureResponse(receipt=Receipt(id="a", version=3))

    many = at_stack("catalogue", "import", str(tmp_path), "--expected-version", "2")
    at_stack("catalogue", "import", str(tmp_path / "a.yaml"), "--expected-version", "2")
    at_stack("catalogue", "import", str(tmp_path))

    assert (many.status, "qui sono 2" in many.err) == (2, True)
    assert [request.expected_version for request in stack.requests("ImportMeasure")] == [2, 0, 0]


def test_a_sheet_says_as_of_when_its_numbers_were_known(at_stack: Somicis, stack: AnsweringStack) -> None:
    """Printed and laid beside another, the two can be told apart; and what is unknown is said in words."""
    sheet = reporting.GetSheetResponse(first_day="2023-01-01", last_day="2023-03-31")
    persons = sheet.indicators.add(code="S19", text_it="Persone servite", unit="persons", value="2")
    for dimension, key in (("sex", "unknown"), ("comune", "abroad"), ("citizenship", "stateless")):
        persons.breakdowns.add(dimensions=[dimension]).cells.add(keys=[key], value="1")
    stack.answers["GetSheet"] = sheet
    asked = ("report", "sheet", "--from", "1/1/2023", "--to", "31/3/2023")

    assert "Come noto al" not in at_stack(*asked).out
    told = at_stack(*asked, "--known-at", "2/2/2023").out
    assert "Come noto al 02/02/2023, compreso" in told
    for words in ("Sesso: non noto", "Comune: all'estero", "Cittadinanza: apolide"):
        assert words in told


def test_a_test_that_does_not_hold_is_told_in_italian(at_stack: Somicis, stack: AnsweringStack) -> None:
    """The catalogue has one sentence for it, as of everything that is wrong in a file."""
    said = 'the test "child" does not hold: verdict is eligible, not not_eligible'
    remark = lint_pb2.Remark(
        measure_id="M", edition_id="V1", where="tests.child", text=measures.LocalisedText(it=said, en=said)
    )
    stack.answers["Lint"] = lint_pb2.LintResponse(remarks=[remark])

    italian, english = (at_stack("catalogue", "lint", "--lang", language).out for language in ("it", "en"))

    assert "la prova «child» non regge: `verdict` è ammissibile, atteso non ammissibile" in italian
    assert said.replace("not not", "expected not") in english
