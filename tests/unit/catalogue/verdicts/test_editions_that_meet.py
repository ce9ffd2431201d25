"""On the day one edition follows another, and of measures that are closed, announced or lost by then."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.verdicts.conflict import Conflict, conflicts
from services.catalogue.domain.verdicts.ranked import ranked
from tests.support.judged_measures import MARIA, ORIENTATION, act, measure, rule, stands, who
from tests.support.measures import a_document, an_edition, the_next_edition

FORBIDS = act("after", what="constitute", due="after_applying", forbidden_before=True, after="applying")
AT_OUTCOME = act("after", what="constitute", due="after_applying", forbidden_before=True, after="outcome")
NEEDS = act("before", what="constitute", due="before_applying")
CLAIM = act("claim", what="claim", due="at_applying", within={"days": 30}, after="subscription")
ENDLESS: dict[str, Any] = {"windows": [{"opens": "2022-01-01", "closes": None}], "valid_to": None}


@pytest.mark.parametrize(
    ("on", "edition"), [(date(2023, 12, 31), "V1"), (date(2024, 1, 1), "V2"), (date(2024, 2, 1), "V2")]
)
def test_an_edition_without_a_known_end_is_over_when_the_next_begins(on: date, edition: str) -> None:
    """Though the window of the next is still to open; a third one is none of it."""
    unknown = an_edition(valid_to="unknown", windows=[{"opens": "2020-01-01", "closes": "unknown"}])
    march = the_next_edition(valid_to="2024-12-31", windows=[{"opens": "2024-03-01", "closes": "2024-12-31"}])
    third = the_next_edition(id="V3", valid_from="2025-01-01", windows=[{"opens": "2025-01-01", "closes": None}])

    assert stands(a_document(unknown, march, third), MARIA, on).edition.id == edition


def test_of_a_measure_that_is_closed_there_is_no_last_day() -> None:
    """Nothing can be done for it any more."""
    closed, still_open = (stands(a_document(an_edition()), MARIA, day) for day in (date(2024, 1, 1), date(2023, 12, 1)))

    assert (closed.chosen.last_day, still_open.chosen.last_day) == (None, date(2023, 12, 31))


def between(first: dict[str, Any], second: dict[str, Any], **told: Any) -> Conflict:
    """The one conflict between a measure that forbids and one that needs."""
    profile = who(MARIA, **told)
    both = [stands(measure("ONE", *first.pop("conditions"), **first), profile),
            stands(measure("OTHER", *second.pop("conditions"), **second), profile)]  # fmt: skip
    [conflict] = conflicts(both, profile, ORIENTATION)
    return conflict


@pytest.mark.parametrize(("act", "days", "waits"), [(FORBIDS, 60, 0), (AT_OUTCOME, 60, 60), (AT_OUTCOME, None, 0)])
def test_only_a_step_that_waits_for_the_answer_waits_for_it(act: Any, days: int | None, waits: int) -> None:
    """As long as deciding takes, where a notice says how long."""
    first = {"conditions": [act], **({} if days is None else {"decision_days": days})}

    assert between(first, {"conditions": [NEEDS]}).order.waits == waits


def test_of_a_measure_that_is_not_public_nobody_knows_the_first_day() -> None:
    """Whatever its windows say."""
    hidden = {"conditions": [FORBIDS], "published_on": "2023-02-01"}

    assert between(hidden, {"conditions": [NEEDS]}).order.first_on is None


def test_a_deadline_says_more_than_that_a_step_is_needed() -> None:
    """Wherever it stands among what a measure needs."""
    for needs in ([NEEDS, CLAIM], [CLAIM, NEEDS]):
        assert between({"conditions": [FORBIDS]}, {"conditions": needs}).needed.condition.id == "claim"


def test_who_loses_the_second_by_waiting_for_the_first_is_told_what_for() -> None:
    """At most 35 years are over when the first opens on 1 May 2023."""
    young = {"conditions": [NEEDS, rule("young", {"fact": "person.birth_date", "age_at_most": 35})]}
    later = {"conditions": [FORBIDS], "windows": [{"opens": "2023-05-01", "closes": None}], "valid_to": None}
    order = between(later, young, person={"birth_date": "1987-03-14"}).order

    assert not order.serves_both
    assert order.why_not is not None
    assert order.why_not.it == "il 01/05/2023 la seconda non spetta più: Qualcosa"
    assert order.why_not.en == "on 2023-05-01 the second is lost: Something"


@pytest.mark.parametrize(
    ("better", "worse", "because"),
    [
        ({"kind": "grant", "kinds": ["grant", "service"]}, {}, "quella dà denaro che non è un prestito"),
        (
            {"kind": "grant", "kinds": ["grant", "income_advance", "service"]},
            {},
            "quella dà denaro che non è un prestito",
        ),
        (
            {"interest_free": "yes"},
            {"kind": "grant", "kinds": ["grant", "loan"], "interest_free": "no"},
            "questa chiede interessi",
        ),
    ],
)
def test_money_is_given_when_nothing_of_it_is_lent(better: Any, worse: Any, because: str) -> None:
    """Services beside it change nothing; a loan beside a grant does."""
    documents = [measure("Z", **{**ENDLESS, **better}), measure("A", **{**ENDLESS, **worse})]

    _, second = ranked([stands(one, MARIA) for one in documents])

    assert second.judged.measure.id == "A"
    assert second.why is not None
    assert because in second.why.it


def test_since_when_a_window_is_open_makes_no_measure_better() -> None:
    """Only one that is still to open is the worse the later it does; and no loan is like one guaranteed in full."""
    loan, full = ({"of": "loan", "max": 40000}, {"of": "loan", "max": 40000, "guarantee_pct": 100})
    long_open = measure("Z", **{**ENDLESS, "windows": [{"opens": "2020-06-01", "closes": None}]})
    aid = {"amounts": [{"of": "aid", "max": 40000}]}

    for other in (measure("A", **ENDLESS), measure("A", **ENDLESS, amounts=[loan])):
        _, second = ranked([stands(long_open, MARIA), stands(other, MARIA)])
        assert second.why is not None
        assert second.why.it == "È alla pari con «A it»."
    _, second = ranked(
        [
            stands(measure("A", **{**ENDLESS, "amounts": [full]}), MARIA),
            stands(measure("Z", **{**ENDLESS, **aid}), MARIA),
        ]
    )
    assert second.why is not None
    assert "È alla pari" in second.why.it
