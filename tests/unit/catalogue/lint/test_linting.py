"""What an editor is told of tests, texts, sources and editions, and what is said of the whole."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.lint.linting import lint
from services.catalogue.domain.lint.of_sources import of_sources
from services.catalogue.domain.lint.overview import overview_of
from services.catalogue.domain.lint.remark import Fault, Remark
from services.catalogue.domain.measure_document import MeasureDocument
from tests.support.measures import A_TEXT, a_document, an_edition, the_next_edition
from tests.support.project_measures import MEASURE_FILES

ON = date(2023, 6, 1)
ASKED = {"fact": "person.employment.psp_signed", "is": True}
BORN = {"person": {"birth_date": "1990-01-01"}}
GROWN_UP = {"name": "18 years", "on": "2022-01-01", "facts": BORN, "expect": {"reasons": {"age": "true"}}}
CHILD: dict[str, Any] = {
    "name": "a child",
    "on": "2022-01-01",
    "facts": {"person": {"birth_date": "2010-01-01"}},
    "expect": {"verdict": "not_eligible", "reasons": {"age": "false"}},
}
NOBODY = {"name": "nothing known", "on": "2022-01-01", "expect": {"reasons": {"age": "unknown"}}}


def remarks(*faults: Fault, **changes: Any) -> list[Remark]:
    """Those of the faults that are found in an edition with one rule, the age."""
    found = lint([a_document(an_edition(**changes))], ON, ("it", "en"))
    return [remark for remark in found if remark.fault in faults]


def test_a_condition_has_to_be_seen_true_false_and_unknown() -> None:
    """What no test shows may be anything."""
    [untested] = remarks(Fault.UNTESTED, tests=[GROWN_UP])
    assert (untested.where, untested.en) == ("conditions.age", "no test in which it is false, unknown")
    assert remarks(Fault.UNTESTED, Fault.TEST_FAILS, tests=[GROWN_UP, CHILD, NOBODY]) == []


def test_what_a_rule_can_say_of_nobody_need_not_be_seen() -> None:
    """Above a limit that was perhaps lifted there is something to verify, and nothing false."""
    known, lifted = {"fact": "enterprise.debt", "at_most": 10}, {"fact": "enterprise.debt", "at_most": "unknown"}
    texts = {"it": "Debiti fino a 10 euro, forse.", "en": "Debts up to 10 euros, perhaps."}
    debt = {"id": "debt", "about": "enterprise", "text": texts, "require": {"any": [known, lifted]}, "fixable": "fixed"}
    few = {
        "name": "few",
        "on": "2022-01-01",
        "facts": {"enterprise": {"stage": "constituted", "debt": 10}},
        "expect": {},
    }
    assert [r.en for r in remarks(Fault.UNTESTED, conditions=[debt], tests=[few])] == ["no test in which it is unknown"]


def test_a_test_that_does_not_hold_is_told_with_what_was_found() -> None:
    """A test nobody runs is a comment."""
    wrong = {**CHILD, "expect": {"verdict": "eligible"}}
    [told] = remarks(Fault.TEST_FAILS, tests=[wrong])
    said = 'the test "a child" does not hold: verdict is not_eligible, not eligible'
    assert (told.where, told.en) == ("tests.a child", said)


def test_a_test_on_a_fact_that_is_not_there_is_told() -> None:
    """Its name is what is wrong, not the measure."""
    [told] = remarks(Fault.TEST_FAILS, tests=[{**CHILD, "facts": {"person": {"brith_date": "1990-01-01"}}}])
    assert "do you mean person.birth_date?" in told.en


def test_texts_a_reader_lacks_are_told_language_by_language() -> None:
    """Name and summary stand on sheets."""
    told = lint([a_document()], ON, ("it", "en", "fr"))
    assert [r.where for r in told if r.fault is Fault.MISSING_TRANSLATION] == ["name.fr", "summary.fr"]


@pytest.mark.parametrize(
    ("condition", "lacking"),
    [
        ({"act": {"what": "constitute", "due": "after_applying"}}, ["text"]),
        ({"require": ASKED, "fixable": "by_service"}, ["text"]),
        ({"require": ASKED, "fixable": "by_service", "mend": A_TEXT}, ["mend"]),
        ({"require": {"fact": "enterprise.members", "at_least": 3}, "fixable": "fixed"}, ["text"]),
        ({"require": ASKED, "fixable": "fixed"}, []),
        ({"judged_by": "lender"}, []),
    ],
)
def test_a_text_that_becomes_something_to_do_is_read_in_every_language(
    condition: dict[str, Any], lacking: list[str]
) -> None:
    """On the sheet it stands under what to do next, beside name and summary."""
    written = {"id": "rule", "about": "person", "text": A_TEXT, **condition}
    told = lint([a_document(an_edition(conditions=[written]))], ON, ("it", "en", "fr"))
    missing = [r.where for r in told if r.fault is Fault.MISSING_TRANSLATION and r.where.startswith("conditions")]

    assert missing == [f"conditions.rule.{field}.fr" for field in lacking]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ({"at_least": 10}, {"at_most": 5}, ["conditions.rule_1"]),
        ({"at_least": 10}, {"at_most": 10}, []),
        ({"at_least": 10, "at_most": 9}, {"at_most": 5}, []),
        ({"at_least": 10}, {"at_most": "unknown"}, []),
    ],
)
def test_two_conditions_nobody_can_meet_together_are_found(
    one: dict[str, Any], other: dict[str, Any], found: list[str]
) -> None:
    """Each reads well alone; one that nobody meets alone has a remark of its own."""
    rules = [
        {"id": f"rule_{n}", "about": "enterprise", "text": A_TEXT, "fixable": "by_choice"}
        | {"require": {"fact": "enterprise.members", **asked}}
        for n, asked in enumerate((one, other))
    ]
    assert [r.where for r in remarks(Fault.CONTRADICTION, conditions=rules)] == found


@pytest.mark.parametrize(
    ("checked_on", "faults"),
    [("2022-12-03", []), ("2022-12-02", [Fault.RECHECK_DUE]), (None, [Fault.NEVER_CHECKED])],
)
def test_sources_are_read_again_in_time(checked_on: str | None, faults: list[Fault]) -> None:
    """180 days from 3 December 2022 end on 1 June 2023, and the last of them is still in time."""
    told = {} if checked_on is None else {"checked_on": checked_on}
    assert [r.fault for r in remarks(Fault.RECHECK_DUE, Fault.NEVER_CHECKED, **told)] == faults


def test_an_edition_that_is_over_needs_no_rechecking() -> None:
    """Its rules do not change any more."""
    over = lint([a_document()], date(2024, 1, 1), ("it", "en"))
    assert [r for r in over if r.fault is Fault.NEVER_CHECKED] == []


def test_an_edition_whose_last_day_nobody_found_is_over_once_the_next_begins() -> None:
    """Until then it applies, and its sources are to be read again."""
    open_end = an_edition(valid_to="unknown", checked_on="2021-01-01")
    both = a_document(open_end, the_next_edition(checked_on="2024-01-01"))

    def due(on: date) -> list[str]:
        return [r.edition for r in lint([both], on, ("it", "en")) if r.fault is Fault.RECHECK_DUE]

    assert due(date(2023, 12, 31)) == ["V1"]
    assert due(date(2024, 1, 1)) == []


def test_the_overview_counts_nothing_that_is_over_among_what_is_due() -> None:
    """The line on every sheet and the remarks speak of the same editions."""
    measures = list(MEASURE_FILES.values())
    on = date(2026, 11, 23)
    said = [remark for m in measures for edition in m.editions for remark in of_sources(m, edition, on)]
    remarked = {remark.measure for remark in said if remark.fault is Fault.RECHECK_DUE}

    assert set(overview_of(measures, on).recheck_due) == remarked
    assert "SELFIEMPLOYMENT_2021" not in remarked


def test_editions_that_overlap_are_told() -> None:
    """A file with such editions is refused; on the shelf they may meet for a moment."""
    earlier, later = a_document(an_edition()).editions[0], a_document(an_edition(id="V2")).editions[0]
    both = MeasureDocument.model_construct(id="TRIAL_LOAN", level="national", kind="loan", editions=(earlier, later))
    assert [r.edition for r in lint([both], ON) if r.fault is Fault.OVERLAPPING_EDITIONS] == ["V1"]


def test_the_overview_counts_what_the_files_hold() -> None:
    """Its numbers are those of the documents, and its line says the main ones."""
    measures = list(MEASURE_FILES.values())
    overview = overview_of(measures, date(2026, 11, 23))
    assert overview.measures == len(measures) == sum(overview.by_level.values()) == sum(overview.by_kind.values())
    conditions = [c for measure in measures for edition in measure.editions for c in edition.conditions]
    assert sum(overview.statements.values()) == len(conditions)
    assert f"{overview.measures} measures" in overview.line.en
