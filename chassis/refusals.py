"""What the chassis itself refuses, in every service alike."""

from chassis.modelling import Refusal


class StaleVersion(Refusal):
    """The command was decided on a version that is no longer the present one."""

    reason = "STALE_VERSION"
    message = (
        "Decided on version {expected}, but version {actual} is the present one. "
        "Changed since: {changed}. Read it again and decide anew."
    )


class RequestIdReused(Refusal):
    """The request id was used before for another request."""

    reason = "REQUEST_ID_REUSED"
    message = "Request id {request_id} was used for another request. Use a new one."
    field = "request_id"


class OccurredInTheFuture(Refusal):
    """A fact is recorded once it has happened."""

    reason = "OCCURRED_IN_THE_FUTURE"
    message = "{on} has not come yet, today is {today}: record it when it has happened."


class ReadModelBehind(Refusal):
    """A read model has not come as far as the caller asked within its time."""

    reason = "READ_MODEL_BEHIND"
    message = "{follower} is at {position}, asked for {wanted}. Ask again."


class DatabaseUnavailable(Refusal):
    """The service's database does not answer."""

    reason = "DATABASE_UNAVAILABLE"
    message = "The database of this service does not answer. Try again."


class OutcomeUnknown(DatabaseUnavailable):
    """It stopped answering while it committed: only what it holds can tell whether it did."""


class OtherServiceUnavailable(Refusal):
    """Another service had to be asked and does not answer."""

    reason = "OTHER_SERVICE_UNAVAILABLE"
    message = "The service {service} does not answer. Nothing was done. Try again."


class NoTestClock(Refusal):
    """The stack runs on the machine's clock."""

    reason = "NO_TEST_CLOCK"
    message = "This stack runs on the machine's clock, which nobody sets from here. Make one with a test clock."


class ClockMovesForward(Refusal):
    """A test clock was asked to go back."""

    reason = "CLOCK_MOVES_FORWARD"
    message = "The clock reads {now}; it cannot go back to {asked}. Give the present instant or a later one."


class LeaseLost(Exception):
    """Another process works for the service now; what was being done must not be written."""
