"""Which texts a language lacks."""

from collections.abc import Collection, Iterator

from services.catalogue.domain.condition import Condition
from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.fact import WhileIdea
from services.catalogue.domain.facts.vocabulary import VOCABULARY
from services.catalogue.domain.lint.remark import Fault, Remark
from services.catalogue.domain.rules.mending import Fixable
from services.catalogue.domain.text import Text


def of_texts(measure: str, edition: Edition, languages: Collection[str]) -> Iterator[Remark]:
    """A remark for each text that somebody reads on a sheet and that a language lacks."""
    for field, text in _read_by_people(edition):
        for language in sorted(set(languages) - text.root.keys()):
            it, en = f"manca il testo in {language}", f"there is no text in {language}"
            yield Remark(measure, edition.id, Fault.MISSING_TRANSLATION, f"{field}.{language}", it, en)


def _read_by_people(edition: Edition) -> Iterator[tuple[str, Text]]:
    """Name, summary and what is to be done; the rest may stay Italian."""
    yield from (("name", edition.name), ("summary", edition.summary))
    for condition in edition.conditions:
        if _is_to_be_done(condition):
            yield f"conditions.{condition.id}.text", condition.text
        if condition.mend:
            yield f"conditions.{condition.id}.mend", condition.mend


def _is_to_be_done(condition: Condition) -> bool:
    """An act, what can be mended and does not say how, and what founders still choose."""
    if condition.require is None:
        return condition.act is not None
    mended = condition.fixable is not Fixable.FIXED and condition.mend is None
    return mended or any(VOCABULARY[test.fact].while_idea is WhileIdea.OPEN for test in condition.tests())
