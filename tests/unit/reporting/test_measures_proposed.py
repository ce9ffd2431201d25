"""S21: measures put before people."""

from datetime import date

from tests.support.facts import Q1, Q2, Told, cells

MICROCREDIT = ("MICROCREDITO_IMPR_V1", "national", "loan")
NASPI = ("NASPI_ANTICIPATA", "national", "income_advance")
MARCHE = ("MARCHE_CREAZIONE_IMPRESA", "regional", "grant")
DAY = date(2023, 1, 16)


def test_measures_are_counted_by_level_and_kind() -> None:
    """The issue's story: two national, one regional."""
    told = Told()
    shown = told.proposed("case", DAY, MICROCREDIT, NASPI, MARCHE)
    proposed = told.count("S21")

    assert proposed.amount == 3
    assert cells(proposed, "level") == {("national",): 2, ("regional",): 1}
    assert cells(proposed, "level", "kind")["national", "income_advance"] == 1
    assert proposed.evidence == (shown,)


def test_a_measure_shown_again_to_the_same_case_is_counted_once() -> None:
    """The second showing makes no number and is no evidence."""
    told = Told()
    first = told.proposed("case", DAY, MICROCREDIT)
    told.proposed("case", DAY, MICROCREDIT)

    assert told.count("S21").amount == 1
    assert told.count("S21").evidence == (first,)


def test_the_first_showing_decides_the_period_even_when_something_new_comes_along() -> None:
    """Only what is new to the case counts in the second quarter."""
    told = Told()
    told.proposed("case", Q1.last, MICROCREDIT)
    told.proposed("case", Q2.first, MICROCREDIT, MARCHE)

    assert told.count("S21", Q1).amount == 1
    assert cells(told.count("S21", Q2), "level") == {("regional",): 1}


def test_the_same_measure_for_two_cases_counts_twice() -> None:
    """Two people were told."""
    told = Told()
    told.proposed("case", DAY, MICROCREDIT)
    told.proposed("other", DAY, MICROCREDIT)

    assert told.count("S21").amount == 2
