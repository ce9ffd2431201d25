"""Facts that are words of a list: one of them, several, true or false, or a code of a long register."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from services.catalogue.domain.facts.knowledge import NONE, NOTHING, Choice, Knowledge, Span, exactly
from services.catalogue.domain.facts.number_for_code import refuse_number


@dataclass(frozen=True)
class Code:
    """A word of a closed list; a list of words, or one that stands for several as in a tree, is known in part."""

    may_be_none: ClassVar[bool] = True

    meaning: Mapping[str, frozenset[str]]
    """Each word that may be written, and the words without further division it stands for."""

    @property
    def anything(self) -> Choice:
        return Choice(frozenset[Hashable]().union(*self.meaning.values()))

    def read(self, written: Any) -> Knowledge:
        given = tuple(written) if isinstance(written, list) else written
        told = given if isinstance(given, tuple) and given else (given,)
        for word in told:
            if str(word) in self.meaning:
                refuse_number(word)
            if not isinstance(word, str) or word not in self.meaning:
                raise ValueError(f'"{word}" is none of {", ".join(self.meaning)}')
        left = frozenset[Hashable]().union(*(self.meaning[word] for word in told))
        return Knowledge(Choice(left), may_be_none=False, given=given)

    def read_none(self) -> Knowledge:
        return NOTHING


def one_of(*words: str) -> Code:
    """A list without a tree."""
    return Code({word: frozenset((word,)) for word in words})


@dataclass(frozen=True)
class Codes:
    """Any number of words of a closed list; none of them is a set, too, and known."""

    may_be_none: ClassVar[bool] = False

    words: frozenset[str]

    @property
    def anything(self) -> Choice:
        # Every subset would be exact, and too many: a test on what is unknown asks whether it could be any.
        return Choice(frozenset((frozenset(), self.words)))

    def read(self, written: Any) -> Knowledge:
        told = written if isinstance(written, list | tuple) else [written]
        for word in told:
            if not isinstance(word, str) or word not in self.words:
                raise ValueError(f'"{word}" is none of {", ".join(sorted(self.words))}')
        return exactly(frozenset(told), given=tuple(told))

    def read_none(self) -> Knowledge:
        return exactly(frozenset(), given=NONE)


@dataclass(frozen=True)
class Flag:
    """True or false."""

    may_be_none: ClassVar[bool] = False

    @property
    def anything(self) -> Choice:
        return Choice(frozenset((True, False)))

    def read(self, written: Any) -> Knowledge:
        if not isinstance(written, bool):
            raise ValueError(f'must be true or false, not "{written}"')
        return exactly(written)

    def read_none(self) -> Knowledge:
        raise ValueError("must be true or false; null when nobody has asked")


@dataclass(frozen=True)
class Listed:
    """A code of a long register: `check` raises ValueError in a sentence for one that is not in it."""

    may_be_none: ClassVar[bool] = True

    check: Callable[[str], object]

    @property
    def anything(self) -> Span:
        # Not the whole register: nothing that is asked of an unknown one depends on which there are.
        return Span(None, None)

    def read(self, written: Any) -> Knowledge:
        if isinstance(written, list | tuple):
            raise ValueError("must be one code in quotes, not a list: say the one that counts")
        refuse_number(written)
        if not isinstance(written, str):
            raise ValueError(f'must be one code in quotes, not "{written}"')
        self.check(written)
        return exactly(written)

    def has(self, code: str) -> bool:
        """Whether the register this fact is read from holds a code."""
        try:
            self.check(code)
        except ValueError:
            return False
        return True

    def read_none(self) -> Knowledge:
        return NOTHING
