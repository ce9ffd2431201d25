"""What a measure refuses, each named by the rule that refuses."""

from chassis.modelling import Refusal


class LevelOrKindChanged(Refusal):
    """A measure of another level or kind is another measure: its numbers are counted apart."""

    reason = "LEVEL_OR_KIND_CHANGED"
    message = "The {field} of {measure} is {was}, not {asked}: register a measure of its own instead."


class EditionLeftOut(Refusal):
    """What was published stays readable: an old orientation sheet must be reproducible."""

    reason = "EDITION_LEFT_OUT"
    message = "The document leaves out edition {edition} of {measure}: put it back, corrected if need be."


class PublishedInTheFuture(Refusal):
    """An edition is published on the day it is published, not before."""

    reason = "PUBLISHED_IN_THE_FUTURE"
    message = "{on} is after today, {today}. Publish on the day, or leave the day out."


class MeasureNotFound(Refusal):
    """No measure has the code."""

    reason = "MEASURE_NOT_FOUND"
    message = "There is no measure {code}. List the measures to see their codes."
