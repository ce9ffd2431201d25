"""What is worked out when first asked for and then kept."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Value = TypeVar("Value")
DAYS_KEPT = 32
"""For how many days what hangs on a day alone is kept: a match asks for one, a rehearsal for some."""


class once(Generic[Value]):  # noqa: N801 - it is written as a decorator
    """`functools.cached_property` without the lock it has in Python 3.11, which is dearer than what is kept."""

    def __init__(self, work_out: Callable[[Any], Value]) -> None:
        self._work_out = work_out
        self.__doc__ = work_out.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> "once[Value]": ...

    @overload
    def __get__(self, instance: object, owner: type) -> Value: ...

    def __get__(self, instance: object | None, owner: type) -> "once[Value] | Value":
        if instance is None:
            return self
        value = self._work_out(instance)
        instance.__dict__[self._name] = value
        return value
