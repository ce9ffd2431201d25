"""Why an editor stops an edition or sends a draft back: codes, to be counted and said in any language."""

from enum import StrEnum


class SuspensionReason(StrEnum):
    """Why applications are not taken for the time being."""

    FUNDS_SHORT = "funds_short"
    BY_ACT = "by_act"
    BEING_CHECKED = "being_checked"


class ClosingReason(StrEnum):
    """Why applications are taken no longer."""

    FUNDS_ENDED = "funds_ended"
    CLOSED_EARLY = "closed_early"
    REPEALED = "repealed"


class WithdrawalReason(StrEnum):
    """Why a draft goes: sent back by another editor, or taken back by its own."""

    INCORRECT = "incorrect"
    INCOMPLETE = "incomplete"
    SOURCE_UNCLEAR = "source_unclear"
    NOT_NEEDED = "not_needed"
