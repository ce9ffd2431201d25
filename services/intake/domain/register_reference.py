"""References into the desk's register: a number under which a paper lies, and nothing that says whose it is."""

import re

_CODICE_FISCALE = re.compile(r"[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]")
"""Of a natural person, omocodia included: DM 23 December 1976 no. 13813."""
_BETWEEN = re.compile(r"[^A-Z0-9]")


def holds_codice_fiscale(reference: str) -> bool:
    """Whether a codice fiscale stands in the reference, however it is written."""
    return _CODICE_FISCALE.search(_BETWEEN.sub("", reference.upper())) is not None


def holds_number(reference: str) -> bool:
    """Whether there is a digit in it: a register numbers its papers, and a name has none."""
    return any(character.isdigit() for character in reference)
