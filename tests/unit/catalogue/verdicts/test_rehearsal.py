"""Who gains, who loses and who becomes undecided by a draft, before it is published."""

from typing import Any

import pytest

from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.verdicts.judged import judge
from services.catalogue.domain.verdicts.rehearsal import Effect, Rehearsal, Side
from services.catalogue.domain.verdicts.verdict import Verdict
from services.catalogue.domain.window import WindowState
from tests.support.judged_measures import MARIA, ORIENTATION, measure, rule, who

NEET = rule("neet", {"fact": "person.employment.neet", "is": True})
WOMEN = rule("women", {"fact": "person.sex", "is": "F"})
FEW = rule("few", {"fact": "enterprise.members", "at_most": 2}, "by_choice")


def side(document: MeasureDocument) -> Side:
    """How the measure stands for anybody at the orientation."""
    return lambda profile: judge(document, profile, ORIENTATION)


def somebody(**person: Any) -> Profile:
    """Maria with something told otherwise."""
    return who(MARIA, person=person)


MAN, WOMAN, WOMAN_NEET = somebody(sex="M"), somebody(), somebody(employment={"neet": True})


@pytest.mark.parametrize(
    ("before", "after", "profile", "effect"),
    [
        (measure("A", WOMEN), measure("A"), MAN, Effect.GAINS),
        (measure("A", NEET), measure("A"), WOMAN, Effect.GAINS),
        (measure("A"), measure("A", WOMEN), MAN, Effect.LOSES),
        (measure("A", NEET), measure("A", WOMEN), MAN, Effect.LOSES),
        (measure("A"), measure("A", NEET), WOMAN, Effect.BECOMES_UNDECIDED),
        (measure("A", WOMEN), measure("A", NEET), MAN, Effect.BECOMES_UNDECIDED),
        (measure("A"), measure("A", FEW), WOMAN, Effect.STANDS_OTHERWISE),
        (measure("A"), measure("A", windows=[{"opens": "2023-06-01", "closes": None}]), WOMAN, Effect.STANDS_OTHERWISE),
        (measure("A"), measure("A", interest_free="yes"), WOMAN, Effect.STANDS_OTHERWISE),
        (measure("A"), measure("A", amounts=[{"of": "loan", "max": 50000}]), WOMAN, Effect.STANDS_OTHERWISE),
        (measure("A"), measure("A", WOMEN), WOMAN, Effect.SAME),
        (measure("A", WOMEN), measure("A", WOMEN, interest_free="yes"), MAN, Effect.SAME),
        (measure("A", WOMEN), measure("A", WOMEN, owner="Altri"), WOMAN, Effect.SAME),
        (measure("A", NEET), measure("A", NEET, interest_free="yes"), WOMAN, Effect.STANDS_OTHERWISE),
    ],
)
def test_a_draft_has_one_effect_on_somebody(
    before: MeasureDocument, after: MeasureDocument, profile: Profile, effect: Effect
) -> None:
    """Given both sides of one measure and a profile, when it is rehearsed, then it is counted once."""
    rehearsal = Rehearsal(side(before), side(after))

    assert rehearsal.add(profile) is effect
    assert rehearsal.counted().effects == {each: int(each is effect) for each in Effect}


def test_of_a_new_measure_whoever_fits_gains_and_nobody_loses() -> None:
    """There was nothing before it."""
    rehearsal = Rehearsal(None, side(measure("A", NEET, WOMEN)))

    assert [rehearsal.add(one) for one in (WOMAN_NEET, WOMAN, MAN)] == [
        Effect.GAINS,
        Effect.BECOMES_UNDECIDED,
        Effect.SAME,
    ]
    assert rehearsal.counted().verdicts[None, Verdict.NOT_ELIGIBLE] == 1


def test_what_is_kept_does_not_grow_with_the_crowd() -> None:
    """Counts of everybody, and the keys of a few: a thousand profiles leave no more than ten do."""
    rehearsal = Rehearsal(side(measure("A", WOMEN)), side(measure("A")), kept=3)
    for number in range(50):
        rehearsal.add(MAN, f"m{number}")
        rehearsal.add(WOMAN, f"w{number}")

    found = rehearsal.counted()

    assert (found.profiles, found.effects[Effect.GAINS], found.effects[Effect.SAME]) == (100, 50, 50)
    assert found.keys == {Effect.GAINS: ("m0", "m1", "m2")}
    assert found.verdicts == {
        (Verdict.NOT_ELIGIBLE, Verdict.ELIGIBLE): 50,
        (Verdict.ELIGIBLE, Verdict.ELIGIBLE): 50,
    }
    assert found.windows == {(WindowState.OPEN, WindowState.OPEN): 100}


def test_nobody_rehearsed_is_nothing_counted() -> None:
    """An empty file of profiles is an answer, too."""
    found = Rehearsal(None, side(measure("A"))).counted()

    assert (found.profiles, set(found.effects.values()), found.keys) == (0, {0}, {})
