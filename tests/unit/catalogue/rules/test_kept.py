"""What is kept of one person's answer serves others of whom the same is known, and nobody else."""

from typing import Any

import pytest

from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.kept import ANSWERS_KEPT, Kept
from tests.support.rules import judging, rule

MEMBERS, AMOUNT, BORN = "enterprise.members", "project.amount", "person.birth_date"


class Worked:
    """Counts how often something is worked out."""

    def __init__(self, *facts: str) -> None:
        self.times, self._first = 0, facts[0]
        self.kept = Kept(facts, self._work_out)

    def of(self, told: dict[str, Any]) -> str:
        """What was worked out: what was told of the first fact."""
        return self.kept.of(judging(told))

    def _work_out(self, asked: Judging) -> str:
        self.times += 1
        return str(asked.profile[self._first].given)


def test_of_whom_the_same_is_known_it_is_worked_out_once() -> None:
    """Whatever else is known of them."""
    worked = Worked(MEMBERS)

    assert [worked.of({MEMBERS: 3}), worked.of({MEMBERS: 3, BORN: "1988-03-14"}), worked.of({MEMBERS: 4})] == [*"334"]
    assert worked.times == 2


def test_of_what_is_somebodys_own_nothing_is_kept() -> None:
    """A need of 41234 euros is worked out each time."""
    worked = Worked(MEMBERS, AMOUNT)
    for _ in range(2):
        worked.of({MEMBERS: 3, AMOUNT: 41234})

    assert worked.times == 2


def test_what_is_kept_does_not_grow_without_end() -> None:
    """After so many others the first is worked out again, and not before."""
    worked = Worked(AMOUNT)
    for thousands in range(ANSWERS_KEPT):
        worked.of({AMOUNT: 1000 * thousands + 1000})
    worked.of({AMOUNT: 1000})
    assert worked.times == ANSWERS_KEPT

    worked.of({AMOUNT: 1000 * ANSWERS_KEPT + 1000})
    worked.of({AMOUNT: 1000})
    assert worked.times == ANSWERS_KEPT + 2


@pytest.mark.parametrize("word", ["plain", "denied"])
def test_what_is_found_of_a_round_sum_hangs_on_the_limit_of_the_day(word: str) -> None:
    """The same sum under another limit is another answer, also inside a *not*."""
    limit = {"fact": AMOUNT, "at_most": "$most"}
    asked = rule(limit if word == "plain" else {"not": limit})
    told = {AMOUNT: 30000}

    found = [asked.judge(judging(told, most=most)).truth.value for most in (30000, 20000, 40000)]

    assert found == (["true", "false", "true"] if word == "plain" else ["false", "true", "false"])
