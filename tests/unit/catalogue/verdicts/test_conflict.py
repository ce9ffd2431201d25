"""Two measures that both fit and get in each other's way, and in which order both can be had."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.verdicts.conflict import Conflict, conflicts
from services.catalogue.domain.verdicts.not_together import not_together
from tests.support.judged_measures import MARIA, ORIENTATION, act, measure, project_measure, rule, stands, who

IN_MAY = [{"opens": "2023-05-01", "closes": "2023-07-31"}]
FORBIDS = act("after", what="constitute", due="after_applying", forbidden_before=True, after="applying")
NEEDS = act("before", what="constitute", due="before_applying")
KEEP = act("keep", what="keep", due="after_applying", after="constitution")
NOT_STARTED = act(
    "late",
    what="start",
    due="after_applying",
    forbidden_before=True,
    done={"fact": "project.starts_on", "exists": True},
)
MEN = rule("men", {"fact": "person.sex", "is": "M"})
OVER = [{"opens": "2022-01-01", "closes": "2022-06-30"}]
CLAIM = act("claim", what="claim", due="at_applying", within={"days": 30}, after="subscription")


def found(*documents: MeasureDocument, facts: dict[str, Any] = MARIA) -> list[Conflict]:
    """The conflicts between measures for somebody at the orientation of scenario A01."""
    profile = who(facts)
    return list(conflicts([stands(one, profile) for one in documents], profile, ORIENTATION))


def test_scenario_a01_shows_what_founding_at_once_would_cost() -> None:
    """Given NASpI, microcredit and the regional grant, all good: the grant comes first, from 1 May 2023."""
    codes = ("NASPI_ANTICIPATA", "MICROCREDITO_IMPR", "MARCHE_CREAZIONE_IMPRESA")
    naspi, microcredit = found(*map(project_measure, codes))

    assert {one.first.measure.id for one in (naspi, microcredit)} == {"MARCHE_CREAZIONE_IMPRESA"}
    assert (naspi.second.measure.id, microcredit.second.measure.id) == ("NASPI_ANTICIPATA", "MICROCREDITO_IMPR")
    assert (naspi.forbidden.condition.id, naspi.needed.condition.id) == ("constitute_after", "claim_in_time")
    assert (naspi.order.first_on, naspi.order.waits) == (date(2023, 5, 1), (date(2023, 5, 1) - ORIENTATION).days)
    assert "dal 01/05/2023, poi costituire l'impresa e sottoscrivere la quota" in naspi.text.it
    assert "from 2023-05-01, then constitute the enterprise and subscribe the share" in naspi.text.en
    assert "entro 30 giorni. " in naspi.text.it
    assert "diminuisce" in naspi.text.it
    assert "diminuisce" not in microcredit.text.it


def test_a_measure_that_is_open_is_applied_for_today() -> None:
    """The order matters all the same: who founds first has lost the other."""
    [conflict] = found(measure("ONE", FORBIDS), measure("OTHER", NEEDS))

    assert (conflict.order.first_on, conflict.order.second_on, conflict.order.waits) == (ORIENTATION, ORIENTATION, 0)
    assert conflict.order.serves_both
    assert conflict.text.en == (
        "“ONE” forbids to constitute the enterprise before applying; “OTHER” asks to constitute the enterprise. "
        "First apply for “ONE” from 2023-01-16, then constitute the enterprise, then apply for “OTHER”."
    )


@pytest.mark.parametrize(("closes", "serves"), [("2023-04-30", False), ("2023-05-01", True)])
def test_no_order_serves_both_when_the_second_closes_before_the_first_opens(closes: str, *, serves: bool) -> None:
    """The last day on which both can be had, and the day before."""
    other = measure("OTHER", NEEDS, windows=[{"opens": "2022-01-01", "closes": closes}])
    [conflict] = found(measure("ONE", FORBIDS, windows=IN_MAY), other)

    assert conflict.order.serves_both is serves
    assert ("the second closes on 2023-04-30 and the first" in conflict.text.en) is not serves
    assert conflict.text.it.count("Nessun ordine serve a entrambe") == (not serves)


def test_no_order_serves_both_when_the_second_is_lost_by_then() -> None:
    """NASpI that ends on 30 April is no NASpI in May."""
    facts = who(MARIA, person={"employment": {"naspi_until": "2023-04-30"}})
    naspi, regional = project_measure("NASPI_ANTICIPATA"), project_measure("MARCHE_CREAZIONE_IMPRESA")

    [conflict] = conflicts([stands(naspi, facts), stands(regional, facts)], facts, ORIENTATION)

    assert not conflict.order.serves_both
    assert "il 01/05/2023 la seconda non spetta più" in conflict.text.it


@pytest.mark.parametrize(("opens", "serves"), [("2023-07-30", True), ("2023-07-31", False)])
def test_no_order_serves_both_when_their_terms_do_not_meet(opens: str, *, serves: bool) -> None:
    """Founded within 60 days from 1 May, claimed within 30 from there: 30 July is the last day."""
    within_60 = {"what": "constitute", "due": "after_applying", "forbidden_before": True, "after": "applying"}
    one = measure("ONE", act("after", **within_60, within={"days": 60}), windows=IN_MAY)
    other = measure("OTHER", CLAIM, windows=[{"opens": opens, "closes": None}])

    [conflict] = found(one, other)

    assert conflict.order.serves_both is serves


def test_what_waits_for_an_answer_waits_as_long_as_the_owner_takes() -> None:
    """Founded after the outcome, which takes up to 90 days."""
    after_outcome = {"what": "constitute", "due": "after_applying", "forbidden_before": True, "after": "outcome"}
    [conflict] = found(measure("ONE", act("after", **after_outcome), decision_days=90), measure("OTHER", NEEDS))

    assert (conflict.order.second_on, conflict.order.waits) == (date(2023, 4, 16), 90)
    assert "poi dopo l'esito costituire l'impresa" in conflict.text.it


def test_an_order_without_days_is_told_when_nobody_knows_when_the_first_opens() -> None:
    """The order is right whatever the day."""
    one = measure("ONE", FORBIDS, windows=[{"opens": "unknown", "closes": "unknown"}])
    [conflict] = found(one, measure("OTHER", NEEDS))

    assert (conflict.order.serves_both, conflict.order.waits) == (True, None)
    assert "(da quando non si sa)" in conflict.text.it


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (measure("ONE", FORBIDS), measure("OTHER", FORBIDS)),
        (measure("ONE", NEEDS), measure("OTHER", CLAIM)),
        (measure("ONE", NOT_STARTED), measure("OTHER", NEEDS)),
        (measure("ONE", FORBIDS, MEN), measure("OTHER", NEEDS)),
        (measure("ONE", FORBIDS, windows=OVER), measure("OTHER", NEEDS)),
        (measure("ONE", FORBIDS), measure("OTHER", KEEP)),
    ],
    ids=["both forbid", "both need", "a later step is forbidden", "one does not fit", "one is closed", "needed later"],
)
def test_there_is_no_conflict_where_one_costs_the_other_nothing(one: MeasureDocument, other: MeasureDocument) -> None:
    """An operator is not sent to look for an order nobody needs."""
    assert found(one, other) == []


def test_a_rule_on_the_enterprise_forbids_and_needs_as_an_act_does() -> None:
    """Notices say it either way."""
    only_ideas = rule("idea", {"fact": "enterprise.stage", "is": "idea"})
    founded = rule("founded", {"fact": "enterprise.constituted_on", "exists": True}, "by_choice")

    [conflict] = found(measure("ONE", only_ideas), measure("OTHER", founded))

    assert (conflict.forbidden.condition.id, conflict.needed.condition.id) == ("idea", "founded")


def test_who_has_one_of_two_that_exclude_each_other_is_told_of_both() -> None:
    """Whichever of the two says so, it is said once; a measure that does not fit is no loss."""
    text = {"it": "Non insieme.", "en": "Not together."}
    refuses = measure("ONE", not_with=[{"measure": "OTHER", "text": text}])
    mutual = measure("OTHER", not_with=[{"measure": "ONE", "text": text}])
    men = measure("OTHER", MEN)

    for documents in ((refuses, mutual), (refuses, measure("OTHER")), (measure("OTHER"), refuses)):
        [pair] = not_together([stands(one, MARIA) for one in documents])
        assert ({pair.one.measure.id, pair.other.measure.id}, pair.text.en) == ({"ONE", "OTHER"}, "Not together.")
    assert not_together([stands(one, MARIA) for one in (refuses, men)]) == []
