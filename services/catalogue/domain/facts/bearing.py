"""Which facts bear on what a test of a fact says: those by which it is derived, or with which it is read."""

from collections.abc import Iterable

from services.catalogue.domain.facts.declared import CLAIM, DID, STATUS
from services.catalogue.domain.facts.social import SHARES, TOTAL

STAGE = "enterprise.stage"
_BEARING: dict[str, tuple[str, ...]] = {
    DID: (CLAIM, STATUS),
    "person.permit.kind": ("person.citizenship",),
    "project.ateco": ("project.ateco_version",),
    **{name: (share.some, TOTAL) for name, share in SHARES.items()},
}


def bearing_on(names: Iterable[str]) -> tuple[str, ...]:
    """The facts themselves, those that bear on them, and the stage, which may bear on any; each once."""
    asked = dict.fromkeys(names)
    behind = (other for name in asked for other in _BEARING.get(name, ()))
    return tuple(dict.fromkeys((STAGE, *asked, *behind)))
