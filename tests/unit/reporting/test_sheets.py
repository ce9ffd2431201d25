"""The story of the first issue, counted from what the sources said, through tables and all."""

from datetime import date
from pathlib import Path

import pytest

from services.reporting.application.sheets import Line
from services.reporting.domain.decimals import as_text
from services.reporting.domain.evidence import THE_BEGINNING
from services.reporting.domain.refusals import IndicatorNotComputedYet, IndicatorNotInRegister
from tests.support.facts import Q1, Q2, cells, noon
from tests.support.reporting_service import ReportingService, a_contact, the_story


@pytest.fixture
def reporting(databases: None, tmp_path: Path) -> ReportingService:
    """One that has heard the story."""
    service = ReportingService(tmp_path)
    for event in the_story():
        service.hear(event)
    return service


def values(lines: tuple[Line, ...]) -> dict[str, str]:
    """Code → value."""
    return {line.definition.code: as_text(line.value.amount) for line in lines}


def test_the_first_quarter_says_what_happened(reporting: ReportingService) -> None:
    """The numbers the issue expects, in order of code."""
    assert list(values(reporting.sheets.sheet(Q1, None)).items()) == [
        ("S16", "1"),
        ("S18", "1"),
        ("S19", "1"),
        ("S20", "1"),
        ("S21", "3"),
        ("S23", "2"),
        ("S24", "50"),
        ("S25", "7"),
    ]


def test_the_parts_say_it_too(reporting: ReportingService) -> None:
    """A woman of 18 to 60 from Senegal; national and regional measures; the Chamber done, the CPI accepted."""
    by_code = {line.definition.code: line.value for line in reporting.sheets.sheet(Q1, None)}

    assert cells(by_code["S19"], "sex", "age_bracket", "citizenship") == {("f", "from_18_to_60", "SN"): 1}
    assert cells(by_code["S21"], "level") == {("national",): 2, ("regional",): 1}
    assert cells(by_code["S23"], "partner", "referral_state") == {
        ("CCIAA_MARCHE", "completed"): 1,
        ("CPI_FERMO", "accepted"): 1,
    }


def test_the_second_quarter_has_a_desk_and_nobody(reporting: ReportingService) -> None:
    """What is not defined is empty, what is counted is nought."""
    assert values(reporting.sheets.sheet(Q2, None)) == {
        **dict.fromkeys(("S18", "S19", "S20", "S21", "S23"), "0"),
        **dict.fromkeys(("S24", "S25"), ""),
        "S16": "1",
    }


def test_the_sheet_as_known_on_a_day(reporting: ReportingService) -> None:
    """On 2 February both referrals had just been sent, in the morning none."""
    then = {line.definition.code: line.value for line in reporting.sheets.sheet(Q1, noon(date(2023, 2, 2)))}
    before = values(reporting.sheets.sheet(Q1, noon(date(2023, 2, 1))))

    assert cells(then["S23"], "referral_state") == {("sent",): 2}
    assert (before["S20"], before["S23"], before["S24"]) == ("1", "0", "")


def test_a_late_fact_is_in_the_next_answer(reporting: ReportingService) -> None:
    """Nothing is frozen yet, and the sheet as it was known can still be had."""
    reporting.hear(a_contact("late", "samira", "2023-02-27"), recorded=noon(date(2023, 4, 12)))

    assert values(reporting.sheets.sheet(Q1, None))["S19"] == "2"
    assert values(reporting.sheets.sheet(Q1, noon(date(2023, 4, 11))))["S19"] == "1"


def events(reporting: ReportingService, code: str) -> list[str]:
    """The events behind a number of the first quarter."""
    found = reporting.sheets.evidence(code, Q1, None, THE_BEGINNING, 100)
    return [one.type.rpartition(".")[2] for one in found]


def test_every_number_names_the_events_that_made_it(reporting: ReportingService) -> None:
    """From the number down to the event, in the order of recording."""
    lines = reporting.sheets.sheet(Q1, None)

    assert {line.definition.code: events(reporting, line.definition.code) for line in lines} == {
        "S16": ["DeskActivated"],
        "S18": ["ContactRecorded"],
        "S19": ["ContactRecorded", "CaseOpened"],
        "S20": ["OrientationHeld", "SheetIssued"],
        "S21": ["MeasuresProposed"],
        "S23": ["ReferralSent"] * 2
        + ["ReferralAccepted", "AppointmentSet", "ReferralCompleted"]
        + ["ReferralExpired", "ReferralSent", "ReferralAccepted"],
        "S24": ["ReferralSent"] * 2,
        "S25": ["ContactRecorded", "CaseOpened", "OrientationHeld"],
    }


def test_a_sheet_says_how_many_events_made_each_number(reporting: ReportingService) -> None:
    """As many as are listed."""
    for line in reporting.sheets.sheet(Q1, None):
        assert line.value.events == len(events(reporting, line.definition.code))


def test_no_evidence_is_made_up(reporting: ReportingService) -> None:
    """Of a code nobody knows, or that nothing counts yet."""
    with pytest.raises(IndicatorNotInRegister):
        events(reporting, "S99")
    with pytest.raises(IndicatorNotComputedYet):
        events(reporting, "S01")
