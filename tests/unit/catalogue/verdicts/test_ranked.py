"""In which order measures are offered, and what is said of the order."""

from itertools import permutations
from typing import Any

import pytest

from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.verdicts.ranked import ranked
from tests.support.judged_measures import MARIA, measure, project_measure, rule, stands

OPEN, ENDLESS = {"opens": "2022-01-01", "closes": "2023-06-30"}, {"opens": "2022-01-01", "closes": None}
OVER = {"opens": "2022-01-01", "closes": "2022-06-30"}
WANTS_PACT = rule("pact", {"fact": "person.employment.psp_signed", "is": True}, "by_service")
WANTS_MEN = rule("men", {"fact": "person.sex", "is": "M"})
WANTS_FEW = rule("few", {"fact": "enterprise.members", "at_most": 2}, "by_choice")


def loan(code: str, *conditions: dict[str, Any], **edition: Any) -> MeasureDocument:
    """One that covers everything at once, with interest, without a deadline."""
    told = {"windows": [ENDLESS], "valid_to": None, "amounts": [{"of": "loan", "max": 40000}], **edition}
    return measure(code, *conditions, **told)


GIVEN = {"kind": "grant", "amounts": [{"of": "aid", "max": 40000}]}


@pytest.mark.parametrize(
    ("better", "worse", "because"),
    [
        (loan("Z"), loan("A", WANTS_FEW), "questa va bene a certe condizioni, quella va bene"),
        (loan("Z", WANTS_FEW), loan("A", WANTS_PACT), "questa è da verificare, quella va bene a certe"),
        (
            loan("Z"),
            loan("A", windows=[{"opens": "2023-05-01", "closes": None}]),
            "questa apre il 01/05/2023, quella è aperta",
        ),
        (
            loan("Z", windows=[{"opens": "2023-03-01", "closes": None}]),
            loan("A", windows=[{"opens": "2023-05-01", "closes": None}]),
            "questa apre il 01/05/2023, quella apre il 01/03/2023",
        ),
        (
            loan("Z", windows=[{"opens": "2023-05-01", "closes": None}]),
            loan("A", windows=[{"opens": "unknown", "closes": "unknown"}]),
            "questa non si sa se sia aperta, quella apre il 01/05/2023",
        ),
        (
            loan("Z", windows=[{"opens": "unknown", "closes": "unknown"}]),
            loan("A", published_on="2023-02-01"),
            "questa non è ancora pubblica, quella non si sa se sia aperta",
        ),
        (
            loan("Z", published_on="2023-02-01"),
            loan("A", windows=[{"opens": "2022-01-01", "closes": "2022-06-30"}]),
            "questa va bene (è chiusa), quella va bene (non è ancora pubblica)",
        ),
        (
            loan("Z", WANTS_FEW),
            loan("A", windows=[OVER]),
            "va bene (è chiusa), quella va bene a certe condizioni (è",
        ),
        (loan("Z", WANTS_PACT), loan("A", windows=[OVER]), "va bene (è chiusa), quella è da verificare (è aperta)"),
        (
            loan("Z", WANTS_FEW),
            loan("A", amounts=[{"of": "loan", "max": 20000}]),
            "questa copre solo una parte del bisogno, quella copre tutto il bisogno",
        ),
        (loan("Z", **GIVEN), loan("A", interest_free="yes"), "questa non chiede interessi, quella dà denaro che non"),
        (loan("Z", interest_free="yes"), loan("A", interest_free="partly"), "questa chiede interessi su una parte"),
        (loan("Z", interest_free="partly"), loan("A"), "questa chiede interessi, quella chiede interessi su una"),
        (
            loan("Z"),
            loan("A", amounts=[{"of": "spend", "max": 40000, "coverage_pct": 75}]),
            "questa chiede il 25 % di denaro proprio, quella non chiede denaro proprio",
        ),
        (
            loan("Z", amounts=[{"of": "loan", "max": 40000, "guarantee_pct": 80}]),
            loan("A"),
            "questa non ha una garanzia pubblica, quella è garantita per il 80 %",
        ),
        (loan("Z", windows=[OPEN]), loan("A"), "questa non ha una scadenza nota, quella chiude il 30/06/2023"),
        (loan("A"), loan("Z"), "È alla pari con «A it»."),
    ],
)
def test_the_better_measure_stands_first_and_the_other_says_why(
    better: MeasureDocument, worse: MeasureDocument, because: str
) -> None:
    """Given two measures that differ in one thing, its order decides, against that of their codes."""
    first, second = ranked([stands(worse, MARIA), stands(better, MARIA)])

    assert (first.judged.measure.id, second.judged.measure.id) == (better.id, worse.id)
    assert second.why is not None
    assert because in second.why.it
    assert f"“{better.id}”" in second.why.en


def test_what_somebody_cannot_have_stands_last_and_is_not_held_against_the_rest() -> None:
    """Only codes would tell one of them from the next; alone it is not the first of anything either."""
    lost, fits = stands(loan("A", WANTS_MEN), MARIA), stands(loan("Z", WANTS_PACT), MARIA)

    assert [(one.judged.measure.id, one.why is None) for one in ranked([lost, fits])] == [("Z", False), ("A", True)]
    assert [one.why for one in ranked([lost])] == [None]


def test_the_order_hangs_on_the_measures_alone() -> None:
    """Whatever order they come in, they leave in the same; none is dropped and places are counted from 1."""
    documents = [loan("A"), loan("B", WANTS_FEW), loan("C", **GIVEN), loan("D", WANTS_PACT), loan("E", WANTS_MEN)]
    judged = [stands(one, MARIA) for one in documents]

    for shuffled in permutations(judged):
        order = ranked(shuffled)
        assert [one.judged.measure.id for one in order] == ["C", "A", "B", "D", "E"]
        assert [one.place for one in order] == [1, 2, 3, 4, 5]


def test_the_first_says_what_it_is() -> None:
    """There is none before it to be held against."""
    [only] = ranked([stands(loan("A"), MARIA)])

    assert only.why is not None
    assert only.why.it == "È la prima: va bene, è aperta, copre tutto il bisogno."
    assert only.why.en == "It is the first: it fits, is open, covers the whole need."


def test_nothing_makes_no_order() -> None:
    """An empty catalogue is an empty list."""
    assert list(ranked([])) == []


def test_scenario_a01_offers_what_can_be_had_at_once_first() -> None:
    """NASpI in advance is open and covers everything; the regional grant is still to open and covers 20,000."""
    codes = ("MARCHE_CREAZIONE_IMPRESA", "NASPI_ANTICIPATA", "RESTO_AL_SUD", "SELFIEMPLOYMENT_2021")

    order = [one.judged.measure.id for one in ranked([stands(project_measure(code), MARIA) for code in codes])]

    assert order.index("NASPI_ANTICIPATA") < order.index("MARCHE_CREAZIONE_IMPRESA")
    assert order[0] == "NASPI_ANTICIPATA"
