"""Which indicators of the register are counted; every other row says that it is not computed yet."""

from enum import StrEnum


class Indicator(StrEnum):
    """By code of the register."""

    DESK_ACTIVATED = "S16"
    CONTACTS = "S18"
    PERSONS_SERVED = "S19"
    ORIENTATIONS_COMPLETED = "S20"
    MEASURES_PROPOSED = "S21"
    REFERRALS = "S23"
    CHAMBER_SHARE = "S24"
    DAYS_TO_ORIENTATION = "S25"
