"""What paper refuses, named by the rule that refuses."""

from chassis.modelling import Refusal


class MeasureNotForPaper(Refusal):
    """Paper is found by others: one who was offered such a measure may be in danger when it is known."""

    reason = "MEASURE_NOT_FOR_PAPER"
    field = "measure_ids"
    message = "To be offered {measure} says something about a person's life: tell them in person, and leave it out."
