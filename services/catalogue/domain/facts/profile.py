"""All that is known of one person, enterprise and project."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from copy import copy
from datetime import date
from typing import Any

from services.catalogue.domain.facts.concluded import (
    certain_of_an_enterprise,
    certain_of_an_idea,
    concluded_on,
    is_word,
)
from services.catalogue.domain.facts.declared import DID, declared, unknown_behind_the_did
from services.catalogue.domain.facts.fact import WhileIdea
from services.catalogue.domain.facts.knowledge import Knowledge, Missing
from services.catalogue.domain.facts.likeness import likenesses
from services.catalogue.domain.facts.social import SHARES, social_by_its_workers, unknown_behind_the_share
from services.catalogue.domain.facts.vocabulary import VOCABULARY

NEVER_TOLD: dict[str, Knowledge] = {name: fact.read(None) for name, fact in VOCABULARY.items()}
_NEVER_TOLD_LIKE = likenesses(NEVER_TOLD)
_READ_WITH = {"project.ateco": "project.ateco_version"}
"""The same digits may mean something else in another version."""


class Profile:
    """What is known, by the names of the vocabulary; what was not told is there as unknown.

    While the enterprise is an idea, what has certainly not happened is known: it is not constituted.
    `on`: the day of which that is certain, or some day or other. `of_the_day`: what hangs on it; None of a part.
    `alike`: a number for what is known of each fact, and None for what is somebody's own.
    `kept`: what is worked out of it alone and is the same for every measure.
    """

    __slots__ = ("alike", "idea", "kept", "known", "of_the_day", "perhaps_idea", "told")

    def __init__(self, told: Mapping[str, Knowledge], on: date = date.max) -> None:
        self.told = told
        self.kept: dict[Hashable, Any] = {}
        self.of_the_day: Mapping[str, Knowledge] | None = concluded_on(on, told)
        self.known = {**NEVER_TOLD, **told, **self.of_the_day}
        self.idea = is_word(self.known["enterprise.stage"], "idea")
        self.known |= certain_of_an_idea(self.known) if self.idea else certain_of_an_enterprise(self.known)
        self.known |= declared(self.known) | social_by_its_workers(self.known)
        self.perhaps_idea = not self.idea and not self.known["enterprise.stage"].known
        # What is known of the DID tells less than what was told of it.
        learned = {name: known for name, known in self.known.items() if known is not NEVER_TOLD[name]}
        self.alike = {**_NEVER_TOLD_LIKE, **likenesses({**learned, DID: self.told.get(DID, NEVER_TOLD[DID])})}

    def __getitem__(self, name: str) -> Knowledge:
        return self.known[name]

    def day(self, name: str) -> date | None:
        """The day a fact is known to be, if it is."""
        return self.known[name].day

    def on(self, day: date) -> "Profile":
        """The same as far as it hangs on the day: what is constituted by then, and who is of the Union."""
        if self.of_the_day is None:
            raise TypeError("a part of what is known, or what is supposed, is that of one day")
        if ("on", day) not in self.kept:
            as_ever = concluded_on(day, self.told) == self.of_the_day
            self.kept["on", day] = None if as_ever else Profile(self.told, day)
        otherwise: Profile | None = self.kept["on", day]
        return otherwise or self

    def with_facts(self, others: Mapping[str, Knowledge]) -> "Profile":
        """The same with some facts told otherwise."""
        return Profile({**self.told, **others})

    def supposing(self, others: Mapping[str, Knowledge]) -> "Profile":
        """The same if some facts turn out so; nothing else is concluded from them, it may all still be as it may."""
        supposed = copy(self)
        supposed.known, supposed.kept, supposed.of_the_day = {**self.known, **others}, {}, None
        # Of what is only supposed nothing is kept: nothing was concluded from it.
        supposed.alike = {**self.alike, **dict.fromkeys(others)}
        return supposed

    def only(self, names: Collection[str]) -> "Profile":
        """What is known of some facts and of no other: to ask after another is an error."""
        few = object.__new__(Profile)
        few.told = {name: self.told[name] for name in names if name in self.told}
        few.known = {name: self.known[name] for name in names}
        few.alike = {name: self.alike[name] for name in names}
        few.idea, few.perhaps_idea, few.kept, few.of_the_day = self.idea, self.perhaps_idea, {}, None
        return few

    def is_open(self, name: str) -> bool:
        """Whether a fact is not unknown but still the founders' to choose: a day that may lie ahead has one yet."""
        fact, known = VOCABULARY[name], self.known[name]
        not_chosen = known.missing is Missing.NOT_ASKED or (fact.may_lie_ahead and known.is_none)
        return self.idea and fact.while_idea is WhileIdea.OPEN and not_chosen

    def does_not_apply(self, name: str) -> bool:
        """Whether there is nothing yet of which the fact could be."""
        return self.idea and VOCABULARY[name].while_idea is WhileIdea.NOT_APPLICABLE

    def may_not_apply(self, name: str) -> bool:
        """Whether nobody knows if there is anything yet of which the fact could be."""
        return self.perhaps_idea and VOCABULARY[name].while_idea is WhileIdea.NOT_APPLICABLE

    def unknown_behind(self, name: str) -> Iterator[str]:
        """The facts nobody knows well enough on which a test of this one may hang: itself, and what it is read with."""
        unknown = not self.known[name].known
        if unknown:
            yield from self._not_told(name)
        if self.may_not_apply(name) or (unknown and self.perhaps_idea and _depends_on_the_stage(name)):
            yield "enterprise.stage"
        if name in _READ_WITH and not self.known[_READ_WITH[name]].known:
            yield _READ_WITH[name]

    def _not_told(self, name: str) -> Iterable[str]:
        if name == DID:
            return unknown_behind_the_did({**NEVER_TOLD, **self.told})
        return unknown_behind_the_share(name, self.known) if name in SHARES else (name,)


def _depends_on_the_stage(name: str) -> bool:
    return VOCABULARY[name].while_idea is not WhileIdea.AS_EVER
