"""What an operator reads of how much of the need a measure covers."""

from pathlib import Path

import pytest

from tests.support.catalogue_service import CatalogueService
from tests.support.measures import an_edition, written
from tests.unit.cli.conftest import Somicis

FACTS = "person: {citizenship: SN, birth_date: 1990-03-14, permit: {kind: LAV_SUB, expires_on: 2024-03-31}}\n"


@pytest.mark.parametrize(
    ("need", "share", "italian", "english"),
    [
        ("9000", 100, "tutta; prestito: fino a 10.000 euro", "whole; loan"),
        ("9000", None, "tutta; prestito: fino a 10.000 euro", "whole; loan"),
        ("9000", 65, "la somma sì, ma almeno il 35 % della spesa è denaro proprio;", "the sum, but at least 35 % of"),
        ("none", 65, "non si chiede denaro; prestito: fino a 10.000 euro", "no money is asked for; loan"),
        ("20000", 65, "in parte; prestito: fino a 10.000 euro", "in part; loan"),
    ],
)
def test_whole_is_said_only_where_nothing_is_left_to_pay(
    at_stack: Somicis,
    service: CatalogueService,
    tmp_path: Path,
    need: str,
    share: int | None,
    italian: str,
    english: str,
) -> None:
    """A third of the spending may be one's own money though the sum is reached."""
    amounts = [{"of": "loan", "max": 10000, "coverage_pct": share}]
    service.stock(written(an_edition(amounts=amounts), id="SHARED"))
    facts = tmp_path / "facts.yaml"
    facts.write_text(FACTS + f"project: {{amount: {need}}}\n", "utf-8")
    asked = ("catalogue", "match", "--facts", str(facts), "--on", "2023-01-09", "--measure", "SHARED")

    assert italian in " ".join(at_stack(*asked).out.split())
    assert english in " ".join(at_stack(*asked, "--lang", "en").out.split())
