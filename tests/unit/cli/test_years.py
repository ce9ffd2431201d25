"""Days are from 1900 to 2100, whoever reads them: an answer refused at one door would be taken at another."""

import re

import pytest
from somicis.shared.v1.field_pb2 import FORMAT_DATE, FORMAT_INSTANT, FieldRule

from apps.cli import typed
from apps.cli.texts import LANGUAGES, Texts
from chassis import modelling
from chassis.serving.judging import judge_of_text
from services.catalogue.domain.facts.figure_kinds import read_day
from services.catalogue.domain.facts.reading import FactsInvalid, read_profile
from tests.support.checkout import ROOT, sources

FIRST, LAST = modelling.YEARS[0], modelling.YEARS[-1]
SAID = re.compile(rf"\b({FIRST}|{LAST}|{LAST + 1})\b")


def test_both_sides_of_the_wire_name_the_same_years() -> None:
    """The command line imports nothing of the services, so each side has its own."""
    assert typed.YEARS == modelling.YEARS


@pytest.mark.parametrize(("year", "right"), [(FIRST - 1, False), (FIRST, True), (LAST, True), (LAST + 1, False)])
def test_every_door_takes_the_same_days(year: int, *, right: bool) -> None:
    """The command line, the edge of a service and the facts."""
    day, instant = f"{year}-06-01", f"{year}-06-01T12:00:00+01:00"
    at_the_edge = [judge_of_text(FieldRule(format=shape)) for shape in (FORMAT_DATE, FORMAT_INSTANT)]
    doors = [
        taken(typed.Day(), day),
        taken(typed.Instant(), instant),
        taken(read_day, day),
        taken(lambda born: read_profile({"person.birth_year": born}), year),
        *(judge(day) is None for judge in at_the_edge),
        at_the_edge[1](instant) is None,
    ]

    assert doors == [right] * len(doors)


def taken(read: object, written: object) -> bool:
    """Whether a reader takes what is written."""
    assert callable(read)
    try:
        read(written)
    except (ValueError, FactsInvalid):
        return False
    return True


def test_nobody_else_names_them() -> None:
    """What is written twice is changed once."""
    named = {
        str(path.relative_to(ROOT))
        for path in sources("services", "chassis", "apps")
        if "rules" not in path.parts and re.search(rf"range\({FIRST}|{LAST + 1}\)", path.read_text("utf-8"))
    }

    assert named == {"chassis/modelling.py", "apps/cli/typed.py"}
    for language in LANGUAGES:
        assert not SAID.search(Texts(language).entries("mistakes")["day_outside"])


def test_the_published_language_says_them() -> None:
    """Whoever writes another client reads there what a day may be."""
    written = (ROOT / "proto/somicis/shared/v1/field.proto").read_text("utf-8")

    assert f"Days and instants are from {FIRST} to {LAST}." in written
