"""The measures that come with the project: whole, dated, and true on the days the desk was open."""

from datetime import date

import pytest

from services.catalogue.application.measure_files import PROJECT_MEASURES
from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.facts.reading import read_profile
from services.catalogue.domain.known_measure import KnownMeasure
from services.catalogue.domain.measure_on_day import on_day
from services.catalogue.domain.moment import UNKNOWN
from services.catalogue.domain.rules import expression
from services.catalogue.domain.sheets.phrases import LANGUAGES
from services.catalogue.domain.verdicts.edition_for import Chosen, edition_for
from services.catalogue.domain.verdicts.judged import judge
from services.catalogue.domain.verdicts.verdict import Verdict
from services.catalogue.domain.window import WindowState
from tests.support.project_measures import MEASURE_FILES

MEASURES = {measure.id: measure for measure in MEASURE_FILES.values()}
ORIENTATION = date(2023, 1, 16)


def answer(measure_id: str, on: date = ORIENTATION) -> Chosen:
    """Which edition of a measure answers on a day, and its window."""
    return on_day(KnownMeasure(MEASURES[measure_id]), on).chosen


@pytest.mark.parametrize(
    ("measure_id", "editions"),
    [
        ("MICROCREDITO_IMPR", ["V0", "V1", "V2"]),
        ("FONDO_GARANZIA_PMI_MICROCREDITO", ["V1", "V2"]),
        ("ITALIA_ECONOMIA_SOCIALE", ["V1", "V2"]),
        ("RESTO_AL_SUD", ["V1", "V2", "V3"]),
        ("MARCHE_CREAZIONE_IMPRESA", ["2022", "2024", "2026"]),
        ("MARCHE_FONDO_NUOVO_CREDITO", ["2024", "2025"]),
        ("GAL_FERMANO_1962", ["AVVIAMENTO_2018", "INVESTIMENTI_2022"]),
    ],
)
def test_a_measure_whose_rules_changed_has_an_edition_for_each(measure_id: str, editions: list[str]) -> None:
    """Two regimes in one record would answer 2021 with the rules of 2023."""
    assert [e.id for e in MEASURES[measure_id].editions] == editions


@pytest.mark.parametrize("day", [date(2010, 1, 1), ORIENTATION, date(2024, 3, 1), date(2030, 1, 1)])
@pytest.mark.parametrize("measure_id", MEASURES)
def test_of_somebody_unknown_everything_is_to_be_verified(measure_id: str, day: date) -> None:
    """Nobody is turned away, and nobody is promised anything, before a question was asked."""
    assert judge(MEASURES[measure_id], Profile({}), day).verdict is Verdict.TO_VERIFY


@pytest.mark.parametrize(
    ("measure_id", "edition_id", "state"),
    [
        ("MICROCREDITO_IMPR", "V1", WindowState.OPEN),
        ("NASPI_ANTICIPATA", "V1", WindowState.OPEN),
        ("RESTO_AL_SUD", "V3", WindowState.OPEN),
        ("ITALIA_ECONOMIA_SOCIALE", "V2", WindowState.OPEN),
        ("MARCHE_CREAZIONE_IMPRESA", "2022", WindowState.UPCOMING),
        ("MARCHE_FONDO_MICROCREDITO", "V1", WindowState.UNKNOWN),
        ("CCIAA_MARCHE_SNI", "V1", WindowState.UNKNOWN),
        ("SELFIEMPLOYMENT_2021", "V2021", WindowState.CLOSED),
        ("FFE_PERMICRO_MIGRANTI_2022", "V2022", WindowState.CLOSED),
        ("MARCHE_FCNI", "V1", WindowState.UPCOMING),
    ],
)
def test_how_measures_stood_when_the_desk_held_its_first_orientation(
    measure_id: str, edition_id: str, state: WindowState
) -> None:
    """16 January 2023: between the law that raised the microcredit and the day it took effect."""
    found = answer(measure_id)

    assert (found.edition.id, found.window.state) == (edition_id, state)


def test_the_regional_grant_opens_again_on_the_first_of_may() -> None:
    """Its windows taken as one would have said open in January."""
    assert answer("MARCHE_CREAZIONE_IMPRESA").window.opens_on == date(2023, 5, 1)
    assert answer("MARCHE_CREAZIONE_IMPRESA", date(2023, 5, 1)).window.state is WindowState.OPEN
    assert answer("MARCHE_CREAZIONE_IMPRESA", date(2022, 12, 31)).window.state is WindowState.OPEN
    assert answer("MARCHE_CREAZIONE_IMPRESA", date(2022, 10, 5)).window.opens_on == date(2022, 10, 6)


def test_between_two_notices_the_next_one_is_announced() -> None:
    """In December 2023 the notice of 2022 is over."""
    found = answer("MARCHE_CREAZIONE_IMPRESA", date(2023, 12, 1))

    assert found.edition.id == "2024"
    assert found.window.opens_on == date(2024, 9, 10)


@pytest.mark.parametrize(
    ("on", "edition_id", "ceiling"),
    [
        (date(2020, 12, 24), "V0", 25000),
        (date(2020, 12, 25), "V1", 40000),
        (date(2024, 1, 11), "V1", 40000),
        (date(2024, 1, 12), "V2", 75000),
    ],
)
def test_the_ceiling_of_the_microcredit_is_that_of_the_day(on: date, edition_id: str, ceiling: int) -> None:
    """The law of 2021 applies to loans signed from 12 January 2024 (DM 211/2023)."""
    found = answer("MICROCREDITO_IMPR", on)

    assert (found.edition.id, found.edition.amounts[0].max) == (edition_id, ceiling)


@pytest.mark.parametrize(("on", "smallest"), [(date(2022, 10, 12), 200000), (date(2022, 10, 13), 100000)])
def test_the_smallest_programme_of_the_social_economy_was_halved(on: date, smallest: int) -> None:
    """Since 13 October 2022 it is 100,000 euros."""
    assert answer("ITALIA_ECONOMIA_SOCIALE", on).edition.amounts[0].min == smallest


@pytest.mark.parametrize(
    ("on", "age_max", "comuni"),
    [
        (date(2019, 10, 24), 45, 0),
        (date(2019, 10, 25), 45, 17),
        (date(2020, 12, 31), 45, 17),
        (date(2021, 1, 1), 55, 17),
    ],
)
def test_resto_al_sud_reached_the_crater_and_then_the_age_of_55(on: date, age_max: int, comuni: int) -> None:
    """DL 123/2019 and L. 178/2020."""
    found = answer("RESTO_AL_SUD", on).edition

    rule = next(condition for condition in found.conditions if condition.id == "age").require
    assert {test.age_at_most for test in expression.tests_in(rule)} - {None, UNKNOWN} == {age_max}
    assert found.territory.fermo_comuni == comuni


@pytest.mark.parametrize(
    ("comune", "move"),
    [("109002", set()), ("109006", {"residence"}), ("none", {"residence_from_abroad"})],
)
def test_who_lives_abroad_has_twice_as_long_to_move(comune: str, move: set[str]) -> None:
    """60 days from the outcome for who lives in Italy, 120 from abroad, nothing for who lives in the crater."""
    profile = read_profile({"person": {"residence": {"comune": comune}}})
    asked = judge(MEASURES["RESTO_AL_SUD"], profile, ORIENTATION).todo
    days = {"residence": "60 days", "residence_from_abroad": "120 days"}

    assert {each.condition: str(each.within) for each in asked if each.code == "move"} == {
        name: days[name] for name in move
    }


@pytest.mark.parametrize(
    ("measure_id", "on"),
    [("NUOVA_MARCORA", date(2025, 10, 1)), ("NUOVA_MARCORA", date(2025, 12, 31)), ("RESTO_AL_SUD", date(2020, 12, 31))],
)
def test_where_only_the_rules_change_no_closing_day_is_told(measure_id: str, on: date) -> None:
    """The counter goes on under the next edition: “open until tomorrow” would make people hurry for nothing."""
    window = answer(measure_id, on).window

    assert (window.state, window.closes_on) == (WindowState.OPEN, None)


@pytest.mark.parametrize(
    ("on", "form", "state"),
    [
        (date(2025, 11, 30), "libera_professione", WindowState.UPCOMING),
        (date(2026, 1, 30), "libera_professione", WindowState.OPEN),
        (date(2026, 1, 30), "ditta_individuale", WindowState.OPEN),
        (date(2026, 1, 31), "libera_professione", WindowState.OPEN),
        (date(2026, 1, 31), "ditta_individuale", WindowState.CLOSED),
        (date(2026, 1, 31), None, WindowState.UNKNOWN),
        (date(2026, 3, 2), "libera_professione", WindowState.OPEN),
        (date(2026, 3, 3), "libera_professione", WindowState.CLOSED),
    ],
)
def test_a_reopening_for_professionals_is_not_shown_as_open_to_all(
    on: date, form: str | None, state: WindowState
) -> None:
    """One hull from December to March would have told everybody “open”."""
    enterprise = {"stage": "constituted", "legal_form": form}
    profile = read_profile({"enterprise": enterprise, "project": {"starts_on": "2025-12-01"}})

    assert edition_for(MEASURES["AUTOIMPIEGO_SETTORI_STRATEGICI"].editions, profile, on).window.state is state


@pytest.mark.parametrize(
    "measure_id",
    ["ITALIA_ECONOMIA_SOCIALE", "RESTO_AL_SUD_2_0", "AUTOIMPIEGO_CENTRO_NORD", "ON_NUOVE_IMPRESE_TASSO_ZERO"],
)
def test_no_plain_yes_is_said_where_no_notice_speaks_of_permits(measure_id: str) -> None:
    """No text on residence titles was found for these: “yes, if”, and marked unverified."""
    for e in MEASURES[measure_id].editions:
        assert (e.tcn.eligible, e.is_unverified("tcn")) == ("yes_if", True)


def test_a_loan_without_interest_can_be_asked_for() -> None:
    """Half at zero is not zero, and a bank loan whose interest the State pays still bears interest."""
    free = {m.id for m in MEASURES.values() if m.kind == "loan" and m.editions[-1].interest_free == "yes"}

    assert {"SELFIEMPLOYMENT_2021", "NUOVA_MARCORA", "MARCHE_FCNI", "MI_FIDO_DI_NOI"} <= free
    assert free.isdisjoint({"MICROCREDITO_IMPR", "MARCHE_FONDO_MICROCREDITO", "RESTO_AL_SUD"})


def test_every_unknown_day_is_marked_unverified_or_explained() -> None:
    """A day that nobody found is a question somebody still has to ask."""
    for measure in MEASURES.values():
        for e in measure.editions:
            for number, window in enumerate(e.windows):
                unknown = [name for name in ("opens", "closes") if getattr(window, name) == "unknown"]
                assert all(e.is_unverified(f"windows.{number}.{name}") for name in unknown), (measure.id, e.id)


def test_only_the_measure_for_women_who_suffered_violence_is_sensitive() -> None:
    """That somebody was offered it says what she lived through."""
    assert {m.id for m in MEASURES.values() if any(e.sensitive for e in m.editions)} == {"MICROCREDITO_DI_LIBERTA"}


def test_every_field_of_an_edition_is_in_the_page_editors_write_from() -> None:
    """A field nobody is told of stays empty."""
    page = (PROJECT_MEASURES / "README.md").read_text("utf-8")

    assert [name for name in Edition.model_fields if f"`{name}`" not in page] == []


@pytest.mark.parametrize("measure_id", MEASURES)
def test_every_name_and_summary_is_there_in_the_four_languages_of_the_sheets(measure_id: str) -> None:
    """Who reads French or Arabic takes home a sheet that says what each measure is without a gap in Italian."""
    for e in MEASURES[measure_id].editions:
        for text in (e.name, e.summary):
            assert {"it", "en", "fr", "ar"} <= text.root.keys(), (e.id, text.it)


@pytest.mark.parametrize("measure_id", MEASURES)
def test_where_a_measure_holds_is_said_in_every_language_of_the_sheets(measure_id: str) -> None:
    """A place is the first thing one looks for, and its name needs no translator."""
    for edition in MEASURES[measure_id].editions:
        assert set(LANGUAGES) <= edition.territory.text.root.keys()
