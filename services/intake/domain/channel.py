"""How somebody and the desk reach each other."""

from enum import StrEnum


class Channel(StrEnum):
    """How a contact or a follow-up came about."""

    WALK_IN = "walk_in"
    APPOINTMENT = "appointment"
    PHONE = "phone"
    MAIL = "mail"
    SENT_BY_OTHERS = "sent_by_others"
