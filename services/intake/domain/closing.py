"""How a case may end: an outcome is claimed only when the case itself bears it out."""

from collections.abc import Set as AbstractSet
from enum import StrEnum

from services.intake.domain.case_refusals import OutcomeNotSupported


class ClosingOutcome(StrEnum):
    """The one primary outcome of a case."""

    INFORMED_ONLY = "informed_only"
    ORIENTED = "oriented"
    REFERRED_AND_TAKEN_ON = "referred_and_taken_on"
    APPLICATION_FILED = "application_filed"
    FUNDED = "funded"
    ENTERPRISE_CONSTITUTED = "enterprise_constituted"
    ENTERED_TRAINING = "entered_training"
    EMPLOYED = "employed"
    GAVE_UP = "gave_up"
    UNREACHABLE = "unreachable"
    TITLE_NOT_SUITABLE = "title_not_suitable"
    OUT_OF_TARGET = "out_of_target"
    TRANSFERRED = "transferred"


class Ground(StrEnum):
    """What a case can show for itself."""

    ORIENTATION_HELD = "orientation_held"
    REFERRAL_TAKEN_ON = "referral_taken_on"
    MEASURE_PROPOSED = "measure_proposed"
    CITIZENSHIP_UNKNOWN = "citizenship_unknown"


NEEDED = {
    ClosingOutcome.ORIENTED: Ground.ORIENTATION_HELD,
    ClosingOutcome.REFERRED_AND_TAKEN_ON: Ground.REFERRAL_TAKEN_ON,
    ClosingOutcome.APPLICATION_FILED: Ground.MEASURE_PROPOSED,
    ClosingOutcome.FUNDED: Ground.MEASURE_PROPOSED,
    # A case is never opened for somebody known to be out of target, so only the unknown can turn out so.
    ClosingOutcome.OUT_OF_TARGET: Ground.CITIZENSHIP_UNKNOWN,
}
"""What happens outside the desk (a job, a move) needs evidence alone and is not listed."""


def check_supported(outcome: ClosingOutcome, grounds: AbstractSet[Ground]) -> None:
    """Raise OUTCOME_NOT_SUPPORTED when the ground the outcome needs is not among those the case has."""
    needed = NEEDED.get(outcome)
    if needed is not None and needed not in grounds:
        shown = ", ".join(sorted(grounds)) or "nothing"
        raise OutcomeNotSupported(outcome=outcome, needed=needed, shown=shown)
