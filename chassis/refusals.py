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


class SourceNotStopped(Refusal):
    """A source is heard as ever, so nothing of its logs is to be decided."""

    reason = "SOURCE_NOT_STOPPED"
    message = "{service} hears {source}, of the log {log}, and is not stopped. There is nothing to decide."


class NoOtherLogMet(Refusal):
    """A source is stopped for something else than another log."""

    reason = "NO_OTHER_LOG_MET"
    message = (
        "{service} hears nothing of {source}, of the log {log}, because {why}. "
        "No other log was met that could be adopted. Keep the one that is heard: what follows is asked for again."
    )


class SourceContradictsItself(Refusal):
    """Of one log a source says other things than it did, so nothing of that log can be believed or gone on with."""

    reason = "SOURCE_CONTRADICTS_ITSELF"
    message = (
        "{source} says something else at position {position} of the log {log} than {service} has heard: its database "
        "went back. Give its log a new id, with `python -m stacks.renew_log {source}`, and adopt that."
    )


class LogLeftBefore(Refusal):
    """A log that was left for another is not gone back to: what is heard now may be younger."""

    reason = "LOG_LEFT_BEFORE"
    message = (
        "{service} left the log {log} of {source} at {left_at} and hears {present} now. Two copies of {source} speak: "
        "stop the one that is not to, then keep the log that is heard."
    )


class LogNotMet(Refusal):
    """A log is adopted by its id, and of that id none was met."""

    reason = "LOG_NOT_MET"
    message = "Of {source} {service} has met {met}, and not the log {log}. Name the one that {source} has now."


class LogsDiffer(Refusal):
    """An adopted log lacks what was heard of the one before it, which somebody has to accept."""

    reason = "LOGS_DIFFER"
    message = (
        "The log {log} of {source} agrees with what {service} has heard up to {common} only, and {heard_until} was "
        "heard. Accept that, naming {common}, or restore a later copy of {source}."
    )


class NoDifferenceToAccept(Refusal):
    """What the logs of a source say was not seen to differ, or the source has gone on to a third one."""

    reason = "NO_DIFFERENCE_TO_ACCEPT"
    message = (
        "{service} knows of no difference between the logs of {source} that could be accepted (stopped: {why}). "
        "Adopt the log first, without a position."
    )


class NotTheCommonPosition(Refusal):
    """A difference is accepted exactly where it begins: beyond it nothing agrees, before it all was handled."""

    reason = "NOT_THE_COMMON_POSITION"
    message = "The logs of {source} that {service} has heard agree up to {common}, not up to {asked}. Give {common}."


class ReaderTooSlow(Refusal):
    """Somebody who does not read keeps a thread from somebody who would."""

    reason = "READER_TOO_SLOW"
    message = "A message waited {waited_s} s to be taken. Call again with the last cursor, and read faster."


class LeaseLost(Exception):
    """Another process works for the service now; what was being done must not be written."""
