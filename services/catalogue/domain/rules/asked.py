"""What tells the values of a fact apart: a test, or what is made of it."""

from collections.abc import Mapping
from typing import Any, Protocol


class Asked(Protocol):
    """A test, as far as it tells values apart."""

    @property
    def fact(self) -> str: ...
    @property
    def operators(self) -> Mapping[str, Any]: ...
