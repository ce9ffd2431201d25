"""Istat's list of Italy's comuni, with what the desk must know of each beyond its name."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from services.catalogue.domain.reference.table import rows

FERMO = "109"
"""The province of Fermo, since 2009; its comuni were of the province of Ascoli Piceno (044) before."""


@dataclass(frozen=True)
class Comune:
    """A comune by its ISTAT code.

    `province`: ISTAT's three digits. `region`: a word, as measures write it. `ats`: the social district, known in
    the province of Fermo alone. `crater_2016`: whether it is in annex 1, 2 or 2-bis of DL 189/2016; None where
    that is not known. `unverified`: its place in the crater was read in secondary pages alone.
    """

    code: str
    name: str
    province: str
    region: str
    ats: str | None
    crater_2016: bool | None
    unverified: bool


def _read() -> dict[str, Comune]:
    ats = {row["code"]: row["ats"] for row in rows("ats_fermo.csv")}
    crater = {row["code"] for row in rows("crater_2016.csv")}
    return {row["code"]: _comune(row, ats, crater) for row in rows("comuni.csv")}


def _comune(row: Mapping[str, str], ats: Mapping[str, str], crater: set[str]) -> Comune:
    code, province = row["code"], row["code"][:3]
    return Comune(
        code=code,
        name=row["name"],
        province=province,
        region=row["region"],
        ats=ats.get(code),
        crater_2016=code in crater,
        unverified=code in crater and province != FERMO,
    )


COMUNI: Mapping[str, Comune] = MappingProxyType(_read())
"""Every comune of Istat's list of 2024 by its code; what changed since is in README.md."""
