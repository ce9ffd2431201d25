"""What the catalogue may say of a measure; the operator decides."""

from enum import StrEnum


class Verdict(StrEnum):
    """Matching supports; it never decides."""

    ELIGIBLE = "eligible"
    CONDITIONAL = "conditional"
    TO_VERIFY = "to_verify"
    NOT_ELIGIBLE = "not_eligible"
