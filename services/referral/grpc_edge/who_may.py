"""Which role may call which method; what is not here nobody may."""

from collections.abc import Mapping

from chassis.serving import Role

PARTNER = frozenset({Role.PARTNER})
DESK = frozenset({Role.OPERATOR, Role.SUPERVISOR})

WHO_MAY: Mapping[str, frozenset[Role]] = {
    "RegisterOrganisation": frozenset({Role.SUPERVISOR}),
    "ListOrganisations": DESK | {Role.AUDITOR, Role.OPS},
    "ListReferrals": PARTNER | DESK,
    "GetReferral": PARTNER | DESK,
    "AcceptReferral": PARTNER,
    "DeclineReferral": PARTNER,
    "SetAppointment": PARTNER,
    "CompleteReferral": PARTNER,
    "ResendReferral": DESK,
    "WatchReferrals": PARTNER,
    "ListHistory": frozenset({Role.AUDITOR, Role.SUPERVISOR}),
}
