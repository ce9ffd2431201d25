"""What the desk is shown is the word of two people: drafted by one, reviewed and published by another."""

from datetime import date

import pytest

from chassis.modelling import Refusal
from services.catalogue.domain.measure import Measure
from services.catalogue.domain.reasons import WithdrawalReason
from tests.support.given import given
from tests.support.measures import a_document, an_edition, the_next_edition
from tests.support.published_measures import (
    ANOTHER,
    DRAFTER,
    TODAY,
    a_drafted_measure,
    a_published_measure,
    a_reviewed_measure,
)

A_THIRD = "ed-3"
OPEN_ENDED = a_document(an_edition(valid_to=None, windows=[{"opens": "2020-01-01", "closes": None}]))
TWO_EDITIONS = a_document(an_edition(), the_next_edition())
V1, V2 = TWO_EDITIONS.editions


def a_corrected_draft() -> Measure:
    """A published measure, mended and read, not yet published again."""
    measure = a_published_measure()
    measure.take_in(a_document(an_edition(owner="Altro ente")), DRAFTER, TODAY)
    measure.review((), ANOTHER, TODAY)
    return measure


def test_another_editor_reviews_a_draft() -> None:
    """It still is not what the catalogue says."""
    given(a_drafted_measure).when(lambda m: m.review((), ANOTHER, TODAY)).then(
        Measure.DraftReviewed, code="TRIAL_LOAN", edition_id="V1", reviewed_by=ANOTHER
    ).leaving(editions={})


def test_nobody_reviews_what_they_wrote() -> None:
    """They would overlook again what they overlooked."""
    given(a_drafted_measure).when(lambda m: m.review((), DRAFTER, TODAY)).then_refused(
        "REVIEWER_IS_DRAFTER", measure="TRIAL_LOAN", edition="V1", by=DRAFTER
    )


def test_a_draft_is_reviewed_once() -> None:
    """A second review would change nothing, and saying nothing of it would hide that."""
    given(a_reviewed_measure).when(lambda m: m.review(["V1"], A_THIRD, TODAY)).then_refused(
        "DRAFT_ALREADY_REVIEWED", edition="V1", reviewed_by=ANOTHER
    )


def test_all_drafts_that_wait_are_reviewed_together() -> None:
    """Those that were read already do not stand in the way."""
    measure = a_drafted_measure(TWO_EDITIONS)
    measure.review(["V2"], ANOTHER, TODAY)

    given(measure).when(lambda m: m.review((), A_THIRD, TODAY)).then(
        Measure.DraftReviewed, edition_id="V1", reviewed_by=A_THIRD
    )


@pytest.mark.parametrize("publisher", [ANOTHER, A_THIRD])
def test_whoever_did_not_write_it_publishes_a_reviewed_draft(publisher: str) -> None:
    """The reviewer may, or a third person; with all that a stranger needs to know of it."""
    given(a_reviewed_measure).when(lambda m: m.publish((), publisher, TODAY)).then(
        Measure.EditionPublished,
        code="TRIAL_LOAN",
        level="national",
        kind="loan",
        edition_id="V1",
        content=a_document().editions[0].content(),
        occurred_on=TODAY,
    ).leaving(drafts={})


def test_a_correction_is_published_as_one() -> None:
    """It was always so: other events tell of what became so."""
    given(a_corrected_draft).when(lambda m: m.publish((), ANOTHER, TODAY)).then(
        Measure.EditionCorrected,
        edition_id="V1",
        content=a_document(an_edition(owner="Altro ente")).editions[0].content(),
    ).leaving(drafts={})


def test_nobody_publishes_what_they_wrote() -> None:
    """Published by a second person, whoever has reviewed it."""
    given(a_reviewed_measure).when(lambda m: m.publish((), DRAFTER, TODAY)).then_refused(
        "PUBLISHER_IS_DRAFTER", measure="TRIAL_LOAN", edition="V1", by=DRAFTER
    )


def test_nothing_is_published_that_nobody_has_read() -> None:
    """Also when only one draft of several waits for its review: then nothing is published."""
    measure = a_drafted_measure(TWO_EDITIONS)
    measure.review(["V1"], ANOTHER, TODAY)

    given(measure).when(lambda m: m.publish((), ANOTHER, TODAY)).then_refused("DRAFT_NOT_REVIEWED", edition="V2")


def test_some_drafts_may_be_published_before_others() -> None:
    """Those that are named, as long as what is published then fits together."""
    measure = a_reviewed_measure(TWO_EDITIONS)

    given(measure).when(lambda m: m.publish(["V1"], ANOTHER, TODAY)).then(Measure.EditionPublished, edition_id="V1")
    assert list(measure.drafts) == ["V2"]


def test_what_would_leave_editions_that_contradict_one_another_is_not_published() -> None:
    """The new edition without the end of the old one: two would be in force."""
    measure = a_published_measure(OPEN_ENDED)
    measure.take_in(TWO_EDITIONS, DRAFTER, TODAY)
    measure.review((), ANOTHER, TODAY)

    given(measure).when(lambda m: m.publish(["V2"], ANOTHER, TODAY)).then_refused(
        "EDITIONS_DO_NOT_FIT", measure="TRIAL_LOAN", field="editions.V1.valid_to"
    )
    measure.publish((), ANOTHER, TODAY)
    assert list(measure.editions) == ["V1", "V2"]


def test_a_draft_is_taken_back_or_sent_back() -> None:
    """By whoever wrote it and by whoever read it, with a reason; what is published stays."""
    given(a_corrected_draft).when(lambda m: m.withdraw(["V1"], WithdrawalReason.INCORRECT, "art. 4", TODAY)).then(
        Measure.DraftWithdrawn, edition_id="V1", reason=WithdrawalReason.INCORRECT, note="art. 4"
    ).leaving(drafts={}, editions={"V1": V1.content()})


@pytest.mark.parametrize("act", ["review", "publish"])
def test_what_is_not_drafted_is_neither_reviewed_nor_published(act: str) -> None:
    """By name or by none."""
    given(a_published_measure).when(lambda m: getattr(m, act)(["V1"], ANOTHER, TODAY)).then_refused(
        "DRAFT_NOT_FOUND", measure="TRIAL_LOAN", edition="V1"
    )
    given(a_published_measure).when(lambda m: getattr(m, act)((), ANOTHER, TODAY)).then_refused(
        "NOTHING_DRAFTED", measure="TRIAL_LOAN"
    )


def test_what_is_not_drafted_is_not_withdrawn() -> None:
    """What is published is never taken out."""
    given(a_published_measure).when(lambda m: m.withdraw(["V1"], WithdrawalReason.NOT_NEEDED, "", TODAY)).then_refused(
        "DRAFT_NOT_FOUND"
    )


def test_drafts_are_shown_in_the_place_of_what_they_change() -> None:
    """To editors; everybody else reads what is published."""
    measure = a_corrected_draft()
    shown, proposed = measure.known(), measure.known(with_drafts=True)

    assert shown is not None
    assert proposed is not None
    assert [each.owner for each in shown.editions] == ["Ente di prova"]
    assert [each.owner for each in proposed.editions] == ["Altro ente"]
    assert [m.state_on("V1", date(2023, 1, 9)) for m in (shown, proposed)] == ["published", "reviewed"]


def test_of_a_measure_never_published_nothing_is_shown() -> None:
    """But to editors."""
    measure = a_drafted_measure()
    proposed = measure.known(with_drafts=True)

    assert measure.known() is None
    assert proposed is not None
    assert proposed.state_on("V1", TODAY) == "draft"


def test_nothing_is_published_of_which_its_own_tests_do_not_hold() -> None:
    """However it was drafted: an engine that has changed since answers otherwise, too."""
    wrong = {"name": "Nobody", "on": "2021-06-01", "expect": {"window": "closed"}}
    measure = a_drafted_measure(a_document(an_edition(tests=[wrong])))
    measure.review((), ANOTHER, TODAY)

    given(measure).when(lambda m: m.publish((), ANOTHER, TODAY)).then_refused(
        "TESTS_DO_NOT_HOLD",
        measure="TRIAL_LOAN",
        field="editions.V1.tests.0",
        problem='the test "Nobody" does not hold: window is open, not closed',
        violations="1",
    )


def test_every_test_that_does_not_hold_is_told_at_once() -> None:
    """Who mends the file mends all of it."""
    wrong = [
        {"name": name, "on": "2021-06-01", "expect": {"window": "closed", "verdict": "not_eligible"}}
        for name in ("One", "Other")
    ]
    measure = a_drafted_measure(a_document(an_edition(tests=wrong)))
    measure.review((), ANOTHER, TODAY)

    with pytest.raises(Refusal, match="own tests") as refused:
        measure.publish((), ANOTHER, TODAY)

    assert [(each.field, each.problem.rpartition(": ")[0]) for each in refused.value.each] == [
        (f"editions.V1.tests.{number}", f'the test "{name}" does not hold')
        for number, name in enumerate(("One", "Other"))
        for _ in ("verdict", "window")
    ]
    assert refused.value.facts["violations"] == "4"
