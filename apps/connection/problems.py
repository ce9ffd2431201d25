"""What may stand between a caller and an answer, so that every door tells it in its reader's language."""

from typing import Any, ClassVar

from apps.connection.refusals import Refused


class Problem(Exception):
    """No answer, and why: `code` is the stable name of the cause, `facts` what was seen.

    `message` is a sentence in English with the facts' names in braces; a door that speaks another
    language has its own sentence for the code.
    """

    code: ClassVar[str]
    message: ClassVar[str]

    def __init__(self, **facts: Any) -> None:
        self.facts = {name: str(fact) for name, fact in facts.items()}
        super().__init__(self.message.format(**self.facts))


class StackNotFound(Problem):
    """Nothing has written down where the stack is: most often it was never started."""

    code = "STACK_NOT_FOUND"
    message = "There is no {path}: start the stack with `{start}`, or say where its file is with --stack-file."


class StackFileWrong(Problem):
    """The file that says where the stack is cannot be read as one."""

    code = "STACK_FILE_WRONG"
    message = "{path} is not the file of a stack: {problem}."


class IdentityUnknown(Problem):
    """The stack has neither a token nor a certificate of that name."""

    code = "IDENTITY_UNKNOWN"
    message = "This stack knows no {name}. It knows: {known}."


class Unavailable(Problem):
    """A service gave no answer in the time there was: it is down, unreachable, or refuses the certificate."""

    code = "UNAVAILABLE"
    message = "The {service} service does not answer: {detail}. Is the stack up? `somicis status` tells."

    def __init__(self, service: str, said: Refused) -> None:
        super().__init__(service=service, detail=" ".join(said.message.split()) or said.code)
        self.said = said
        """What came back last; its reason is the status's name when no service spoke at all."""


class NotSettled(Problem):
    """The stack was still at work, or stuck, when the patience ended."""

    code = "NOT_SETTLED"
    message = "The stack did not come to rest within {seconds} s. Last seen: {seen}."


class NoHistory(Problem):
    """No service has stored anything about a case: most often its id is mistyped."""

    code = "NO_HISTORY"
    message = "No service knows the case {case_id}: check its id."


class NoHistoryYet(Problem):
    """No service had stored anything about a case by an instant."""

    code = "NO_HISTORY_YET"
    message = "At {known_at} no service knew anything of the case {case_id}: check its id and the instant."


class FileUnreadable(Problem):
    """A file that was to be sent cannot be read."""

    code = "FILE_UNREADABLE"
    message = "{path} cannot be read: {problem}."


class FileUnwritable(Problem):
    """A file that was to be kept cannot be written."""

    code = "FILE_UNWRITABLE"
    message = "{path} cannot be written: {problem}."
