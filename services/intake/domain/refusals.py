"""What the desk refuses before there is a case, each named by the rule that refuses."""

from chassis.modelling import Refusal


class DeskAlreadyActive(Refusal):
    """A desk opens once: the indicator counts desks, not openings."""

    reason = "DESK_ALREADY_ACTIVE"
    message = "Desk {desk} has been open since {since}: nothing is left to record."


class DeskNotActive(Refusal):
    """Nobody can have come to a desk that was not open."""

    reason = "DESK_NOT_ACTIVE"
    message = "Desk {desk} was not open on {on}: record its opening first, or check the desk and the day."


class ContactNotFound(Refusal):
    """A case begins with a contact."""

    reason = "CONTACT_NOT_FOUND"
    message = "There is no contact {id}: record the contact first, or check its id."


class ContactOutOfTarget(Refusal):
    """The Fund serves third-country nationals; of others nothing is collected beyond the contact."""

    reason = "CONTACT_OUT_OF_TARGET"
    message = "The person of contact {contact_id} is not among those the Fund serves: inform them, open no case."


class ProfileDiffers(Refusal):
    """A person has one citizenship here, or the contact and the case are counted differently."""

    reason = "PROFILE_DIFFERS"
    message = "The contact says citizenship {contact}, the profile says {profile}: check which one is right."


class OccurredBeforeContact(Refusal):
    """A case follows from its contact, or the days to orientation would be negative."""

    reason = "OCCURRED_BEFORE_CONTACT"
    message = "{on} is before the contact of {contact_on}: check the day."


class CaseAlreadyOpenForContact(Refusal):
    """One contact, one case."""

    reason = "CASE_ALREADY_OPEN_FOR_CONTACT"
    message = "Contact {contact_id} already has case {case_id}: go on with it, or record a new contact."
