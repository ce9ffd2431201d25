"""What the environment tells a process, or a sentence that names every variable it does not tell as it must."""

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsError

A_RULE_OF_OURS = "Value error, "
"""What pydantic puts before a sentence of a validator."""
S = TypeVar("S", bound=BaseSettings)


class ToldWrongly(SystemExit):
    """The environment lacks a setting or has one that cannot be meant: the program ends with the sentence and 1.

    No value is in it: beside what is missing stand passwords.
    """


def told(kind: type[S], **given: Any) -> S:
    """The settings as the environment has them, except for what is given. Raises ToldWrongly."""
    try:
        return kind(**given)
    except ValidationError as wrong:
        raise ToldWrongly("\n".join(_sentences(kind, wrong))) from None
    except SettingsError as unreadable:
        raise ToldWrongly(str(unreadable)) from None


def _sentences(kind: type[BaseSettings], wrong: ValidationError) -> Iterator[str]:
    problems = wrong.errors(include_url=False, include_context=False, include_input=False)
    missing = [_variable(kind, each) for each in problems if each["type"] == "missing"]
    if missing:
        yield f"The environment does not say {', '.join(missing)}. What each is to say, deploy/k8s shows."
    for each in problems:
        if each["type"] != "missing":
            yield ": ".join(filter(None, (_variable(kind, each), each["msg"].removeprefix(A_RULE_OF_OURS))))


def _variable(kind: type[BaseSettings], problem: ErrorDetails) -> str:
    [*field] = problem["loc"][:1]
    return f"{kind.model_config['env_prefix']}{field[0]}".upper() if field else ""
