"""From which future day a measure stands otherwise for somebody, by time alone."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.verdicts.change import HORIZON, Change, Stand, changes
from services.catalogue.domain.verdicts.judged import Judged, judge
from services.catalogue.domain.verdicts.verdict import Verdict
from services.catalogue.domain.window import WindowState
from tests.support.judged_measures import MARIA, ORIENTATION, SAMIRA, measure, project_measure, rule, stands, who
from tests.support.measures import a_document, an_edition, the_next_edition

ELIGIBLE, CONDITIONAL, NO = Verdict.ELIGIBLE, Verdict.CONDITIONAL, Verdict.NOT_ELIGIBLE
OPEN, CLOSED, UPCOMING = WindowState.OPEN, WindowState.CLOSED, WindowState.UPCOMING
MARCHE = "MARCHE_CREAZIONE_IMPRESA"


def brief(found: Sequence[Change]) -> list[tuple[str, Verdict, WindowState]]:
    """Each change by its day and what there is from then on."""
    return [(str(change.on), change.after.verdict, change.after.window) for change in found]


def jobless_since(day: str) -> Profile:
    """Maria in 2024, with a DID of that day (or none), a pact, a title for long, and a need that the grant covers."""
    employment = {"did_on": day, "psp_signed": True, "naspi_from": "none", "naspi_until": "none"}
    permit = {"expires_on": "2027-03-31"}
    enterprise = {"members_natural_persons": True, "applicant_share_pct": 60}
    project = {"amount": 20000}
    return who(MARIA, person={"employment": employment, "permit": permit}, enterprise=enterprise, project=project)


def test_the_regional_grant_of_2024_fits_from_the_180th_day_after_the_did() -> None:
    """Given a DID of 1 May 2024, asked on 10 September: eligible from 28 October 2024, before the window closes."""
    first, *_ = changes(project_measure(MARCHE), jobless_since("2024-05-01"), date(2024, 9, 10))

    assert (first.on, first.before, first.after) == (
        date(2024, 10, 28),
        Stand(CONDITIONAL, OPEN),
        Stand(ELIGIBLE, OPEN),
    )
    assert first.text.it.startswith("Dal 28/10/2024: va bene, è aperta")
    assert first.text.en.startswith("From 2024-10-28: it fits, is open")


@pytest.mark.parametrize(("did", "verdict"), [("2024-05-04", CONDITIONAL), ("2024-05-05", NO)])
def test_a_did_made_too_late_is_no_use_before_the_window_closes(did: str, verdict: Verdict) -> None:
    """180 days from 4 May end on 31 October, the last day; whoever goes to the CPI a day later waits for 2025."""
    found = stands(project_measure(MARCHE), jobless_since(did), date(2024, 9, 10))

    assert found.verdict is verdict


def test_the_last_day_to_begin_is_told_before_it_is_over() -> None:
    """Who has no DID can make it until 4 May 2024; from 5 May on the window of that year is lost to them."""
    nothing_yet = jobless_since("none")

    found = changes(project_measure(MARCHE), nothing_yet, date(2024, 1, 15))

    assert ("2024-05-05", NO, UPCOMING) in brief(found)


def test_scenario_a01_hears_when_windows_open_and_naspi_ends() -> None:
    """The regional window of May 2023, and the last day of NASpI."""
    regional, naspi = (changes(project_measure(code), who(MARIA), ORIENTATION) for code in (MARCHE, "NASPI_ANTICIPATA"))

    assert brief(regional)[0] == ("2023-05-01", CONDITIONAL, OPEN)
    assert str(regional[1].on) == "2023-08-01"
    assert brief(naspi) == [("2024-04-01", NO, OPEN)]


def test_scenario_a03_hears_that_the_grant_opens_and_that_a_did_is_still_needed() -> None:
    """Without a DID the grant is conditional, before and after its opening; time alone makes none."""
    [opening, *_] = changes(project_measure(MARCHE), who(SAMIRA), date(2023, 2, 2))

    assert (opening.on, opening.before, opening.after) == (
        date(2023, 5, 1),
        Stand(CONDITIONAL, UPCOMING),
        Stand(CONDITIONAL, OPEN),
    )


def test_founders_hear_when_no_day_they_may_still_choose_fits_any_more() -> None:
    """A business that has to be started by September can be started no more from October on."""
    asked = rule("start", {"fact": "project.starts_on", "on_or_before": "2023-09-30", "if_none": True})
    found = changes(measure("A", asked), who(MARIA, project={"starts_on": None}), ORIENTATION)

    assert next(change.on for change in found if change.after.verdict is NO) == date(2023, 10, 1)


@pytest.mark.parametrize(("closes", "told"), [("2025-01-15", ["2025-01-16"]), ("2025-01-16", [])])
def test_nothing_is_told_beyond_two_years(closes: str, told: list[str]) -> None:
    """What is farther off may be otherwise by then."""
    document = measure("A", windows=[{"opens": "2020-01-01", "closes": closes}], valid_to=None)

    found = changes(document, who(MARIA, person={"permit": {"expires_on": "2030-01-01"}}), ORIENTATION)

    assert [str(change.on) for change in found] == told
    assert HORIZON.after(ORIENTATION) == date(2025, 1, 16)


def test_days_the_document_does_not_know_are_looked_at_when_they_are_named() -> None:
    """A suspension that ends on 1 June is no part of the edition; who knows of it says so."""
    resumes, stopped = date(2023, 6, 1), measure("A", windows=[{"opens": "2023-06-01", "closes": None}])

    def knowing_of_it(document: MeasureDocument, profile: Profile, on: date) -> Judged:
        return judge(document if on >= resumes else stopped, profile, on)

    found = changes(measure("A"), who(MARIA), ORIENTATION, knowing_of_it, also=[resumes])

    assert brief(found)[0] == ("2023-06-01", ELIGIBLE, OPEN)


def manifold() -> MeasureDocument:
    """A measure in which everything that can turn with time does."""
    parameters = {"oldest": {"unit": "years", "values": [{"value": 33}, {"from": "2024-04-15", "value": 35}]}}
    stay = rule("stay", {"fact": "person.residence.since", "elapsed_at_least": {"months": 92}}, "by_time")
    did = rule("did", {"fact": "person.employment.did_on", "elapsed_at_least": {"months": 6}}, "by_service")
    fresh = rule("fresh", {"fact": "person.permit.issued_on", "elapsed_at_most": {"months": 20}})
    young = rule("young", {"fact": "person.birth_date", "age_at_most": "$oldest"})
    for_few = {"opens": "2023-11-02", "closes": "unknown", "only_if": {"fact": "person.birth_date", "age_at_least": 35}}
    first = an_edition(
        conditions=[stay, did, fresh], windows=[{"opens": "2020-01-01", "closes": "2023-02-28"}, for_few]
    )
    last = the_next_edition(
        conditions=[young], parameters=parameters, published_on="2024-02-03",
        windows=[{"opens": "2024-03-01", "closes": "2024-08-31"}, {"opens": "2024-09-20", "closes": None}],
    )  # fmt: skip
    return a_document(first, last)


def day_by_day(document: MeasureDocument, profile: Profile, on: date) -> Iterator[Change]:
    """The same, from asking about every single day."""
    asked = (on + timedelta(days=n) for n in range((HORIZON.after(on) - on).days + 1))
    days = [(day, judge(document, profile, day)) for day in asked]
    stood = [(day, Stand(one.verdict, one.chosen.window.state)) for day, one in days]
    yield from (Change(day, before, after) for (_, before), (day, after) in pairwise(stood) if before != after)


@pytest.mark.parametrize(
    "facts",
    [
        MARIA,
        SAMIRA,
        {
            **MARIA,
            "person": {**MARIA["person"], "birth_date": ["1988-01-01", "1988-12-31"], "employment": {"did_on": "none"}},
        },
        {},
    ],
    ids=["A01", "A03", "a year of birth alone", "nothing known"],
)
@pytest.mark.parametrize("code", ["all that turns", MARCHE, "MARCHE_FONDO_NUOVO_CREDITO"])
def test_no_day_of_two_years_is_missed(code: str, facts: dict[str, Any]) -> None:
    """The few days that are looked at tell as much as all of them."""
    document, profile = manifold() if code == "all that turns" else project_measure(code), who(facts)

    assert list(changes(document, profile, ORIENTATION)) == list(day_by_day(document, profile, ORIENTATION))
