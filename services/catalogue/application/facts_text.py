"""Facts as they are typed into a file or sent by a program: YAML or JSON, read as strictly as a measure file."""

from typing import Any

from services.catalogue.application.measure_files import plain_data
from services.catalogue.domain.document_problems import DocumentInvalid
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.facts.reading import FactsInvalid, read_profile


def facts_in(text: str) -> tuple[dict[str, Any], Profile]:
    """The facts as they were given, and what is then known; of no text, nothing.

    Raises FactsInvalid with every problem. The text of a problem may quote what was given: it is for who gave it.
    """
    try:
        given = plain_data(text)
    except DocumentInvalid as unreadable:
        raise FactsInvalid(unreadable.problems) from None
    return {} if given is None else given, read_profile(given)
