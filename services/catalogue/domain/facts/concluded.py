"""What follows from some facts for others, on a day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from services.catalogue.domain.facts.citizenship import CITIZENSHIP, moves_freely
from services.catalogue.domain.facts.fact import WhileIdea
from services.catalogue.domain.facts.knowledge import NOTHING, Choice, Knowledge, Missing, exactly
from services.catalogue.domain.facts.vocabulary import VOCABULARY

_STAGE, _FOUNDED, _KIND = "enterprise.stage", "enterprise.constituted_on", "person.permit.kind"
_NEVER_TOLD = {name: VOCABULARY[name].read(None) for name in (_STAGE, _FOUNDED, _KIND, CITIZENSHIP)}


def is_word(knowledge: Knowledge, word: str) -> bool:
    """Whether a word of a tree is certainly this one."""
    possible = knowledge.possible
    return knowledge.known and isinstance(possible, Choice) and possible.values == {word}


def concluded_on(day: date, told: Mapping[str, Knowledge]) -> dict[str, Knowledge]:
    """What hangs on the day: what is constituted by then, and who then needs no title."""
    known = {name: told.get(name, never_told) for name, never_told in _NEVER_TOLD.items()}
    return _stage_on(known, day) | _needs_no_title(known, day)


def certain_of_an_idea(known: Mapping[str, Knowledge]) -> dict[str, Knowledge]:
    """An idea is not constituted and has no VAT number of its own."""
    return {
        name: Knowledge(None, may_be_none=True, given="none")
        for name, fact in VOCABULARY.items()
        if fact.while_idea is WhileIdea.NOTHING_YET and known[name].missing
    }


def certain_of_an_enterprise(known: Mapping[str, Knowledge]) -> dict[str, Knowledge]:
    """What is constituted, was so on some day."""
    stage, on = known[_STAGE], known[_FOUNDED]
    if is_word(stage, "constituted") and on.missing:
        return {_FOUNDED: replace(on, may_be_none=False)}
    return {}


def _stage_on(known: Mapping[str, Knowledge], on: date) -> dict[str, Knowledge]:
    """What was constituted on a known day is no idea any more, and what will be is still one: the day is a plan."""
    founded = known[_FOUNDED].day
    if founded is None or known[_STAGE].missing is not Missing.NOT_ASKED:
        return {}
    return {_STAGE: exactly("constituted" if founded <= on else "idea")}


def _needs_no_title(known: Mapping[str, Knowledge], on: date) -> dict[str, Knowledge]:
    """Of who moves freely nobody need ask for a residence title."""
    asked = known[_KIND].missing is not Missing.NOT_ASKED
    return {} if asked or not moves_freely(known[CITIZENSHIP], on) else {_KIND: NOTHING}
