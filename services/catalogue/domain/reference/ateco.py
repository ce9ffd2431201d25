"""ATECO codes in the version they were written in: the same digits may mean another trade in another version."""

from collections.abc import Mapping
from functools import cache

from services.catalogue.domain.reference.table import rows
from services.catalogue.domain.reference.unknown_code import UnknownCode, spelt_like

VERSIONS = ("2007", "2025")
"""2007 with its update of 2022, and 2025, used since 1 April 2025."""
_SUBCATEGORY = len("01.11.10")


def check(code: str, version: str) -> None:
    """Raises UnknownCode unless the version has the code: division, group, class, category or subcategory."""
    if code not in _sections(version):
        raise UnknownCode(kind=f"ATECO {version} code", code=code, near=_near(code, version))


def check_in_any(code: str) -> None:
    """Raises UnknownCode unless a version has the code."""
    if not any(code in _sections(version) for version in VERSIONS):
        near = dict.fromkeys(like for version in VERSIONS for like in _near(code, version))
        raise UnknownCode(kind="ATECO code", code=code, near=near)


def division(code: str) -> str:
    """The first two digits of a code that was checked."""
    return code[:2]


def section(code: str, version: str) -> str:
    """The letter a code stands under. Raises UnknownCode."""
    check(code, version)
    return _sections(version)[code]


@cache
def sectors(code: str, version: str) -> frozenset[str]:
    """The sectors, as measures call them, in which a trade of this code certainly is. Raises UnknownCode."""
    below = _below(code, version)
    return frozenset(sector for sector in _sectors(version) if below <= _codes(sector, version, "yes"))


@cache
def maybe_sectors(code: str, version: str) -> frozenset[str]:
    """The sectors in which a trade of this code may be and may not be: the code is too broad, or cannot tell."""
    below = _below(code, version)
    touched = (sector for sector in _sectors(version) if below & _touched(sector, version))
    return frozenset(touched) - sectors(code, version)


def sector(word: str) -> str:
    """The sector of a word a measure uses. Raises UnknownCode."""
    if word not in _sectors("2025"):
        raise UnknownCode(kind="sector", code=word, near=spelt_like(word, _sectors("2025")))
    return word


@cache
def examples(word: str) -> tuple[str, ...]:
    """Of each version a code that is in a sector, one that may be and one that is not, where there are such.

    Raises UnknownCode.
    """
    sector(word)
    return tuple(min(group) for version in VERSIONS for group in _divided(word, version) if group)


def _divided(word: str, version: str) -> tuple[frozenset[str], ...]:
    """The subcategories that are in a sector, that may be, and that are not."""
    inside, touched = _codes(word, version, "yes"), _touched(word, version)
    return inside, touched - inside, _subcategories(version) - touched


@cache
def _sections(version: str) -> Mapping[str, str]:
    if version not in VERSIONS:
        raise UnknownCode(kind="ATECO version", code=version, near=VERSIONS)
    return {row["code"]: row["section"] for row in rows(f"ateco_{version}.csv")}


@cache
def _sectors(version: str) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Sector → the prefixes that say something of it, each with what it says."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in rows("sectors.csv"):
        if version in row["versions"].split("|"):
            found[row["sector"]] = (*found.get(row["sector"], ()), (row["prefix"], row["in_sector"]))
    return found


@cache
def _codes(sector: str, version: str, in_sector: str) -> frozenset[str]:
    """The subcategories of which the table says so."""
    prefixes = tuple(prefix for prefix, said in _sectors(version)[sector] if said == in_sector)
    return frozenset(code for code in _subcategories(version) if code.startswith(prefixes))


def _touched(sector: str, version: str) -> frozenset[str]:
    return _codes(sector, version, "yes") | _codes(sector, version, "maybe")


@cache
def _subcategories(version: str) -> frozenset[str]:
    return frozenset(code for code in _sections(version) if len(code) == _SUBCATEGORY)


@cache
def _below(code: str, version: str) -> frozenset[str]:
    check(code, version)
    return frozenset(one for one in _subcategories(version) if one.startswith(code))


def _near(code: str, version: str) -> tuple[str, ...]:
    digits = code.replace(".", "").replace(" ", "")
    same = tuple(known for known in _sections(version) if known.replace(".", "") == digits)
    others = tuple(f"{code} of ATECO {other}" for other in VERSIONS if code in _sections(other))
    return same or others
