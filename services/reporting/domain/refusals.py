"""What reporting refuses, each named by the rule that refuses."""

from chassis.modelling import Refusal


class PeriodReversed(Refusal):
    """A period runs forward."""

    reason = "PERIOD_REVERSED"
    message = "The period ends on {last_day}, before it begins on {first_day}: exchange the two days."
    field = "last_day"


class IndicatorNotInRegister(Refusal):
    """Only what the register names is counted."""

    reason = "INDICATOR_NOT_IN_REGISTER"
    message = "The register has no indicator {code}. The sheet lists the codes that can be asked for."


class IndicatorNotComputedYet(Refusal):
    """An indicator without a rule of counting has no number and no evidence, and nobody pretends."""

    reason = "INDICATOR_NOT_COMPUTED_YET"
    message = "Indicator {code} is in the register and is not computed yet. Ask for one of {computed}."
