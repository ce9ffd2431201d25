"""A measure: what a document brings to it, told as events, and what it refuses."""

from datetime import date

from services.catalogue.domain.measure import Measure, TakenIn, id_of_measure
from tests.support.given import given, given_nothing
from tests.support.measures import a_document, an_edition, the_next_edition

TODAY = date(2023, 1, 9)
LATER = date(2023, 11, 2)
TWO_EDITIONS = a_document(an_edition(), the_next_edition())
V1, V2 = TWO_EDITIONS.editions


def a_measure() -> Measure:
    """A measure with one edition."""
    measure = Measure.register(a_document(), TODAY)
    measure.take_in(a_document(), TODAY)
    return measure


def test_a_measure_is_registered_under_an_id_made_from_its_code() -> None:
    """Whoever imports the same file elsewhere speaks of the same measure."""
    after = given_nothing().when(lambda: Measure.register(TWO_EDITIONS, TODAY))

    after.then(Measure.Registered, code="TRIAL_LOAN", level="national", kind="loan", occurred_on=TODAY).leaving(
        id=id_of_measure("TRIAL_LOAN")
    )


def test_an_edition_the_catalogue_does_not_have_is_published() -> None:
    """What becomes public is said with all that a stranger needs to know of it."""
    given(a_measure).when(lambda m: m.take_in(TWO_EDITIONS, LATER)).then(
        Measure.EditionPublished,
        code="TRIAL_LOAN",
        level="national",
        kind="loan",
        edition_id="V2",
        content=V2.content(),
        occurred_on=LATER,
    ).leaving(editions={"V1": V1.content(), "V2": V2.content()})


def test_another_content_of_a_published_edition_is_a_correction() -> None:
    """The rules did not change: the catalogue had them wrong."""
    mended = a_document(an_edition(site="https://example.org/right"))

    given(a_measure).when(lambda m: m.take_in(mended, LATER)).then(
        Measure.EditionCorrected, code="TRIAL_LOAN", edition_id="V1", content=mended.editions[0].content()
    ).leaving(editions={"V1": mended.editions[0].content()})


def test_a_field_that_is_now_null_is_a_correction() -> None:
    """“Looked for, none found” is news where nobody had looked before."""
    looked = a_document(an_edition(grace_months=None))

    given(a_measure).when(lambda m: m.take_in(looked, LATER)).then(Measure.EditionCorrected, edition_id="V1")


def test_a_document_that_brings_nothing_new_is_no_event_and_says_so() -> None:
    """Importing a folder again is harmless, and seen to be."""
    measure = a_measure()
    measure.collect_events()

    taken_in = measure.take_in(a_document(), LATER)

    assert taken_in == TakenIn(published=(), corrected=(), unchanged=("V1",))
    assert taken_in.changed_nothing
    assert list(measure.pending_events) == []


def test_a_document_may_correct_one_edition_and_bring_another() -> None:
    """An editor mends what is wrong while adding what is new."""
    measure = a_measure()
    measure.collect_events()

    taken_in = measure.take_in(a_document(an_edition(owner="Altro ente"), the_next_edition()), LATER)

    assert taken_in == TakenIn(published=("V2",), corrected=("V1",), unchanged=())
    assert [type(event) for event in measure.pending_events] == [Measure.EditionPublished, Measure.EditionCorrected]


def test_an_older_edition_may_be_added_afterwards() -> None:
    """History is often found last; editions keep the order of their days."""
    measure = Measure.register(a_document(the_next_edition()), TODAY)
    measure.take_in(a_document(the_next_edition()), TODAY)

    measure.take_in(TWO_EDITIONS, LATER)

    assert measure.document() == TWO_EDITIONS


def test_a_measure_never_changes_its_level() -> None:
    """Reports count national and regional measures apart, and counted them so already."""
    regional = a_document(level="regional")

    given(a_measure).when(lambda m: m.take_in(regional, LATER)).then_refused(
        "LEVEL_OR_KIND_CHANGED", measure="TRIAL_LOAN", field="level", was="national", asked="regional"
    )


def test_a_measure_never_changes_its_kind() -> None:
    """A grant that was a loan is another measure."""
    grant = a_document(an_edition(kinds=["grant"]), kind="grant")

    given(a_measure).when(lambda m: m.take_in(grant, LATER)).then_refused(
        "LEVEL_OR_KIND_CHANGED", field="kind", was="loan", asked="grant"
    )


def test_a_published_edition_cannot_be_left_out() -> None:
    """An old orientation sheet must stay reproducible."""
    only_the_new = a_document(the_next_edition())

    given(a_measure).when(lambda m: m.take_in(only_the_new, LATER)).then_refused(
        "EDITION_LEFT_OUT", measure="TRIAL_LOAN", edition="V1"
    )
