"""Which role may call which method; what is not here nobody may."""

from collections.abc import Mapping

from chassis.serving import Role

DESK = frozenset({Role.OPERATOR, Role.SUPERVISOR})

WHO_MAY: Mapping[str, frozenset[Role]] = {
    "ActivateDesk": DESK,
    "RecordContact": DESK,
    "OpenCase": DESK,
    "RecordNeed": DESK,
    "FindMeasures": DESK,
    "ProposeMeasures": DESK,
    "RecordOrientation": DESK,
    "IssueSheet": DESK,
    "ReferCase": DESK,
    "RecordFollowUp": DESK,
    "CloseCase": DESK,
    "GetCase": DESK,
    "ListCases": DESK,
    "ListRecipients": DESK,
    "ListHistory": frozenset({Role.AUDITOR, Role.SUPERVISOR}),
}
