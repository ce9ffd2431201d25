"""What the catalogue answers for a day: every measure, the same for everybody who asks."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from somicis.catalogue.v1 import edition_pb2, measure_pb2

from tests.support.catalogue_service import CatalogueService, catalogue_in
from tests.support.databases import IN_FILES
from tests.support.measures import A_TEXT, an_edition, the_next_edition, written
from tests.support.project_measures import MEASURE_FILES

WOMEN, MEN = {"it": "Solo donne", "en": "Women only"}, {"it": "Solo uomini", "en": "Men only"}


def only_match(service: CatalogueService, as_of: str = "") -> measure_pb2.MeasureMatch:
    """What is answered of the only measure there is."""
    [match] = service.matched(as_of).matches
    return match


def test_an_empty_catalogue_is_an_empty_page(service: CatalogueService) -> None:
    """And an empty decision."""
    assert list(service.listed().measures) == []
    assert list(service.matched().matches) == []


def test_a_measure_is_shown_as_it_stands_on_a_day(service: CatalogueService) -> None:
    """Everything the desk needs to speak of it, in both languages."""
    service.stock(written(an_edition(sensitive=True, unverified=["site"])))

    [listed] = service.listed(on="2023-01-09").measures

    assert listed == measure_pb2.MeasureMatch(
        measure_id="TRIAL_LOAN",
        edition_id="V1",
        name=measure_pb2.LocalisedText(it="Prestito di prova", en="Trial loan"),
        level=measure_pb2.LEVEL_NATIONAL,
        kind=measure_pb2.KIND_LOAN,
        verdict=measure_pb2.VERDICT_TO_VERIFY,
        window=measure_pb2.WINDOW_STATE_OPEN,
        opens_on="2020-01-01",
        closes_on="2023-12-31",
        to_verify=[measure_pb2.ToVerify(condition_id="age", text=measure_pb2.LocalisedText(**A_TEXT))],
        unverified=True,
        territory=measure_pb2.LocalisedText(**A_TEXT),
        sensitive=True,
        state=edition_pb2.EDITION_STATE_PUBLISHED,
    )


@pytest.mark.parametrize(
    ("longer", "perhaps", "listed"),
    [("2023-12-31", ("2023-12-31", False), "2023-12-31"), (None, ("", True), "")],
)
def test_that_a_window_may_close_later_for_the_person_is_answered_beside_its_end(
    service: CatalogueService, longer: str | None, perhaps: tuple[str, bool], listed: str
) -> None:
    """Whoever asks for nobody reads the last end alone."""
    for_women = {"opens": "2020-01-01", "closes": longer, "only_if": {"fact": "person.sex", "is": "F"}}
    service.stock(written(an_edition(windows=[{"opens": "2020-01-01", "closes": "2023-06-30"}, for_women])))

    found, [public] = only_match(service, "2023-01-09"), service.listed(on="2023-01-09").measures

    assert (found.closes_on, found.perhaps_until, found.perhaps_without_end) == ("2023-06-30", *perhaps)
    assert (public.closes_on, public.perhaps_until, public.perhaps_without_end) == (listed, "", False)


@pytest.mark.parametrize(
    ("day", "state", "opens_on", "closes_on"),
    [
        ("2019-12-31", "WINDOW_STATE_UPCOMING", "2020-01-01", "2022-06-30"),
        ("2020-01-01", "WINDOW_STATE_OPEN", "2020-01-01", "2022-06-30"),
        ("2022-06-30", "WINDOW_STATE_OPEN", "2020-01-01", "2022-06-30"),
        ("2022-07-01", "WINDOW_STATE_CLOSED", "", "2022-06-30"),
        ("2024-01-01", "WINDOW_STATE_CLOSED", "", "2022-06-30"),
    ],
)
def test_the_window_is_told_for_the_day(
    service: CatalogueService, day: str, state: str, opens_on: str, closes_on: str
) -> None:
    """First and last day included; a closed measure has no next opening to hope for."""
    edition = an_edition(windows=[{"opens": "2020-01-01", "closes": "2022-06-30"}])
    match = only_match(service.stock(written(edition)), day)

    assert measure_pb2.WindowState.Name(match.window) == state
    assert (match.opens_on, match.closes_on) == (opens_on, closes_on)


def test_a_window_for_some_alone_says_for_whom(service: CatalogueService) -> None:
    """Nobody is sent to a counter that is closed to them; a window for all makes no difference of people."""
    days = {"opens": "2020-01-01", "closes": "2023-12-31"}
    service.stock(written(an_edition(windows=[{**days, "audience": WOMEN}, {**days, "audience": MEN}]), id="SOME"))
    service.stock(written(an_edition(windows=[{**days, "audience": WOMEN}, days]), id="WHOEVER"))

    whoever, some = sorted(service.matched().matches, key=lambda match: -len(match.measure_id))

    assert [(text.it, text.en) for text in some.only_for] == [tuple(WOMEN.values()), tuple(MEN.values())]
    assert list(whoever.only_for) == []


def test_the_day_is_today_in_rome_when_none_is_named(service: CatalogueService) -> None:
    """On New Year's Eve the catalogue of next year begins at midnight in Fermo."""
    service.stock(written(an_edition(), the_next_edition()))
    service.clock.set(datetime(2023, 12, 31, 22, 59, tzinfo=UTC))
    before = (service.matched().as_of, service.listed().measures[0].edition_id)

    service.clock.set(datetime(2023, 12, 31, 23, 0, tzinfo=UTC))

    assert before == ("2023-12-31", "V1")
    assert (service.matched().as_of, service.listed().measures[0].edition_id) == ("2024-01-01", "V2")


def test_a_decision_is_the_same_bytes_whatever_order_the_files_came_in(
    service: CatalogueService, tmp_path: Path
) -> None:
    """Another catalogue with the same content comes to the same hash: anybody can check it."""
    other_folder = tmp_path / "other"
    other_folder.mkdir()
    files = [written(id=code) for code in ("B_X", "BA", "B1")]
    with catalogue_in(other_folder) as other:
        first, second = service.stock(*files).matched(), other.stock(*reversed(files)).matched()

    assert first.SerializeToString(deterministic=True) == second.SerializeToString(deterministic=True)
    assert [match.measure_id for match in first.matches] == ["B1", "BA", "B_X"]
    assert (len(first.content_hash), first.catalogue_position) == (64, 12)


def test_a_decision_differs_by_its_day_and_by_what_was_known(service: CatalogueService) -> None:
    """The hash stands for both, and not for how far the log had been read."""
    service.stock(written())
    hashes = [service.matched(day).content_hash for day in ("2023-01-09", "2023-01-10")]
    service.stock(written(an_edition(summary={"it": "Altro", "en": "Other"})))
    same_answer = service.matched("2023-01-09")
    service.stock(written(an_edition(sensitive=True)))
    hashes.append(service.matched("2023-01-09").content_hash)

    assert (same_answer.content_hash, same_answer.catalogue_position) == (hashes[0], 7)
    assert len(set(hashes)) == 3


@IN_FILES
def test_of_nobody_in_particular_nothing_is_taken_as_met(service: CatalogueService) -> None:
    """Of every measure of the project, what hangs on unknown facts is told, in both languages."""
    files = MEASURE_FILES
    for path in files:
        service.published(path.read_text("utf-8"))
    service.settle()

    for day in ("2016-01-01", "2023-01-09", "2026-03-01"):
        matches = service.matched(day).matches
        assert [match.measure_id for match in matches] == sorted(measure.id for measure in files.values())
        for match in matches:
            assert match.verdict == measure_pb2.VERDICT_TO_VERIFY
            assert [each.condition_id for each in match.to_verify][:1] == ["permit"]
            assert all(each.text.it and each.text.en for each in match.to_verify)
            assert match.territory.it
