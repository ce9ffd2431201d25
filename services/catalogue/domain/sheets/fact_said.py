"""What a fact is called on paper."""

from services.catalogue.domain.facts.vocabulary import VOCABULARY
from services.catalogue.domain.sheets.phrases import ITALIAN, Phrases
from services.catalogue.domain.sheets.said import Said, fixed
from services.catalogue.domain.verdicts.words import label


def fact_said(phrases: Phrases, name: str) -> Said:
    """What a fact is called; one that tells of protection, violence or poverty is not named on paper."""
    if VOCABULARY[name].reveals:
        return fixed(phrases, phrases.say("sheet", "in_person"))
    it, en = label(name)
    said = {"it": it, "en": en}.get(phrases.language) or phrases.section("facts").get(name)
    return Said(said, phrases.language) if said else Said(it, ITALIAN)
