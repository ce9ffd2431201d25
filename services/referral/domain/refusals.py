"""What a referral or an organisation refuses, each named by the rule that refuses."""

from chassis.modelling import Refusal


class ReferralNotFound(Refusal):
    """There is no such referral, or none the asker may know of: both sound the same."""

    reason = "REFERRAL_NOT_FOUND"
    message = "There is no referral {id}. List the referrals to see those there are for you."


class ReferralExpired(Refusal):
    """Who answers late is told so: response times stay honest, and the desk decides what follows."""

    reason = "REFERRAL_EXPIRED"
    message = "The answer was due by the end of {answer_due}. Ask the desk to send the referral again."


class ReferralNotAwaitingAnswer(Refusal):
    """A referral is answered once for each time it is sent."""

    reason = "REFERRAL_NOT_AWAITING_ANSWER"
    message = (
        "Attempt {attempt} of this referral awaits no answer: it is {state}, in attempt {present}. "
        "Read it again before you answer."
    )


class AnswerNotOverdue(Refusal):
    """The due day belongs to the partner until it ends in Rome."""

    reason = "ANSWER_NOT_OVERDUE"
    message = "An answer is in time until the end of {answer_due}. Wait until that day is over."


class ReferralNotTakenOn(Refusal):
    """Only who has taken the person on sees them and says what came of it."""

    reason = "REFERRAL_NOT_TAKEN_ON"
    message = "The referral is {state}, so it is not taken on. Accept it first, if it still awaits an answer."


class AppointmentInThePast(Refusal):
    """An appointment is a day to come; what came of it is the completion's to say."""

    reason = "APPOINTMENT_IN_THE_PAST"
    message = "The appointment on {appointment_on} is before today, {today}. Give a day from today on."


class ReferralNotExpired(Refusal):
    """Only what was left without an answer is sent again."""

    reason = "REFERRAL_NOT_EXPIRED"
    message = "The referral is {state}; only an expired one is sent again. When it is over, refer the case anew."


class OrganisationAlreadyRegistered(Refusal):
    """A code names one organisation for ever."""

    reason = "ORGANISATION_ALREADY_REGISTERED"
    message = "The code {code} belongs to {name}, registered before. Use it, or choose another code."


class OrganisationUnknown(Refusal):
    """A referral goes to a partner that is registered, or nobody would ever answer it."""

    reason = "ORGANISATION_UNKNOWN"
    message = "No organisation is registered as {code}. Register it first."
