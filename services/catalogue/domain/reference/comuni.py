"""Which comune a code means, and which comuni lie in an area that measures speak of."""

from collections.abc import Mapping
from functools import cache

from services.catalogue.domain.reference.istat_list import COMUNI, FERMO, Comune
from services.catalogue.domain.reference.table import rows
from services.catalogue.domain.reference.unknown_code import UnknownCode, spelt_like

__all__ = ["COMUNI", "REGIONS", "Comune", "comune", "comuni_of", "maybe_comuni_of"]

REGIONS = frozenset(one.region for one in COMUNI.values())
MEZZOGIORNO = frozenset(("abruzzo", "molise", "campania", "puglia", "basilicata", "calabria", "sicilia", "sardegna"))
"""Source: DL 91/2017, art. 1 (Resto al Sud), which names the eight regions."""
_UNLISTED = {
    "gal_fermano": "fermo",
    "borghi_linea_b": "italy",
    "participating_dioceses": "italy",
    "futurae_2020": "italy_without_marche",
    "futurae_2022": "italy_without_marche",
}
"""Area whose list of comuni was not found → the area all of it lies in."""


def comune(code: str) -> Comune:
    """The comune of an ISTAT code (six digits). Raises UnknownCode, which names the comune perhaps meant."""
    if code not in COMUNI:
        raise UnknownCode(kind="comune", code=code, near=_near(code))
    return COMUNI[code]


def comuni_of(area: str) -> frozenset[str]:
    """The codes of the comuni that certainly lie in an area. Raises UnknownCode."""
    return frozenset() if area in _UNLISTED else _area(area)


@cache
def maybe_comuni_of(area: str) -> frozenset[str]:
    """The codes of the comuni of which it is not known whether they lie in an area. Raises UnknownCode."""
    if area == "crater_2016":
        return frozenset(one.code for one in COMUNI.values() if one.crater_2016 is None)
    return _area(_UNLISTED[area]) if area in _UNLISTED else _area(area) - comuni_of(area)


def _area(area: str) -> frozenset[str]:
    if area not in _areas():
        raise UnknownCode(kind="area", code=area, near=spelt_like(area, _areas().keys() | _UNLISTED.keys()))
    return _areas()[area]


@cache
def _areas() -> Mapping[str, frozenset[str]]:
    south = frozenset(one.code for one in COMUNI.values() if one.region in MEZZOGIORNO)
    regions = {region: _with(region=region) for region in REGIONS}
    return regions | {
        "italy": frozenset(COMUNI),
        "italy_without_marche": frozenset(COMUNI) - regions["marche"],
        "fermo": _with(province=FERMO),
        "crater_2016": _with(crater_2016=True),
        "mezzogiorno": south,
        "centro_nord": frozenset(COMUNI) - south,
        "ats_xix": _with(ats="XIX"),
        "ats_xx": _with(ats="XX"),
        "ats_xxiv": _with(ats="XXIV"),
    }


def _with(**what: str | bool) -> frozenset[str]:
    return frozenset(
        code for code, one in COMUNI.items() if all(getattr(one, name) == value for name, value in what.items())
    )


def _near(code: str) -> list[str]:
    if todays := _todays_codes().get(code):
        meant = {todays}
    else:
        named = {known for known, one in COMUNI.items() if one.name.casefold() == code.strip().casefold()}
        meant = named | {known for known in _swapped(code) if known in COMUNI}
    return [f"{known} ({COMUNI[known].name})" for known in sorted(meant)]


def _swapped(code: str) -> set[str]:
    """The code with each two digits that stand side by side the other way round."""
    return {code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(len(code) - 1)}


@cache
def _todays_codes() -> Mapping[str, str]:
    return {row["former"]: row["code"] for row in rows("comuni_former_codes.csv")}
