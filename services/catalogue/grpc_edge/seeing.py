"""Who sees what of the catalogue: drafts are for editors, and sensitive measures not for everybody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from chassis.days import day_of
from chassis.modelling import InvalidField
from chassis.serving import Call, Role
from chassis.translating import instant
from services.catalogue.domain.draft_refusals import DraftsForEditors
from services.catalogue.domain.known_measure import KnownMeasure

SEE_DRAFTS = frozenset({Role.EDITOR})
SEE_SENSITIVE = frozenset({Role.OPERATOR, Role.SUPERVISOR, Role.EDITOR, Role.AUDITOR})
"""To be offered such a measure says something of a person's life: it is for the desk, and who answers for it."""


@dataclass(frozen=True)
class Seen:
    """The measures somebody is shown, and how many they are not."""

    measures: Sequence[KnownMeasure]
    reserved: int


def seen_by(call: Call, measures: Iterable[KnownMeasure]) -> Seen:
    """What of these whoever asks is shown: a service, what the one it asks for is shown."""
    every = list(measures)
    if sees_sensitive(call):
        return Seen(every, 0)
    shown = [measure for measure in every if not measure.sensitive]
    return Seen(shown, len(every) - len(shown))


def sees_sensitive(call: Call) -> bool:
    """Whether whoever asks is shown sensitive measures."""
    return _role(call) in SEE_SENSITIVE


def instant_known(written: str, call: Call) -> datetime | None:
    """The instant a question is about, None for now; a day means its end. Raises InvalidField for a day to come."""
    known_at = instant(written)
    if known_at is not None and day_of(known_at) > day_of(call.now()):
        raise InvalidField("known_at", "is in the future: what will be known then nobody knows yet")
    return known_at


def check_sees_drafts(call: Call) -> None:
    """Raise DRAFTS_FOR_EDITORS unless an editor asks."""
    if _role(call) not in SEE_DRAFTS:
        raise DraftsForEditors


def _role(call: Call) -> Role:
    return Role(call.origin().role)
