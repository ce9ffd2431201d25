"""What follows from some facts for others, on a day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from services.catalogue.domain.facts.citizenship import CITIZENSHIP, moves_freely
from services.catalogue.domain.facts.fact import WhileIdea
from services.catalogue.domain.facts.knowledge import NOTHING, Choice, Knowledge, Missing, exactly
from services.catalogue.domain.facts.vocabulary import VOCABULARY


def is_word(knowledge: Knowledge, word: str) -> bool:
    """Whether a word of a tree is certainly this one."""
    possible = knowledge.possible
    return knowledge.known and isinstance(possible, Choice) and possible.values == {word}


def stage_on(known: Mapping[str, Knowledge], on: date) -> dict[str, Knowledge]:
    """What was constituted on a known day is no idea any more, and what will be is still one: the day is a plan."""
    founded = known["enterprise.constituted_on"].day
    if founded is None or known["enterprise.stage"].missing is not Missing.NOT_ASKED:
        return {}
    return {"enterprise.stage": exactly("constituted" if founded <= on else "idea")}


def certain_of_an_idea(known: Mapping[str, Knowledge]) -> dict[str, Knowledge]:
    """An idea is not constituted and has no VAT number of its own."""
    return {
        name: Knowledge(None, may_be_none=True, given="none")
        for name, fact in VOCABULARY.items()
        if fact.while_idea is WhileIdea.NOTHING_YET and known[name].missing
    }


def certain_of_an_enterprise(known: Mapping[str, Knowledge]) -> dict[str, Knowledge]:
    """What is constituted, was so on some day."""
    stage, on = known["enterprise.stage"], known["enterprise.constituted_on"]
    if is_word(stage, "constituted") and on.missing:
        return {"enterprise.constituted_on": replace(on, may_be_none=False)}
    return {}


def needs_no_title(known: Mapping[str, Knowledge], on: date) -> dict[str, Knowledge]:
    """Of who moves freely nobody need ask for a residence title."""
    asked = known["person.permit.kind"].missing is not Missing.NOT_ASKED
    return {} if asked or not moves_freely(known[CITIZENSHIP], on) else {"person.permit.kind": NOTHING}
