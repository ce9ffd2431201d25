"""How a fact is written, and what its writing lets one know."""

from abc import abstractmethod
from typing import Any, Protocol

from services.catalogue.domain.facts.knowledge import NONE, Choice, Knowledge, Missing, Span

_MISSING = {missing.value: missing for missing in (Missing.REFUSED, Missing.EXPIRED)}


class Kind(Protocol):
    """One way of writing: `read` is given what is neither missing nor none, and raises ValueError in a sentence."""

    @property
    def anything(self) -> Choice | Span:
        """Every value a fact of this kind may have."""

    @property
    def may_be_none(self) -> bool:
        """Whether there may be none of it; a flag is true or false, and of a number none is 0."""

    @abstractmethod
    def read(self, written: Any) -> Knowledge: ...

    @abstractmethod
    def read_none(self) -> Knowledge: ...


def knowledge_of(kind: Kind, written: Any) -> Knowledge:
    """What somebody wrote of a fact; null says that nobody has asked. Raises ValueError."""
    if written is None:
        return unknown(kind, Missing.NOT_ASKED)
    if isinstance(written, str) and written in _MISSING:
        return unknown(kind, _MISSING[written])
    return kind.read_none() if written == NONE else kind.read(written)


def unknown(kind: Kind, why: Missing) -> Knowledge:
    """Any value, or none."""
    return Knowledge(kind.anything, may_be_none=kind.may_be_none, given=why.value, missing=why)
