"""Which texts a language lacks."""

from collections.abc import Collection, Iterator

from services.catalogue.domain.edition import Edition
from services.catalogue.domain.lint.remark import Fault, Remark
from services.catalogue.domain.text import Text

READ_BY_PEOPLE = ("name", "summary")
"""What stands on pages and sheets in the reader's own language; the rest may stay Italian there."""


def of_texts(measure: str, edition: Edition, languages: Collection[str]) -> Iterator[Remark]:
    """A remark for each text that somebody reads and that a language lacks."""
    for field in READ_BY_PEOPLE:
        text: Text = getattr(edition, field)
        for language in sorted(set(languages) - text.root.keys()):
            it, en = f"manca il testo in {language}", f"there is no text in {language}"
            yield Remark(measure, edition.id, Fault.MISSING_TRANSLATION, f"{field}.{language}", it, en)
