"""Which role may call which method; what is not here nobody may."""

from collections.abc import Mapping

from chassis.serving import PEOPLE, Role

DESK = frozenset({Role.OPERATOR, Role.SUPERVISOR})

EDITORS = frozenset({Role.EDITOR})
ORIENTATION = frozenset({Role.ORIENTATION})
"""Operators of partner organisations: they read the catalogue and ask it about typed facts, and no more."""

WHO_MAY: Mapping[str, frozenset[Role]] = {
    "ImportMeasure": EDITORS,
    "ReviewDrafts": EDITORS,
    "PublishDrafts": EDITORS,
    "WithdrawDrafts": EDITORS,
    "SuspendEdition": EDITORS,
    "ResumeEdition": EDITORS,
    "CloseEdition": EDITORS,
    "ListMeasures": PEOPLE | ORIENTATION,
    "GetMeasure": PEOPLE | ORIENTATION,
    "Match": DESK | ORIENTATION,
    "MatchMany": DESK | EDITORS,
    "Rerun": DESK | {Role.AUDITOR},
    "Advise": DESK | ORIENTATION,
    "Rehearse": EDITORS | {Role.SUPERVISOR},
    "Lint": EDITORS | {Role.SUPERVISOR, Role.AUDITOR},
    "MakeSheet": DESK | ORIENTATION,
    "Compare": DESK | ORIENTATION,
    "MakePages": PEOPLE,
    "WatchCatalogue": PEOPLE | ORIENTATION | {Role.PARTNER},
    "ListHistory": frozenset({Role.AUDITOR, Role.SUPERVISOR, Role.EDITOR}),
}

ASKED_BY: Mapping[str, frozenset[str]] = {"Match": frozenset({"INTAKE"})}
"""Which services may ask, for somebody who may ask it themselves (design D5b)."""
