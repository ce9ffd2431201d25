"""What of a covered sum one pays oneself, and that nothing is said of it that is not so."""

from typing import Any

import pytest

from services.catalogue.domain.verdicts.criteria import CRITERIA
from services.catalogue.domain.verdicts.judged import Judged
from tests.support.judged_measures import MARIA, measure, stands, who

VOUCHER = {"of": "aid", "max": 40000, "coverage_pct": 100, "only_if": {"fact": "project.innovative", "is": True}}
PROGRAMME = {"of": "spend", "max": 120000, "coverage_pct": 65}


def grant(*amounts: dict[str, Any], **project: Any) -> Judged:
    """A grant of these amounts for somebody who needs 40,000 euros for an idea."""
    told = who(MARIA, project={"amount": 40000, **project})
    return stands(measure("GRANT", kind="grant", amounts=list(amounts)), told)


def covered(judged: Judged) -> list[tuple[str, str]]:
    """What is said of how much a measure covers."""
    said = [criterion.says(judged) for criterion in CRITERIA]
    return [both for both in said if "euro" in both[0] or "somma" in both[0] or "bisogno" in both[0]]


@pytest.mark.parametrize(("innovative", "own"), [(True, 0), (False, 35), (None, 35)])
def test_the_own_share_rests_on_no_amount_that_may_not_be_theirs(innovative: object, own: int) -> None:
    """A voucher of 40,000 is for innovative goods only: who has not said so may have to pay a third of a programme."""
    judged = grant(VOUCHER, PROGRAMME, innovative=innovative)

    assert (judged.coverage.state.value, judged.coverage.own_pct) == ("full", own)


@pytest.mark.parametrize(
    ("judged", "says"),
    [
        (grant({"of": "aid", "max": 40000, "coverage_pct": 100}), "copre tutto il bisogno"),
        (grant({"of": "aid", "max": 40000}), "copre tutto il bisogno"),
        (grant(PROGRAMME), "arriva alla somma che serve, ma almeno il 35 % della spesa è denaro proprio"),
        (grant(PROGRAMME, amount="none"), "ha una somma, ma non si chiede denaro"),
        (grant({"of": "aid", "max": 39999, "coverage_pct": 65}), "copre solo una parte del bisogno"),
    ],
    ids=["all of it", "nobody said that there is a share", "a part is one's own", "no money wanted", "too little"],
)
def test_what_is_covered_is_said_as_it_is(judged: Judged, says: str) -> None:
    """“All of it” is said of no measure of which a third is one's own money, nor where none is wanted."""
    [(it, en)] = covered(judged)

    assert it == says
    assert (en == "covers the whole need") is (it == "copre tutto il bisogno")
