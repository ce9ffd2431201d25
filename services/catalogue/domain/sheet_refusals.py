"""What paper refuses, named by the rule that refuses."""

from chassis.modelling import Refusal


class MeasureNotForPaper(Refusal):
    """Paper is found by others: one who was offered such a measure may be in danger when it is known."""

    reason = "MEASURE_NOT_FOR_PAPER"
    field = "measure_ids"
    message = "To be offered {measure} says something about a person's life: tell them in person, and leave it out."


class LetterNotPrinted(Refusal):
    """On the paper there would be a box in its place, and nobody would know what it stood for."""

    reason = "LETTER_NOT_PRINTED"
    field = "measure_ids"
    message = "The fonts of papers have no {letter}: let an editor write in words what it stands for in these measures."
