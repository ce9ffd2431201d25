"""What a case refuses, each named by the rule that refuses."""

from chassis.modelling import Refusal


class CaseNotFound(Refusal):
    """What is asked of a case needs the case."""

    reason = "CASE_NOT_FOUND"
    message = "There is no case {id}: check its id."


class CaseAlreadyClosed(Refusal):
    """A closed case is a number in a report."""

    reason = "CASE_CLOSED"
    message = "Case {case_id} is closed as {outcome}: record a new contact and open a case for it."


class OccurredBeforeCaseOpened(Refusal):
    """Nothing is done for a case before there is one."""

    reason = "OCCURRED_BEFORE_CASE_OPENED"
    message = "{on} is before the case was opened, {opened_on}: check the day."


class MeasuresNotLookedFor(Refusal):
    """A proposal rests on what the catalogue answered for this case."""

    reason = "MEASURES_NOT_LOOKED_FOR"
    message = "No measures have been looked for in case {case_id}: find measures first."


class MeasureNotFoundForCase(Refusal):
    """Only what the catalogue answered can be proposed."""

    reason = "MEASURE_NOT_FOUND_FOR_CASE"
    message = "Measure {measure} is not among those found as of {as_of}: check its code, or find measures again."


class MeasureAlreadyProposed(Refusal):
    """A measure is shown to a person once, however often it is talked about."""

    reason = "MEASURE_ALREADY_PROPOSED"
    message = "Measure {measure} is already proposed to this person: leave it out."


class MeasureTooSensitive(Refusal):
    """What a case keeps of a proposal is in clear and published; this one would tell of violence or the like."""

    reason = "MEASURE_TOO_SENSITIVE"
    message = (
        "To be offered {measure} says something about a person's life, which is not kept here: "
        "tell them of it in person, and leave it out."
    )


class NothingProposed(Refusal):
    """An orientation explains measures."""

    reason = "NOTHING_PROPOSED"
    message = "No measure has been proposed in case {case_id}: propose at least one first."


class OrientationNotHeld(Refusal):
    """The sheet says what the orientation said."""

    reason = "ORIENTATION_NOT_HELD"
    message = "No orientation has been held in case {case_id}: record it first."


class SheetAlreadyIssued(Refusal):
    """A case has one orientation sheet, and the indicator counts it."""

    reason = "SHEET_ALREADY_ISSUED"
    message = "Case {case_id} already has sheet {reference}: nothing is left to issue."


class RecipientUnknown(Refusal):
    """A case is referred to a registered partner only."""

    reason = "RECIPIENT_UNKNOWN"
    message = "No partner has the code {recipient}. Choose one of {known}, or have it registered."


class AlreadyReferredToRecipient(Refusal):
    """A partner has one referral of a case at a time; one that expired is sent again, not made anew."""

    reason = "ALREADY_REFERRED_TO_RECIPIENT"
    message = (
        "{recipient} already has referral {referral_id} of this case, {state}: "
        "wait for what comes of it, or send it again when it has expired."
    )


class OutcomeNotSupported(Refusal):
    """An outcome is claimed only when the case itself bears it out."""

    reason = "OUTCOME_NOT_SUPPORTED"
    message = "The outcome {outcome} needs {needed}; the case shows {shown}: record what is missing, or choose another."
