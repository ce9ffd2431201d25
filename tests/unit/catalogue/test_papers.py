"""What the catalogue puts on paper at its door."""

import hashlib
import json
from typing import Any

import pytest
from somicis.catalogue.v1 import measure_pb2
from somicis.catalogue.v1 import sheets_pb2 as pb

from chassis.modelling import InvalidField
from chassis.serving import InvalidFields, Role
from services.catalogue.domain.refusals import MeasureNotFound
from services.catalogue.domain.sheet_refusals import MeasureNotForPaper
from tests.support.catalogue_service import CatalogueService
from tests.support.judged_measures import MARIA
from tests.support.measures import an_edition, written

FACTS = json.dumps(MARIA)
ON = "2023-01-16"


@pytest.fixture
def stocked(service: CatalogueService) -> CatalogueService:
    """A catalogue with two measures for everybody, and one whose offer says something of a life."""
    return service.stock(
        written(),
        written(an_edition(kinds=["service"], amounts=[]), id="TRIAL_COURSE", kind="service"),
        written(an_edition(sensitive=True), id="QUIET_LOAN"),
    )


def sheet(service: CatalogueService, *codes: str, role: Role = Role.OPERATOR, **asked: Any) -> pb.MakeSheetResponse:
    """A sheet about these measures, for Maria unless told otherwise."""
    asked = {"measure_ids": codes, "as_of": ON, "facts": FACTS, **asked}
    return service.servicer().MakeSheet(pb.MakeSheetRequest(**asked), service.call(role))


def compared(service: CatalogueService, *codes: str, role: Role = Role.OPERATOR, **asked: Any) -> pb.CompareResponse:
    """A page about these measures."""
    asked = {"measure_ids": codes, "as_of": ON, **asked}
    return service.servicer().Compare(pb.CompareRequest(**asked), service.call(role))


def rows(service: CatalogueService) -> int:
    """How much the catalogue has stored."""
    return len(service.recorded())


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.SUPERVISOR, Role.ORIENTATION])
def test_a_sheet_comes_with_the_hash_that_says_which_one_it_is(stocked: CatalogueService, role: Role) -> None:
    """Asked for twice it is the same one, and nothing of it is stored."""
    before = rows(stocked)

    first, second = (sheet(stocked, "TRIAL_LOAN", "TRIAL_COURSE", role=role, language="ar") for _ in range(2))

    assert first.pdf.startswith(b"%PDF")
    assert first.pdf_sha256 == hashlib.sha256(first.pdf).hexdigest()
    assert first == second
    assert [one.measure_id for one in first.measures] == ["TRIAL_LOAN", "TRIAL_COURSE"]
    assert (first.as_of, first.catalogue_position) == (ON, stocked.composed.shelf.all()[0])
    assert rows(stocked) == before


def test_a_sheet_of_today_needs_no_day(stocked: CatalogueService) -> None:
    """Today is the day of the stack's clock."""
    assert sheet(stocked, "TRIAL_LOAN", as_of="").as_of == "2023-01-09"


def test_what_the_catalogue_knew_then_makes_the_sheet_of_then(stocked: CatalogueService) -> None:
    """An old sheet stays reproducible, whatever was corrected since."""
    then = sheet(stocked, "TRIAL_LOAN")
    known_at = stocked.clock.now().isoformat()
    stocked.clock.set(stocked.clock.now().replace(hour=20))
    stocked.published(written(an_edition(owner="Altro ente")))
    stocked.settle()

    assert sheet(stocked, "TRIAL_LOAN").pdf_sha256 != then.pdf_sha256
    assert sheet(stocked, "TRIAL_LOAN", known_at=known_at).pdf_sha256 == then.pdf_sha256


def test_a_comparison_is_the_page_and_the_same_as_data(stocked: CatalogueService) -> None:
    """Without facts it says how measures stand for nobody."""
    page = compared(stocked, "TRIAL_LOAN", "TRIAL_COURSE", language="fr")

    assert page.pdf.startswith(b"%PDF")
    assert page.pdf_sha256 == hashlib.sha256(page.pdf).hexdigest()
    assert [[said.about for said in one.said] for one in page.measures] == [_ABOUT] * 2
    [money] = [said for said in page.measures[0].said if said.about == "money"]
    assert (money.heading, [line.text for line in money.lines]) == ("Argent", ["prêt : jusqu'à 10\u00a0000 euros"])
    assert {one.verdict for one in page.measures} == {measure_pb2.VERDICT_UNSPECIFIED}


def test_a_comparison_for_somebody_says_how_measures_stand_for_them(stocked: CatalogueService) -> None:
    """The verdict, and what of the need is left open."""
    page = compared(stocked, "TRIAL_LOAN", facts=FACTS)

    assert page.measures[0].verdict == measure_pb2.VERDICT_CONDITIONAL
    assert [said.about for said in page.measures[0].said] == ["verdict", *_ABOUT]


def test_what_is_not_translated_says_so(stocked: CatalogueService) -> None:
    """In the data as on the page."""
    course = compared(stocked, "TRIAL_COURSE", language="ar").measures[0]
    [see] = [said for said in course.said if said.about == "see"]
    first_step = next(said for said in course.said if said.about == "first_step")

    assert [line.untranslated for line in see.lines] == [True, False]  # an Italian office, and an address
    assert [line.untranslated for line in first_step.lines] == [False]  # a phrase


@pytest.mark.parametrize("asks", [sheet, compared])
def test_what_says_something_of_a_life_is_on_no_paper(stocked: CatalogueService, asks: Any) -> None:
    """Paper is found by others. An operator is told to speak of it; a partner's, that there is no such measure."""
    with pytest.raises(MeasureNotForPaper) as told:
        asks(stocked, "TRIAL_LOAN", "QUIET_LOAN")
    with pytest.raises(MeasureNotFound):
        asks(stocked, "QUIET_LOAN", role=Role.ORIENTATION)

    assert told.value.facts == {"measure": "QUIET_LOAN"}


@pytest.mark.parametrize("asks", [sheet, compared])
def test_a_measure_that_is_not_there_is_named(stocked: CatalogueService, asks: Any) -> None:
    """Nothing is guessed."""
    with pytest.raises(MeasureNotFound, match="NO_SUCH"):
        asks(stocked, "TRIAL_LOAN", "NO_SUCH")
    with pytest.raises(InvalidField, match="TRIAL_LOAN is named twice"):
        asks(stocked, "TRIAL_LOAN", "TRIAL_LOAN")


@pytest.mark.parametrize("asks", [sheet, compared])
def test_facts_that_cannot_be_meant_are_named(stocked: CatalogueService, asks: Any) -> None:
    """Every one of them, by its name."""
    with pytest.raises(InvalidFields) as told:
        asks(stocked, "TRIAL_LOAN", facts="person: {citizenshp: SN, birth_date: 1988-02-30}")

    assert [each.field for each in told.value.violations] == ["facts.person.citizenshp", "facts.person.birth_date"]


_ABOUT = ["window", "money", "cost", "guarantee", "own_money", "time", "excludes", "first_step", "see", "checked"]


def test_pages_for_everybody_come_a_file_after_the_other_and_leave_out_what_is_reserved(
    stocked: CatalogueService,
) -> None:
    """Whoever asks: an operator sees the reserved measure, and nobody puts it on view by mistake."""
    request = pb.MakePagesRequest(languages=["it", "ar", "it"], as_of=ON)

    made = {page.path: page.content for page in stocked.servicer().MakePages(request, stocked.call())}

    per_language = ["index.html", "TRIAL_LOAN.html", "TRIAL_COURSE.html"]
    assert set(made) == {"index.html", "measures.json"} | {
        f"{one}/{page}" for one in ("it", "ar") for page in per_language
    }
    assert not any(b"QUIET_LOAN" in content for content in made.values())
    data = json.loads(made["measures.json"])
    assert (data["as_of"], data["open"]) == (ON, {"national": {"loan": ["TRIAL_LOAN"], "service": ["TRIAL_COURSE"]}})


def test_pages_are_made_in_every_language_unless_some_are_named(stocked: CatalogueService) -> None:
    """And about today."""
    pages = stocked.servicer().MakePages(pb.MakePagesRequest(), stocked.call())

    made = {page.path: page.content for page in pages}

    assert {path.partition("/")[0] for path in made if "/" in path} == {"it", "en", "fr", "ar"}
    assert json.loads(made["measures.json"])["as_of"] == "2023-01-09"
