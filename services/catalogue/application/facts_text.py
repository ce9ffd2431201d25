"""Facts as they are typed into a file or sent by a program: YAML or JSON, read as strictly as a measure file."""

import json
import re
from datetime import date
from typing import Any

from services.catalogue.application.measure_files import PlainLoader, check_characters, plain_data
from services.catalogue.domain.document_problems import DocumentInvalid
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.facts.reading import FactsInvalid, read_profile
from services.catalogue.domain.facts.set_off import figure

_FIGURE = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?")
"""The numbers that YAML reads as such in a measure file."""


class _FactsLoader(PlainLoader):
    """The same YAML, of which a number remembers that it was written with three decimals."""


_FactsLoader.add_constructor("tag:yaml.org,2002:float", lambda _, node: figure(node.value))


def facts_in(text: str, on: date) -> tuple[dict[str, Any], Profile]:
    """The facts as they were given for a question about a day, and what is then known; of no text, nothing.

    Raises FactsInvalid with every problem. The text of a problem may quote what was given: it is for who gave it.
    """
    try:
        given = _json(text) if text.lstrip().startswith("{") else plain_data(text, _FactsLoader)
        check_characters(given)
    except DocumentInvalid as unreadable:
        raise FactsInvalid(unreadable.problems) from None
    return {} if given is None else given, read_profile(given, on)


def _json(text: str) -> Any:
    """What JSON says, as YAML would read it, in a tenth of the time; YAML has braces too, and speaks of mistakes."""
    try:
        return json.loads(
            text, object_pairs_hook=_once, parse_int=_figure, parse_float=_figure, parse_constant=_no_figure
        )
    except (ValueError, RecursionError):
        return plain_data(text, _FactsLoader)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = dict(pairs)
    if len(names) < len(pairs):
        raise ValueError
    return names


def _figure(written: str) -> int | float | str:
    if not _FIGURE.fullmatch(written):
        return written
    return figure(written) if "." in written else int(written)


def _no_figure(written: str) -> str:
    return written
