"""Sheets as PDF: the same content is the same bytes, whoever sets it and whenever."""

import re
import subprocess
import sys
from datetime import date, timedelta

import pytest

from services.catalogue.adapters.typesetting import Paper, comparison_paper, sheet_paper
from services.catalogue.domain.sheets.comparison import AT_MOST, comparison
from services.catalogue.domain.sheets.orientation import Asked, orientation
from services.catalogue.domain.sheets.phrases import LANGUAGES
from services.catalogue.domain.verdicts.judged import judge
from tests.support.checkout import ROOT
from tests.support.judged_measures import MARIA, ORIENTATION, measure, project_measure, rule, who
from tests.support.measures import ADULT

PROPOSED = ("MARCHE_CREAZIONE_IMPRESA", "MICROCREDITO_IMPR", "NASPI_ANTICIPATA", "RESTO_AL_SUD", "FUTURAE")


def asked(*codes: str, on: date = ORIENTATION, position: int = 7) -> Asked:
    """What a sheet about these measures of the project is made of."""
    profile = who(MARIA)
    return Asked([judge(project_measure(code), profile, on) for code in codes], profile, on, position)


def sheet_of(language: str = "ar", on: date = ORIENTATION, position: int = 7) -> Paper:
    """A sheet about two measures."""
    return sheet_paper(orientation(asked(*PROPOSED[:2], on=on, position=position), language), on)


def pages(paper: Paper) -> int:
    """How many pages a PDF says it has."""
    [count] = re.findall(rb"/Type/Pages/Count (\d+)", paper.pdf)
    return int(count)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_is_the_same_bytes_whenever_it_is_made(language: str) -> None:
    """So that its hash says which sheet somebody was given."""
    first, second = sheet_of(language), sheet_of(language)

    assert first.pdf.startswith(b"%PDF")
    assert first == second
    assert len(first.sha256) == 64


def test_another_process_makes_the_same_bytes() -> None:
    """Nothing hangs on the order in which a process keeps its words."""
    told = [
        subprocess.run(
            [sys.executable, "-c", _MAKE_ONE],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT}:{ROOT}/contracts"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    ]

    assert told == [sheet_of().sha256] * 2


def test_another_content_is_another_hash() -> None:
    """The day, the language and how far the catalogue was read are part of what the sheet says."""
    made = [sheet_of(), sheet_of("fr"), sheet_of(on=ORIENTATION + timedelta(days=1)), sheet_of(position=8)]

    assert len({paper.sha256 for paper in made}) == len(made)


@pytest.mark.parametrize("language", LANGUAGES)
def test_five_measures_are_compared_on_one_page(language: str) -> None:
    """However much is written about them: the letters grow smaller."""
    page = comparison(asked(*PROPOSED), language, with_facts=True)

    paper = comparison_paper(page, ORIENTATION)

    assert len(page.columns) == AT_MOST
    assert pages(paper) == 1
    assert paper == comparison_paper(page, ORIENTATION)


def test_what_an_editor_wrote_is_text_and_never_a_command_of_the_typesetter() -> None:
    """Hashes, dollars, brackets and backslashes stand on the paper as they were written."""
    odd = {"it": '#panic("no") $x$ *b* [c] \\ "d" </p> @e', "en": '#read("/etc/passwd")'}
    profile = who(MARIA)
    judged = [judge(measure("ODD", rule("age", ADULT), summary=odd), profile, ORIENTATION)]

    paper = sheet_paper(orientation(Asked(judged, profile, ORIENTATION, 1), "en"), ORIENTATION)

    assert paper.pdf.startswith(b"%PDF")


_MAKE_ONE = "from tests.unit.catalogue.sheets.test_typesetting import sheet_of; print(sheet_of().sha256)"
