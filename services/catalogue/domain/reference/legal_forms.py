"""The tree of legal forms: a rule on a form admits what stands below it, and some forms may not trade at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from services.catalogue.domain.reference.table import rows
from services.catalogue.domain.reference.unknown_code import UnknownCode, spelt_like
from services.catalogue.domain.text import Text


@dataclass(frozen=True)
class LegalForm:
    """A form by its code.

    `parent`: the form it is a kind of. `cannot_trade`: the act that forbids it a business, in Italian; empty for
    a form that may trade. `instead`: forms and qualifications that may, for who had this one in mind.
    """

    code: str
    parent: str | None
    name: Text
    cannot_trade: str
    instead: tuple[str, ...]


def _read() -> dict[str, LegalForm]:
    return {row["code"]: _form(row) for row in rows("legal_forms.csv")}


def _form(row: Mapping[str, str]) -> LegalForm:
    return LegalForm(
        code=row["code"],
        parent=row["parent"] or None,
        name=Text({"it": row["it"], "en": row["en"]}),
        cannot_trade=row["cannot_trade"],
        instead=tuple(filter(None, row["instead"].split("|"))),
    )


LEGAL_FORMS: Mapping[str, LegalForm] = MappingProxyType(_read())
LEAVES = frozenset(LEGAL_FORMS) - {form.parent for form in LEGAL_FORMS.values()}
"""The forms that are no family of others."""


def legal_form(code: str) -> LegalForm:
    """The form of a code. Raises UnknownCode; no other spelling of it is taken."""
    if code not in LEGAL_FORMS:
        raise UnknownCode(kind="legal_form", code=code, near=_near(code))
    return LEGAL_FORMS[code]


def parents(code: str) -> tuple[str, ...]:
    """The forms above one, the nearest first. Raises UnknownCode."""
    above = legal_form(code).parent
    return (above, *parents(above)) if above else ()


@cache
def leaves(code: str) -> frozenset[str]:
    """Every form something of this form may be; a form without kinds gives itself. Raises UnknownCode."""
    legal_form(code)
    return frozenset(leaf for leaf in LEAVES if code in (leaf, *parents(leaf)))


def can_trade(code: str) -> bool:
    """Whether something of this form may run a business. Raises UnknownCode.

    A mutual aid society gives services to its members alone (L. 3818/1886): `legal_form(code).instead` says what
    to form.
    """
    return not legal_form(code).cannot_trade


def _near(code: str) -> tuple[str, ...]:
    within = tuple(known for known in LEGAL_FORMS if code.endswith(f"_{known}"))
    return within or spelt_like(code, LEGAL_FORMS)
