"""With which outcome a case may be closed."""

from collections.abc import Callable

import pytest

from services.intake.domain.case import Case
from services.intake.domain.case_referral import ReferralState
from services.intake.domain.case_state import CaseState
from services.intake.domain.closing import NEEDED, ClosingOutcome
from tests.support.cases import (
    CLOSED_ON,
    a_case_whose_partner,
    a_case_with_a_proposal,
    a_case_with_measures_found,
    an_open_case,
    an_oriented_case,
)
from tests.support.given import given

EVIDENCE = "PROT-2023-118"
Start = Callable[[], Case]


def close_as(outcome: ClosingOutcome) -> Callable[[Case], None]:
    """The asking to close with this outcome."""
    return lambda case: case.close(outcome, EVIDENCE, CLOSED_ON)


def partner(state: ReferralState) -> Start:
    """What makes a case whose partner has come to this state."""
    return lambda: a_case_whose_partner(state)


BORNE_OUT: list[tuple[ClosingOutcome, Start]] = [
    (ClosingOutcome.ORIENTED, an_oriented_case),
    (ClosingOutcome.REFERRED_AND_TAKEN_ON, partner(ReferralState.ACCEPTED)),
    (ClosingOutcome.REFERRED_AND_TAKEN_ON, partner(ReferralState.APPOINTMENT_SET)),
    (ClosingOutcome.REFERRED_AND_TAKEN_ON, partner(ReferralState.COMPLETED)),
    (ClosingOutcome.APPLICATION_FILED, a_case_with_a_proposal),
    (ClosingOutcome.FUNDED, a_case_with_a_proposal),
    (ClosingOutcome.OUT_OF_TARGET, lambda: an_open_case("unknown")),
]


@pytest.mark.parametrize(("outcome", "start"), BORNE_OUT)
def test_a_case_closes_with_an_outcome_it_bears_out(outcome: ClosingOutcome, start: Start) -> None:
    """One outcome, one piece of evidence."""
    given(start).when(close_as(outcome)).then(
        Case.Closed, outcome=outcome, evidence=EVIDENCE, occurred_on=CLOSED_ON
    ).leaving(state=CaseState.CLOSED, outcome=outcome)


NOT_BORNE_OUT: list[tuple[ClosingOutcome, Start, str]] = [
    (ClosingOutcome.ORIENTED, a_case_with_a_proposal, "orientation_held"),
    (ClosingOutcome.REFERRED_AND_TAKEN_ON, partner(ReferralState.SENT), "referral_taken_on"),
    (ClosingOutcome.REFERRED_AND_TAKEN_ON, partner(ReferralState.DECLINED), "referral_taken_on"),
    (ClosingOutcome.REFERRED_AND_TAKEN_ON, partner(ReferralState.EXPIRED), "referral_taken_on"),
    (ClosingOutcome.APPLICATION_FILED, a_case_with_measures_found, "measure_proposed"),
    (ClosingOutcome.FUNDED, a_case_with_measures_found, "measure_proposed"),
    (ClosingOutcome.OUT_OF_TARGET, an_open_case, "citizenship_unknown"),
]


@pytest.mark.parametrize(("outcome", "start", "needed"), NOT_BORNE_OUT)
def test_an_outcome_the_case_does_not_bear_out_is_refused(outcome: ClosingOutcome, start: Start, needed: str) -> None:
    """Numbers are not improved at the desk."""
    given(start).when(close_as(outcome)).then_refused("OUTCOME_NOT_SUPPORTED", outcome=outcome, needed=needed)


@pytest.mark.parametrize("outcome", sorted(set(ClosingOutcome) - set(NEEDED)))
def test_what_happens_outside_the_desk_needs_evidence_alone(outcome: ClosingOutcome) -> None:
    """A11: a seasonal worker is informed and the case closed as title not suitable, at once."""
    given(an_open_case).when(close_as(outcome)).then(Case.Closed, outcome=outcome, evidence=EVIDENCE)


def test_every_outcome_that_needs_something_is_tried_both_ways() -> None:
    """A new outcome cannot slip past these tables."""
    assert {outcome for outcome, _ in BORNE_OUT} == set(NEEDED) == {outcome for outcome, _, _ in NOT_BORNE_OUT}
