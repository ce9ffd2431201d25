"""A measure: what a document brings to it, told as events, and what it refuses."""

from datetime import date

from services.catalogue.domain.measure import Measure, id_of_measure
from services.catalogue.domain.reasons import WithdrawalReason
from tests.support.given import given, given_nothing
from tests.support.measures import a_document, an_edition, the_next_edition
from tests.support.published_measures import ANOTHER, DRAFTER, TODAY, a_drafted_measure, a_published_measure

LATER = date(2023, 11, 2)
TWO_EDITIONS = a_document(an_edition(), the_next_edition())
V1, V2 = TWO_EDITIONS.editions
MENDED = a_document(an_edition(site="https://example.org/right"))


def test_a_measure_is_registered_under_an_id_made_from_its_code() -> None:
    """Whoever imports the same file elsewhere speaks of the same measure."""
    after = given_nothing().when(lambda: Measure.register(TWO_EDITIONS, TODAY))

    after.then(Measure.Registered, code="TRIAL_LOAN", level="national", kind="loan", occurred_on=TODAY).leaving(
        id=id_of_measure("TRIAL_LOAN")
    )


def test_an_edition_the_catalogue_does_not_have_is_drafted() -> None:
    """And nothing of what is published changes by it."""
    given(a_published_measure).when(lambda m: m.take_in(TWO_EDITIONS, DRAFTER, LATER)).then(
        Measure.EditionDrafted,
        code="TRIAL_LOAN",
        level="national",
        kind="loan",
        edition_id="V2",
        content=V2.content(),
        correction=False,
        drafted_by=DRAFTER,
        occurred_on=LATER,
    ).leaving(editions={"V1": V1.content()})


def test_another_content_of_a_published_edition_is_the_draft_of_a_correction() -> None:
    """The rules did not change: the catalogue had them wrong, and has them until somebody publishes."""
    given(a_published_measure).when(lambda m: m.take_in(MENDED, DRAFTER, LATER)).then(
        Measure.EditionDrafted, edition_id="V1", content=MENDED.editions[0].content(), correction=True
    ).leaving(editions={"V1": V1.content()})


def test_a_field_that_is_now_null_is_a_correction() -> None:
    """“Looked for, none found” is news where nobody had looked before."""
    looked = a_document(an_edition(grace_months=None))

    given(a_published_measure).when(lambda m: m.take_in(looked, DRAFTER, LATER)).then(
        Measure.EditionDrafted, edition_id="V1", correction=True
    )


def test_a_document_that_brings_nothing_new_is_no_event_and_says_so() -> None:
    """Importing a folder again is harmless, and seen to be: what is published, and what is drafted, is known."""
    for measure in (a_published_measure(), a_drafted_measure()):
        measure.collect_events()

        taken_in = measure.take_in(a_document(), ANOTHER, LATER)

        assert (taken_in.drafted, taken_in.withdrawn, taken_in.unchanged) == ((), (), ("V1",))
        assert taken_in.changes_nothing
        assert list(measure.pending_events) == []


def test_a_document_may_correct_one_edition_and_bring_another() -> None:
    """An editor mends what is wrong while adding what is new."""
    measure = a_published_measure()

    taken_in = measure.take_in(a_document(an_edition(owner="Altro ente"), the_next_edition()), DRAFTER, LATER)

    assert [each.id for each in taken_in.drafted] == ["V1", "V2"]
    assert {each: draft.correction for each, draft in measure.drafts.items()} == {"V1": True, "V2": False}


def test_a_draft_that_is_written_anew_waits_for_a_review_again() -> None:
    """What was read is not what stands there now; and it is the word of whoever wrote it last."""
    measure = a_drafted_measure()
    measure.review((), ANOTHER, TODAY)

    measure.take_in(MENDED, ANOTHER, LATER)

    assert (measure.drafts["V1"].drafted_by, measure.drafts["V1"].reviewed_by) == (ANOTHER, "")


def test_a_file_that_says_what_is_published_takes_the_draft_back() -> None:
    """A file says what the catalogue is to say: here, that it is right as it is."""
    measure = a_published_measure()
    measure.take_in(MENDED, DRAFTER, LATER)

    given(measure).when(lambda m: m.take_in(a_document(), ANOTHER, LATER)).then(
        Measure.DraftWithdrawn, edition_id="V1", reason=WithdrawalReason.NOT_NEEDED
    ).leaving(drafts={}, editions={"V1": V1.content()})


def test_a_file_that_leaves_a_draft_out_takes_it_back() -> None:
    """Nobody has been shown it yet, so it may go."""
    measure = a_published_measure()
    measure.take_in(TWO_EDITIONS, DRAFTER, LATER)

    given(measure).when(lambda m: m.take_in(a_document(), DRAFTER, LATER)).then(
        Measure.DraftWithdrawn, edition_id="V2"
    ).leaving(drafts={})


def test_an_older_edition_may_be_added_afterwards() -> None:
    """History is often found last; editions keep the order of their days."""
    measure = a_published_measure(a_document(the_next_edition()))
    measure.take_in(TWO_EDITIONS, DRAFTER, LATER)
    measure.review((), ANOTHER, LATER)
    measure.publish((), ANOTHER, LATER)

    known = measure.known()

    assert known is not None
    assert known.document == TWO_EDITIONS


def test_a_measure_never_changes_its_level() -> None:
    """Reports count national and regional measures apart, and counted them so already."""
    regional = a_document(level="regional")

    given(a_published_measure).when(lambda m: m.take_in(regional, DRAFTER, LATER)).then_refused(
        "LEVEL_OR_KIND_CHANGED", measure="TRIAL_LOAN", field="level", was="national", asked="regional"
    )


def test_a_measure_never_changes_its_kind() -> None:
    """A grant that was a loan is another measure."""
    grant = a_document(an_edition(kinds=["grant"]), kind="grant")

    given(a_published_measure).when(lambda m: m.take_in(grant, DRAFTER, LATER)).then_refused(
        "LEVEL_OR_KIND_CHANGED", field="kind", was="loan", asked="grant"
    )


def test_before_anything_is_published_the_level_may_still_be_mended() -> None:
    """Nobody has counted it, and a code would be lost for ever by a slip; the review is due again."""
    regional = a_document(level="regional")
    measure = a_drafted_measure()
    measure.review((), ANOTHER, TODAY)

    given(measure).when(lambda m: m.take_in(regional, DRAFTER, LATER)).then(
        Measure.EditionDrafted, level="regional", edition_id="V1"
    ).leaving(level="regional")
    assert measure.drafts["V1"].reviewed_by == ""


def test_a_published_edition_cannot_be_left_out() -> None:
    """An old orientation sheet must stay reproducible."""
    only_the_new = a_document(the_next_edition())

    given(a_published_measure).when(lambda m: m.take_in(only_the_new, DRAFTER, LATER)).then_refused(
        "EDITION_LEFT_OUT", measure="TRIAL_LOAN", edition="V1"
    )
