"""What is in the way of every measure stands on the sheet, with what can be done about it."""

from dataclasses import asdict

import pytest

from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.sheets.orientation import Asked, Part, orientation
from services.catalogue.domain.sheets.phrases import LANGUAGES, phrases
from services.catalogue.domain.verdicts.judged import judge
from tests.support.judged_measures import MARIA, ORIENTATION, measure, rule, who


def sheet(*measures: MeasureDocument, language: str = "it", profile: Profile | None = None) -> tuple[Part, ...]:
    """A sheet about these measures."""
    known = profile or who(MARIA)
    judged = [judge(each, known, ORIENTATION) for each in measures]
    return orientation(Asked(judged, known, ORIENTATION, position=7), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_can_have_nothing_with_a_title_reads_why_and_what_can_be_done(language: str) -> None:
    """A student is not sent to look at the other measures: it is so of all of them."""
    student = who(MARIA, person={"permit": {"kind": "STUDIO"}})
    part = sheet(measure("ONE"), measure("OTHER"), profile=student, language=language)[-1]
    said = phrases(language)

    why, instead = part.to_mind
    assert why.before + why.text == said.say("sheet", "in_the_way", condition=said.say("every_measure", "permit"))
    assert ("Sportello unico" in instead.text, instead.language) == (True, language)
    assert part.no_steps == said.say("sheet", "not_met_by_any")
    assert "STUDIO" not in str(asdict(part))


def test_of_a_title_that_cannot_be_converted_only_why_is_said() -> None:
    """Medical treatment allows no business, and is not named: the paper may be found."""
    patient = who(MARIA, person={"permit": {"kind": "CURE"}})

    [part] = sheet(measure("ONE"), profile=patient)
    assert (len(part.to_mind), "mediche" in str(asdict(part))) == (1, False)


def test_a_title_that_ends_soon_is_to_be_renewed() -> None:
    """Without the day, which was told; of one that does not end soon nothing stands there."""
    soon, later = (
        sheet(measure("ONE"), profile=who(MARIA, person={"permit": {"expires_on": day}}))[0]
        for day in ("2023-01-23", "2024-01-23")
    )

    [line] = soon.to_mind
    assert (line.text, line.unverified) == (phrases("it").say("sheet", "renew_soon"), True)
    assert (later.to_mind, "2023-01-23" in str(asdict(soon))) == ((), False)


def test_what_is_not_the_title_sends_to_the_other_measures() -> None:
    """Another may ask something else."""
    men, ends = measure("MEN", rule("men", {"fact": "person.sex", "is": "M"})), {"expires_on": "2023-01-23"}
    [part], [soon] = sheet(men), sheet(men, profile=who(MARIA, person={"permit": ends}))

    assert (part.to_mind, part.no_steps) == ((), phrases("it").say("sheet", "not_met"))
    assert (len(soon.to_mind), soon.no_steps) == (1, part.no_steps)
