"""What a business does, as two versions of ATECO put it, against the lists of notices."""

from collections.abc import Collection

from services.catalogue.domain.facts.knowledge import Choice
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.reference import ateco
from services.catalogue.domain.reference.unknown_code import UnknownCode
from services.catalogue.domain.rules.divisions import Divisions


def in_sectors(code: str, profile: Profile, sectors: Collection[str]) -> bool | None:
    """Whether an activity lies in one of the sectors; None when its code, or a version nobody told, leaves it open."""
    found = {_in_sectors(code, version, frozenset(sectors)) for version in _versions(code, profile)}
    return found.pop() if len(found) == 1 else None


def _in_sectors(code: str, version: str, sectors: frozenset[str]) -> bool | None:
    if ateco.sectors(code, version) & sectors:
        return True
    return None if ateco.maybe_sectors(code, version) & sectors else False


def in_divisions(code: str, profile: Profile, divisions: Divisions) -> bool | None:
    """Whether an activity lies in one of the divisions; None for one that an incomplete list does not name."""
    if divisions.version not in _versions(code, profile):
        # The same digits may mean something else in another version.
        return None
    if ateco.division(code) in divisions.codes:
        return True if len(_versions(code, profile)) == 1 else None
    return False if divisions.complete else None


def _versions(code: str, profile: Profile) -> list[str]:
    """The versions of which the code may be."""
    told = profile["project.ateco_version"].possible
    possible = told.values if isinstance(told, Choice) else ateco.VERSIONS
    return [version for version in sorted(map(str, possible)) if _has(version, code)]


def _has(version: str, code: str) -> bool:
    try:
        ateco.check(code, version)
    except UnknownCode:
        return False
    return True
