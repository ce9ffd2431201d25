"""The orientation sheet: what was proposed, what to do next in which order, whom to see, what to mind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.sheets import particulars
from services.catalogue.domain.sheets.apply_first import in_their_order, named
from services.catalogue.domain.sheets.in_the_way import in_the_way
from services.catalogue.domain.sheets.phrases import ITALIAN, Phrases, phrases
from services.catalogue.domain.sheets.proposal import Proposal, proposal
from services.catalogue.domain.sheets.said import Entry, Said, around, fixed, own
from services.catalogue.domain.sheets.steps import Step, can_begin, grouped, nothing_to_do, steps_of
from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.conflict import Conflict, conflicts
from services.catalogue.domain.verdicts.judged import Judged
from services.catalogue.domain.verdicts.not_together import not_together


@dataclass(frozen=True, slots=True)
class Part:
    """The whole sheet for one reader. `marks`: what stands beside what is untranslated, and unverified."""

    language: str
    rtl: bool
    title: str
    under_title: tuple[str, ...]
    order_heading: str
    to_mind: tuple[Said, ...]
    steps: tuple[tuple[str, tuple[Step, ...]], ...]
    no_steps: str
    measures_heading: str
    measures: tuple[Proposal, ...]
    warnings: Entry
    footer: tuple[Said, ...]
    marks: dict[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sheet is made of. `checked`: how good the catalogue is, in one line; it stands on every sheet."""

    judged: Sequence[Judged]
    profile: Profile
    on: date
    position: int
    checked: Text | None = None


def orientation(asked: Asked, language: str) -> tuple[Part, ...]:
    """The sheet in Italian, which offices read, and then in the person's language."""
    return tuple(_part(phrases(one), asked) for one in dict.fromkeys((ITALIAN, language)))


def marks(said_in: Phrases) -> dict[str, str]:
    """What is written beside what has a doubt."""
    return {"untranslated": said_in.say("written", "mark"), "unverified": said_in.say("written", "unverified")}


def checked_line(said_in: Phrases, checked: Text | None, position: int) -> tuple[Said, ...]:
    """How far the catalogue was read, and how good it is."""
    position_said = fixed(said_in, said_in.say("warning", "position", position=position))
    return (own(said_in, checked), position_said) if checked else (position_said,)


def _part(said_in: Phrases, asked: Asked) -> Part:
    # What is still to be verified was proposed all the same, and its steps stand on the sheet.
    found = conflicts(asked.judged, asked.profile, asked.on, counts=can_begin)
    each = [step for judged in asked.judged for step in steps_of(said_in, judged)]
    steps = in_their_order(said_in, each, found, asked.on)
    return Part(
        language=said_in.language,
        rtl=said_in.rtl,
        title=said_in.say("sheet", "title"),
        under_title=(particulars.as_of(said_in, asked.on), said_in.say("sheet", "no_name")),
        order_heading=said_in.say("sheet", "order"),
        to_mind=tuple(_to_mind(said_in, asked, found)),
        steps=grouped(said_in, steps),
        no_steps="" if steps else nothing_to_do(said_in, asked.judged),
        measures_heading=said_in.say("sheet", "measures"),
        measures=tuple(proposal(said_in, judged, asked.on) for judged in asked.judged),
        warnings=particulars.warnings(said_in),
        footer=(
            fixed(said_in, said_in.say("sheet", "desk")),
            *checked_line(said_in, asked.checked, asked.position),
        ),
        marks=marks(said_in),
    )


def _to_mind(said_in: Phrases, asked: Asked, found: Sequence[Conflict]) -> Iterator[Said]:
    """What is in the way of all measures, and what of them gets in the way of another."""
    yield from in_the_way(said_in, asked.judged)
    for conflict in found:
        yield fixed(said_in, _order(said_in, conflict))
    for pair in not_together(asked.judged):
        names = {"one": named(said_in, pair.one), "other": named(said_in, pair.other)}
        yield around(own(said_in, pair.text), said_in.say("sheet", "not_both", **names, text="{}"))


def _order(said_in: Phrases, conflict: Conflict) -> str:
    names = {"first": named(said_in, conflict.first), "second": named(said_in, conflict.second)}
    if not conflict.order.serves_both:
        return said_in.say("sheet", "order_none", **names)
    days = {"first_on": conflict.order.first_on, "second_on": conflict.order.second_on}
    said = {
        name: f" ({said_in.say('sheet', 'from', day=said_in.day(day))})" if day else "" for name, day in days.items()
    }
    return said_in.say("sheet", "order_serves", **names, **said)
