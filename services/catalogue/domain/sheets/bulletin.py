"""What everybody is told: which measures are open, announced and closed on a day, by level and kind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from services.catalogue.domain.edition import Kind
from services.catalogue.domain.known_measure import KnownMeasure
from services.catalogue.domain.measure_document import Level
from services.catalogue.domain.measure_on_day import MeasureOnDay, on_day
from services.catalogue.domain.sheets import particulars
from services.catalogue.domain.sheets.orientation import checked_line, marks
from services.catalogue.domain.sheets.phrases import phrases
from services.catalogue.domain.sheets.public_measure import PublicMeasure, public_measure
from services.catalogue.domain.sheets.said import Entry, Said
from services.catalogue.domain.text import Text
from services.catalogue.domain.window import WindowState

GROUPS = {
    WindowState.OPEN: "open",
    WindowState.UPCOMING: "announced",
    WindowState.UNKNOWN: "unknown",
    WindowState.CLOSED: "closed",
}
"""By window. What was not public yet on the day stands nowhere: nobody could know of it."""


@dataclass(frozen=True, slots=True)
class Group:
    """The measures of which the same is true, by level and kind."""

    code: str
    heading: str
    measures: tuple[PublicMeasure, ...]


@dataclass(frozen=True, slots=True)
class Bulletin:
    """Everything one reader finds. `says`: the phrases around it, by name."""

    language: str
    name: str
    rtl: bool
    as_of: str
    groups: tuple[Group, ...]
    warnings: Entry
    footer: tuple[Said, ...]
    marks: dict[str, str]
    says: dict[str, str]


@dataclass(frozen=True, slots=True)
class Public:
    """What is public on a day, how far the catalogue was read for it, and how good that is, in one line."""

    measures: Sequence[MeasureOnDay]
    on: date
    position: int
    checked: Text | None = None


def public(known: Iterable[KnownMeasure], on: date, position: int, checked: Text | None = None) -> Public:
    """The measures everybody may read of: none that says something of a life, none that was not public yet."""
    measures = [on_day(each, on) for each in known if not each.sensitive]
    return Public([one for one in measures if one.chosen.window.state in GROUPS], on, position, checked)


def bulletin(of: Public, language: str) -> Bulletin:
    """It in one language."""
    said_in = phrases(language)
    measures = sorted((public_measure(said_in, one, of.on) for one in of.measures), key=_place)
    return Bulletin(
        language=language,
        name=said_in.name,
        rtl=said_in.rtl,
        as_of=particulars.as_of(said_in, of.on),
        groups=tuple(
            Group(code, said_in.say("page", code), tuple(one for one in measures if one.state is state))
            for state, code in GROUPS.items()
        ),
        warnings=particulars.warnings(said_in, "page"),
        footer=checked_line(said_in, of.checked, of.position),
        marks=marks(said_in),
        says={**said_in.section("page"), **{f"level_{name}": said for name, said in said_in.section("level").items()}},
    )


def _place(measure: PublicMeasure) -> tuple[int, int, str]:
    return get_args(Level).index(measure.level), get_args(Kind).index(measure.kind), measure.id
