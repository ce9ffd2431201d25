"""Citizenships by code, and whether one is of a third country on a day: states join the Union and leave it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from services.catalogue.domain.reference.table import rows
from services.catalogue.domain.reference.unknown_code import UnknownCode, spelt_like
from services.catalogue.domain.text import Text

STATELESS = "stateless"
"""No state considers the person its national: a third-country national for the Fund."""
_WRITTEN_OTHERWISE = {"EL": "GR", "UK": "GB", "RK": "XK", "XKX": "XK", "apolide": STATELESS}


@dataclass(frozen=True)
class Country:
    """A citizenship somebody may have.

    `union_since`, `union_until`: the first and the last day on which its citizens count as citizens of the Union.
    `free_movement`: of the European Economic Area or Switzerland. `unverified`: no managing authority has said
    whether its citizens belong to those the Fund serves.
    """

    code: str
    name: Text
    union_since: date | None
    union_until: date | None
    free_movement: bool

    @property
    def unverified(self) -> bool:
        return self.free_movement

    def in_union(self, on: date) -> bool:
        """Whether its citizens count as citizens of the Union on a day."""
        return self.union_since is not None and self.union_since <= on <= (self.union_until or date.max)


def _read() -> dict[str, Country]:
    return {row["code"]: _country(row) for row in rows("countries.csv")}


def _country(row: Mapping[str, str]) -> Country:
    return Country(
        code=row["code"],
        name=Text({"it": row["it"], "en": row["en"]}),
        union_since=date.fromisoformat(row["union_since"]) if row["union_since"] else None,
        union_until=date.fromisoformat(row["union_until"]) if row["union_until"] else None,
        free_movement=row["free_movement"] == "yes",
    )


COUNTRIES: Mapping[str, Country] = MappingProxyType(_read())
"""ISO 3166-1 alpha-2, Kosovo (XK) and `stateless`."""


def country(code: str) -> Country:
    """The country of a code. Raises UnknownCode, which names the code perhaps meant."""
    if code not in COUNTRIES:
        raise UnknownCode(kind="country", code=code, near=_near(code))
    return COUNTRIES[code]


def is_third_country(code: str, on: date) -> bool:
    """Whether the Fund counts a citizenship as one of a third country on a day. Raises UnknownCode.

    Source: Regulation (EU) 516/2014, art. 2, and (EU) 2021/1147, art. 2: whoever is no citizen of the Union (art. 20
    TFEU), the stateless included. The desk leaves out the EEA and Switzerland as well, although the Regulations name
    the Union alone: unverified, see README.md. The United Kingdom is one since 2021-01-01.
    """
    asked = country(code)
    return not asked.in_union(on) and not asked.free_movement


def _near(code: str) -> tuple[str, ...]:
    if code in _WRITTEN_OTHERWISE:
        return (_WRITTEN_OTHERWISE[code],)
    if (upper := code.strip().upper()) in COUNTRIES:
        return (upper,)
    names = {name.casefold(): one.code for one in COUNTRIES.values() for name in (one.name.it, one.name.en)}
    return tuple(names[name] for name in spelt_like(code, names)[:1])
