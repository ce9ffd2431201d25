"""One fact of the closed vocabulary: its name, how it is written, what it is called at the desk."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from services.catalogue.domain.facts.kinds import Kind, knowledge_of
from services.catalogue.domain.facts.knowledge import NONE, Knowledge


class WhileIdea(StrEnum):
    """What a test on a fact means while there is no enterprise yet, only an idea of one."""

    AS_EVER = "as_ever"
    """The same as at any time."""
    OPEN = "open"
    """What nobody has said is not unknown but still to be chosen: it becomes something to do."""
    NOT_APPLICABLE = "not_applicable"
    """There is nothing to measure yet: the test does not apply."""
    NOTHING_YET = "nothing_yet"
    """It has certainly not happened."""


@dataclass(frozen=True)
class Fact:
    """`name` as it is written in facts and conditions, `it` and `en` as it is called in a sentence."""

    name: str
    kind: Kind
    it: str
    en: str
    while_idea: WhileIdea = WhileIdea.AS_EVER
    reveals: bool = False
    """Knowing it would tell of protection, violence or poverty: asked and shown with care."""
    may_lie_ahead: bool = False
    """Whether it is a day that may still be to come; every other one is of something that has happened, or not yet."""
    never_none: bool = False
    """Whether there is one always, such as a sex: nobody may say that there is none."""

    def read(self, written: Any) -> Knowledge:
        """What somebody wrote of it. Raises ValueError."""
        if self.never_none and written == NONE:
            raise ValueError("cannot be none: there always is one; leave it out, or write null, when nobody has asked")
        read = knowledge_of(self.kind, written)
        return replace(read, may_be_none=False) if self.never_none else read
