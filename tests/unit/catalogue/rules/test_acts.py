"""An act says when it is due and how one sees that it has happened; what cannot be meant is refused."""

from typing import Any

import pytest

from services.catalogue.domain.rules.act import Act

SEEN = {"fact": "enterprise.constituted_on", "exists": True}


def refused(**act: Any) -> str:
    """Why an act cannot be meant."""
    with pytest.raises(ValueError, match="Value error") as why:
        Act.model_validate(act)
    return str(why.value)


def test_what_must_not_happen_before_applying_is_not_due_before_it() -> None:
    """Nobody could do both."""
    said = refused(what="constitute", due="before_applying", forbidden_before=True)

    assert "forbidden_before: what must not happen before applying" in said


@pytest.mark.parametrize(
    ("due", "forbidden"), [("before_applying", False), ("after_applying", True), ("at_applying", True)]
)
def test_an_act_that_is_judged_says_by_which_fact_it_is_seen(due: str, *, forbidden: bool) -> None:
    """Due before applying, or forbidden before it, somebody has to be able to say whether it has happened."""
    assert "done: say by which fact" in refused(what="start", due=due, forbidden_before=forbidden)
    assert Act.model_validate({"what": "start", "due": due, "forbidden_before": forbidden, "done": SEEN}).test
    assert Act.model_validate({"what": "constitute", "due": due, "forbidden_before": forbidden}).test


def test_of_an_act_that_is_only_done_later_nobody_need_see_it() -> None:
    """It changes no verdict."""
    assert Act.model_validate({"what": "start", "due": "after_applying"}).test is None
