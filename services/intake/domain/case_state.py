"""Where a case stands on its way."""

from enum import StrEnum


class CaseState(StrEnum):
    """The stages of a case, in order."""

    OPEN = "open"
    IN_ANALYSIS = "in_analysis"
    IN_ORIENTATION = "in_orientation"
    REFERRED = "referred"
    ACCOMPANIED = "accompanied"
    CLOSED = "closed"

    def or_further(self, reached: "CaseState") -> "CaseState":
        """The further of two stages: a need told anew does not take back what was reached since."""
        return max(self, reached, key=list(CaseState).index)
