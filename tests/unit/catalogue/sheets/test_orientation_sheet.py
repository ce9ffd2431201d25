"""What stands on the sheet a person takes home."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.sheets.orientation import Asked, Part, orientation
from services.catalogue.domain.sheets.phrases import LANGUAGES, phrases
from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.judged import judge
from tests.support.judged_measures import MARIA, ORIENTATION, act, measure, project_measure, rule, who
from tests.support.measures import ADULT

OTHER_LANGUAGES = [language for language in LANGUAGES if language != "it"]
TOLD_OF_MARIA = ("1988", "LAV_SUB", "2024-03-31", "31/03/2024", "109034", "Senegal", "30000", "30.000")
PROPOSED = ("MARCHE_CREAZIONE_IMPRESA", "MICROCREDITO_IMPR", "NASPI_ANTICIPATA")
GET_IN_EACH_OTHERS_WAY = ("MARCHE_CREAZIONE_IMPRESA", "NASPI_ANTICIPATA")


def sheet(
    *measures: MeasureDocument,
    language: str = "it",
    profile: Profile | None = None,
    on: date = ORIENTATION,
    checked: Text | None = None,
) -> tuple[Part, ...]:
    """A sheet about these measures."""
    known = profile or who(MARIA)
    judged = [judge(each, known, on) for each in measures]
    return orientation(Asked(judged, known, on, position=7, checked=checked), language)


def of(part: Part, code: str, number: int = 0) -> list[str]:
    """The lines of one entry about one of the measures."""
    entries = {entry.code: entry for entry in part.measures[number].entries}
    return [line.before + line.text + line.after for line in entries[code].lines] if code in entries else []


def named_in_italian(code: str) -> MeasureDocument:
    """A measure of the project whose name nobody has translated yet."""
    found = project_measure(code)
    names = [Text({"it": edition.name.it, "en": edition.name.en}) for edition in found.editions]
    editions = [edition.model_copy(update={"name": name}) for edition, name in zip(found.editions, names, strict=True)]
    return found.model_copy(update={"editions": tuple(editions)})


def everything(parts: tuple[Part, ...]) -> str:
    """All that stands on a sheet."""
    return json.dumps([asdict(part) for part in parts], ensure_ascii=False, default=str)


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_a_sheet_is_in_italian_and_in_one_language_more(language: str) -> None:
    """Italian first: an office has to be able to read it."""
    parts = sheet(project_measure("NASPI_ANTICIPATA"), language=language)

    assert [part.language for part in parts] == ["it", language]
    assert [part.title for part in parts] == [phrases(one).say("sheet", "title") for one in ("it", language)]


def test_an_italian_sheet_says_everything_once() -> None:
    """Nobody needs the same page twice."""
    assert [part.language for part in sheet(project_measure("NASPI_ANTICIPATA"))] == ["it"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_standing_warnings_are_on_every_sheet(language: str) -> None:
    """No legal advice; aids may exclude one another; what is unverified is marked; when it was checked."""
    checked = Text({"it": "Catalogo: 2 misure.", "en": "Catalogue: 2 measures.", language: "!"})
    part = sheet(*map(project_measure, PROPOSED), language=language, checked=checked)[-1]
    said = phrases(language)
    warned = [line.text for line in part.warnings.lines]

    assert said.say("warning", "not_advice") in warned
    assert said.say("warning", "cumulation") in warned
    assert said.say("warning", "unverified", mark=part.marks["unverified"]) in warned
    assert [line.text for line in part.footer][1:] == ["!", said.say("warning", "position", position=7)]
    assert all(of(part, "checked", number) for number in range(len(PROPOSED)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_a_person_told_stands_on_the_sheet(language: str) -> None:
    """Whoever finds it learns which measures exist, not who carried it. Reasons carry values; a sheet does not."""
    parts = sheet(*map(project_measure, PROPOSED), language=language)

    assert [told for told in TOLD_OF_MARIA if told in everything(parts)] == []


def test_steps_stand_in_the_order_in_which_they_come() -> None:
    """What is due before applying before what is due after it, and of those what is due first."""
    late = measure("LATE_ONE", act("open_vat", what="open_vat", due="before_applying"))
    soon = measure(
        "SOON_ONE",
        act("declare", what="declare_did", due="before_applying"),
        act("keep", what="keep", due="after_applying"),
        windows=[{"opens": "2023-01-01", "closes": "2023-02-28"}],
    )

    [part] = sheet(late, soon, profile=who(MARIA, person={"employment": {"did_on": "none", "naspi_from": "none"}}))

    steps = [(heading, [(step.measure, step.on) for step in some]) for heading, some in part.steps]
    assert steps == [
        ("Prima di fare domanda", [("SOON_ONE", date(2023, 2, 28)), ("LATE_ONE", date(2023, 12, 31))]),
        ("Dopo la domanda", [("SOON_ONE", None)]),
    ]
    assert part.steps[0][1][0].due == "entro il giorno 28 febbraio 2023"


@pytest.mark.parametrize(
    ("language", "due"),
    [
        ("it", "entro il giorno 4 luglio 2023 – vale dal giorno 15 luglio 2023"),
        ("en", "by 4 July 2023 – counts from 15 July 2023"),
        ("fr", "avant le 4 juillet 2023 inclus – compte à partir du 15 juillet 2023"),
        ("ar", "في موعد أقصاه 04/07/2023 – يُحتسب ابتداءً من 15/07/2023"),
    ],
)
def test_what_has_to_last_is_told_by_when_to_begin_and_from_when_it_counts(language: str, due: str) -> None:
    """180 days before the window closes, and 180 days from the orientation."""
    lasts = rule("did", {"fact": "person.employment.did_on", "elapsed_at_least": {"days": 180}}, fixable="by_service")
    nobody = who(MARIA, person={"employment": {"did_on": "none", "naspi_from": "none"}})

    part = sheet(measure("LONG", lasts), profile=nobody, language=language)[-1]

    [(_, [step])] = part.steps
    assert step.due == due


def test_a_choice_that_decides_the_amount_is_a_step() -> None:
    """While there is an idea it is the founders'."""
    each = measure("EACH", amounts=[{"of": "loan", "max": 40000, "per": "applicant"}])

    [(_, [step])] = sheet(each, language="fr")[-1].steps

    assert step.what.text == "Choisir : associés qui demandent l'aide. Le montant auquel on a droit en dépend."


def test_what_only_time_mends_is_told_from_which_day() -> None:
    """A day from which is no deadline."""
    waits = rule("age", {"fact": "person.birth_date", "age_at_least": 35}, fixable="by_time")

    [part] = sheet(measure("OLDER", waits))

    [(_, [step])] = part.steps
    assert (step.due, step.what.before, step.what.text) == (
        "dal giorno 14 marzo 2023",
        "Aspettare. Serve: ",
        "Qualcosa",
    )


def test_measures_that_get_in_each_others_way_are_told_with_the_order_that_serves_both() -> None:
    """Applying first, founding then: the other way round costs the first."""
    forbids = act("found_after", what="constitute", due="after_applying", forbidden_before=True, after="applying")
    needs = act("found_before", what="constitute", due="before_applying")

    told = sheet(measure("FORBIDS", forbids), measure("NEEDS", needs), language="ar")

    [italian], [arabic] = ([line.text for line in part.to_mind] for part in told)
    assert italian.startswith("Attenzione all'ordine: chiedere prima «FORBIDS it» (dal giorno 16 gennaio 2023)")
    assert "«\u2066NEEDS it\u2069»" in arabic  # an Italian name keeps its own direction


def test_what_is_missing_is_named_by_what_facts_are_called() -> None:
    """In the person's language, and never by its code."""
    unknown = who(MARIA, person={"birth_date": None})
    italian, french = sheet(measure("ADULTS", rule("age", ADULT)), profile=unknown, language="fr")

    assert of(italian, "missing") == ["data di nascita"]
    assert of(french, "missing") == ["date de naissance"]


@pytest.mark.parametrize("fact", ["person.assisted_by_shelter", "person.household.adi"])
def test_what_would_tell_of_violence_or_poverty_is_not_named_on_paper(fact: str) -> None:
    """It is asked at the desk, in person."""
    [part] = sheet(measure("QUIET", rule("quiet", {"fact": fact, "is": True})))

    assert of(part, "missing") == ["altro, da vedere insieme allo sportello"]


def test_what_nobody_translated_stands_in_italian_and_says_so() -> None:
    """Rather Italian than nothing, and never passed off as Arabic."""
    translated: dict[str, Any] = {"summary": {"it": "Prestito", "en": "Loan", "ar": "قرض"}}
    _, arabic = sheet(measure("BOTH", rule("age", ADULT), **translated), language="ar")
    [proposal] = arabic.measures

    assert (proposal.summary.text, proposal.summary.language) == ("قرض", "ar")
    assert (proposal.name.text, proposal.name.language) == ("BOTH it", "it")
    assert arabic.marks["untranslated"] in arabic.warnings.lines[-1].text


def test_what_no_official_source_confirms_is_marked() -> None:
    """The amount of this measure is, its window is not."""
    [part] = sheet(measure("DOUBTFUL", rule("age", ADULT), unverified=["amounts.0.max"]))
    marked = {entry.code: [line.unverified for line in entry.lines] for entry in part.measures[0].entries}

    assert marked["gives"] == [True]
    assert marked["window"] == [False]


def test_a_measure_with_nothing_to_prepare_says_where_to_begin() -> None:
    """An empty list would read as if something had been forgotten."""
    [part] = sheet(measure("READY", rule("age", ADULT)))

    assert part.steps == ()
    assert part.no_steps == phrases("it").say("sheet", "nothing_to_do")


def test_nobody_is_sent_to_do_what_leads_nowhere_today() -> None:
    """Neither for a measure that is closed, nor for one whose conditions can no longer be met."""
    step = act("declare", what="keep", due="at_applying")
    closed = measure("OVER", step, windows=[{"opens": "2021-01-01", "closes": "2021-12-31"}])
    too_old = measure("YOUNG", step, rule("age", {"fact": "person.birth_date", "age_at_most": 18}))
    fitting = measure("FITTING", step)

    [nowhere], [somewhere] = sheet(closed, too_old), sheet(closed, too_old, fitting)

    assert (nowhere.steps, nowhere.no_steps) == ((), phrases("it").say("sheet", "not_now"))
    assert [step.measure for _, steps in somewhere.steps for step in steps] == ["FITTING"]


@pytest.mark.parametrize(
    ("checked_on", "told"),
    [
        (None, ["Il giorno dell'ultimo controllo delle fonti non è registrato."]),
        ("2023-01-01", ["Fonti controllate l'ultima volta il giorno 1 gennaio 2023."]),
        (
            "2022-01-01",
            [
                "Fonti controllate l'ultima volta il giorno 1 gennaio 2022.",
                "Il controllo andava rifatto entro il giorno 30 giugno 2022.",
            ],
        ),
    ],
)
def test_the_day_of_the_last_check_is_told_and_whether_it_is_long_past(checked_on: str | None, told: list[str]) -> None:
    """A hundred and eighty days, unless the edition says otherwise."""
    known = {"checked_on": checked_on} if checked_on else {}

    [part] = sheet(measure("CHECKED", rule("age", ADULT), **known))

    assert of(part, "checked") == told
