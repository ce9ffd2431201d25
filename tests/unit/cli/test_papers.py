"""The sheet and the comparison on the command line: what is asked, what is written, what is told."""

from pathlib import Path

import pytest
from somicis.catalogue.v1 import measure_pb2
from somicis.catalogue.v1 import sheets_pb2 as pb

from tests.support.answering_stack import AnsweringStack
from tests.unit.cli.conftest import Somicis

ON_PAPER = pb.MeasureOnPaper(measure_id="A_LOAN", edition_id="V1", verdict=measure_pb2.VERDICT_ELIGIBLE)
SHEET = pb.MakeSheetResponse(
    pdf=b"%PDF-sheet", pdf_sha256="ab" * 32, as_of="2023-01-16", catalogue_position=7, measures=[ON_PAPER]
)
PAGE = pb.CompareResponse(
    pdf=b"%PDF-page",
    pdf_sha256="cd" * 32,
    as_of="2023-01-16",
    catalogue_position=7,
    measures=[
        pb.MeasureOnPaper(
            measure_id=code,
            edition_id="V1",
            said=[
                pb.SaidOfMeasure(
                    about="money",
                    heading="Denaro",
                    lines=[pb.SaidLine(text=f"fino a {most} euro", unverified=most == "20.000")],
                )
            ],
        )
        for code, most in (("A_LOAN", "10.000"), ("B_LOAN", "20.000"))
    ],
)


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """A file with facts; the services that answer here do not read it."""
    path = tmp_path / "facts.yaml"
    path.write_text("person: {citizenship: SN}\n")
    return path


def test_a_sheet_is_written_and_told_with_its_hash(
    at_stack: Somicis, stack: AnsweringStack, facts: Path, tmp_path: Path
) -> None:
    """The language of the sheet is the person's; the program goes on speaking the operator's."""
    stack.answers["MakeSheet"] = SHEET
    to = tmp_path / "sheet.pdf"
    words = ["--facts", str(facts), "--on", "16/1/2023", "--measure", "A_LOAN", "--measure", "B_LOAN"]

    ran = at_stack("catalogue", "sheet", *words, "--lang", "ar", "--to", str(to))

    assert ran.status == 0, ran.err
    assert to.read_bytes() == b"%PDF-sheet"
    assert f"SHA-256: {'ab' * 32}" in "".join(ran.out.splitlines())
    assert "è scritto" in ran.out
    [asked] = stack.requests("MakeSheet")
    assert asked == pb.MakeSheetRequest(
        measure_ids=["A_LOAN", "B_LOAN"], as_of="2023-01-16", facts=facts.read_text(), language="ar"
    )


def test_a_machine_is_told_where_the_sheet_is_and_never_its_bytes(
    at_stack: Somicis, stack: AnsweringStack, tmp_path: Path
) -> None:
    """A case keeps the hash."""
    stack.answers["MakeSheet"] = SHEET
    to = tmp_path / "sheet.pdf"

    told = at_stack("catalogue", "sheet", "--measure", "A_LOAN", "--to", str(to), "--output", "json").data

    assert told == {
        "file": str(to),
        "pdf_sha256": "ab" * 32,
        "as_of": "2023-01-16",
        "catalogue_position": 7,
        "measures": [{"measure_id": "A_LOAN", "edition_id": "V1", "verdict": "eligible", "said": []}],
    }


def test_measures_are_shown_side_by_side_and_written_only_when_a_file_is_named(
    at_stack: Somicis, stack: AnsweringStack, tmp_path: Path
) -> None:
    """What no official source confirms says so here as well."""
    stack.answers["Compare"] = PAGE
    words, to = ["catalogue", "compare", "--measure", "A_LOAN", "--measure", "B_LOAN"], tmp_path / "page.pdf"

    shown, written = at_stack(*words), at_stack(*words, "--to", str(to), "--lang", "fr")

    assert "fino a 20.000 euro [da confermare]" in shown.out
    assert "SHA-256" not in shown.out
    assert to.read_bytes() == b"%PDF-page"
    assert [asked.language for asked in stack.requests("Compare")] == ["", "fr"]
    assert "Denaro" in written.out
    assert "fino a 20.000 euro [à confirmer]" in written.out


def test_a_sheet_that_cannot_be_written_is_told(at_stack: Somicis, stack: AnsweringStack, tmp_path: Path) -> None:
    """With the place and the cause."""
    stack.answers["MakeSheet"] = SHEET

    ran = at_stack("catalogue", "sheet", "--measure", "A_LOAN", "--to", str(tmp_path / "no" / "sheet.pdf"))

    assert ran.status == 2
    assert "sheet.pdf" in ran.err


def test_papers_are_made_in_four_languages_and_the_program_speaks_two(at_stack: Somicis) -> None:
    """A language nobody has written is refused, with those there are."""
    ran = at_stack("catalogue", "sheet", "--measure", "A_LOAN", "--to", "x.pdf", "--lang", "de")

    assert ran.status == 2
    assert "La lingua de non c'è: si può scegliere tra it, en, fr, ar." in ran.err
