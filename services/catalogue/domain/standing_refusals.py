"""What is refused when an edition is to be stopped or to go on, each named by the rule that refuses."""

from chassis.modelling import Refusal


class EditionNotFound(Refusal):
    """The measure has published no such edition."""

    reason = "EDITION_NOT_FOUND"
    message = "{measure} has no published edition {edition}: look at the measure to see those it has."


class EditionSuspended(Refusal):
    """It cannot be suspended twice."""

    reason = "EDITION_SUSPENDED"
    message = "Edition {edition} of {measure} is suspended from {from_day} on: resume it first."


class EditionClosed(Refusal):
    """It is over; only to resume it makes sense."""

    reason = "EDITION_CLOSED"
    message = "Edition {edition} of {measure} is closed after {last_day}: resume it first."


class EditionTakesApplications(Refusal):
    """Nothing has stopped it."""

    reason = "EDITION_TAKES_APPLICATIONS"
    message = "Edition {edition} of {measure} is neither suspended nor closed: there is nothing to resume."


class DayOutsideEdition(Refusal):
    """On that day the edition does not apply, so nothing can be stopped or begun again."""

    reason = "DAY_OUTSIDE_EDITION"
    message = "Edition {edition} of {measure} applies from {begins} to {ends}, and not on {on}: give a day within."


class ResumedTooEarly(Refusal):
    """What has not stopped cannot go on."""

    reason = "RESUMED_TOO_EARLY"
    message = "Edition {edition} of {measure} stops on {from_day}, after {on}: give that day or a later one."
