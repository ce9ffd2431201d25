"""Who may see the numbers: those who make them, those who answer for them, those who check them."""

from chassis.serving import Role, WhoMay

WHO_COUNTS = frozenset({Role.OPERATOR, Role.SUPERVISOR, Role.AUDITOR})

WHO_MAY: WhoMay = {"GetSheet": WHO_COUNTS, "ListEvidence": WHO_COUNTS}
"""Partners see their own referrals and no sheet."""
