"""Three truths: a test on what is not known is neither true nor false (strong Kleene logic)."""

from collections.abc import Iterable
from enum import StrEnum


class Truth(StrEnum):
    """What can be said of a test."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    @staticmethod
    def of(*, can_be_true: bool, can_be_false: bool) -> "Truth":
        """Certain only when every value that is still possible agrees; of no possible value it is true."""
        if not can_be_false:
            return Truth.TRUE
        return Truth.UNKNOWN if can_be_true else Truth.FALSE


def conjunction(truths: Iterable[Truth]) -> Truth:
    """False when one is, whatever the others are; true when all are, of none too."""
    found = Truth.TRUE
    for truth in truths:
        if truth is Truth.FALSE:
            return Truth.FALSE
        if truth is Truth.UNKNOWN:
            found = Truth.UNKNOWN
    return found


def disjunction(truths: Iterable[Truth]) -> Truth:
    """True when one is, whatever the others are; false when all are, of none too."""
    found = Truth.FALSE
    for truth in truths:
        if truth is Truth.TRUE:
            return Truth.TRUE
        if truth is Truth.UNKNOWN:
            found = Truth.UNKNOWN
    return found


def negation(truth: Truth) -> Truth:
    """What is unknown stays unknown."""
    if truth is Truth.UNKNOWN:
        return truth
    return Truth.FALSE if truth is Truth.TRUE else Truth.TRUE
