"""One dated edition of a measure: everything that was true of it while it applied."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property, lru_cache, partial
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StrictBool, StrictStr, model_validator

from services.catalogue.domain.amount import Amount
from services.catalogue.domain.condition import Condition, refuse_nameless
from services.catalogue.domain.edition_test import EditionTest
from services.catalogue.domain.moment import UNKNOWN, Day, LastDay, known_day
from services.catalogue.domain.part import Code, Count, Link, Name, NotEmpty, Part
from services.catalogue.domain.particulars import (
    Document,
    NotWith,
    Selection,
    Service,
    Source,
    Territory,
    ThirdCountryNationals,
)
from services.catalogue.domain.rules.parameter import Parameter, in_force
from services.catalogue.domain.text import Prose, Text
from services.catalogue.domain.unverified import EVERYTHING, must_name_a_field
from services.catalogue.domain.window import Window, WindowOn, refuse_beyond, window_on

Kind = Literal["loan", "grant", "guarantee", "equity_debt", "service", "income_advance"]

DAYS_KEPT = 32
"""A match asks for one day, a rehearsal for some."""


class Edition(Part):
    """What applied from `valid_from` to `valid_to`, both included.

    Only a first edition may begin on an unknown day. `valid_to: null`: it still applies.
    `unverified` lists paths of fields that no primary source confirms yet, `*` for all of them.
    `no_limit_found_on`: what was looked for without finding a condition on it.
    """

    id: Name
    source_ids: tuple[Name, ...]
    read_from: Literal["source", "general_knowledge"]
    published_on: Day = UNKNOWN
    valid_from: Day
    valid_to: LastDay
    kinds: NotEmpty[tuple[Kind, ...]]
    sensitive: StrictBool = False
    name: Text
    summary: Text
    owner: Prose
    legal_sources: tuple[Prose, ...]
    site: Link | None
    sources: tuple[Source, ...]
    territory: Territory
    windows: NotEmpty[tuple[Window, ...]]
    amounts: tuple[Amount, ...] = ()
    rate_pct: Annotated[float, Field(strict=True, ge=0)] | None = None
    interest_free: Literal["yes", "no", "partly", "not_applicable"]
    rate_text: Text | None = None
    repayment_months_min: Count | None = None
    repayment_months_max: Count | None = None
    grace_months: Count | None = None
    payment_months_max: Count | None = None
    works_months_max: Count | None = None
    decision_days: Count | None = None
    parameters: dict[Code, Parameter] = Field(default_factory=dict)
    conditions: tuple[Condition, ...]
    no_limit_found_on: tuple[Code, ...] = ()
    not_with: tuple[NotWith, ...] = ()
    documents: tuple[Document, ...] = ()
    services: tuple[Service, ...] = ()
    selection: Selection | None = None
    procedure: Text | None = None
    tcn: ThirdCountryNationals
    notes: tuple[Text, ...] = ()
    open_questions: tuple[Text, ...] = ()
    unverified: tuple[StrictStr, ...] = ()
    checked_on: date | None = None
    recheck_days: Count = 180
    test_facts: dict[str, Any] = Field(default_factory=dict)
    tests: tuple[EditionTest, ...] = ()

    @cached_property
    def unverified_conditions(self) -> frozenset[str]:
        """The ids of the conditions that wait for a better source."""
        ids = (condition.id for condition in self.conditions)
        return frozenset(each for each in ids if self.is_unverified(f"conditions.{each}"))

    @cached_property
    def shown(self) -> tuple[Condition, ...]:
        """The conditions that nothing judges."""
        return tuple(condition for condition in self.conditions if condition.sort in ("judgement", "note"))

    @cached_property
    def legal_source(self) -> str:
        """The acts it rests on, in one line."""
        return "; ".join(self.legal_sources)

    @cached_property
    def is_for_all(self) -> bool:
        """Whether no window of it is for some people only."""
        return all(window.only_if is None for window in self.windows)

    @cached_property
    def window_on(self) -> Callable[[date], WindowOn]:
        """What its windows say to everybody on a day; the days last asked for are kept."""
        kept: Callable[[date], WindowOn] = lru_cache(maxsize=DAYS_KEPT)(partial(window_on, self.windows))
        return kept

    @cached_property
    def in_force(self) -> Callable[[date], Mapping[str, Any]]:
        """The values of its parameters on a day; the days last asked for are kept."""
        kept: Callable[[date], Mapping[str, Any]] = lru_cache(maxsize=DAYS_KEPT)(partial(in_force, self.parameters))
        return kept

    @cached_property
    def begins(self) -> date:
        return known_day(self.valid_from) or date.min

    @cached_property
    def last_day(self) -> date | None:
        return known_day(self.valid_to)

    def content(self) -> dict[str, Any]:
        """The edition as plain JSON data, exactly the fields its editor wrote."""
        return self.model_dump(mode="json", exclude_unset=True, by_alias=True)

    def is_unverified(self, path: str) -> bool:
        """Whether a field, something in it or what it stands in waits for a better source."""
        return bool(self.unverified) and any(
            p == EVERYTHING or f"{p}.".startswith(f"{path}.") or f"{path}.".startswith(f"{p}.") for p in self.unverified
        )

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        self._check_days()
        ids = [condition.id for condition in self.conditions]
        if repeated := {i for i in ids if ids.count(i) > 1}:
            raise ValueError(f"conditions: the id {', '.join(sorted(repeated))} is used twice")
        refuse_nameless(self.conditions, self.parameters)
        must_name_a_field(self.unverified, self.content())
        return self

    def _check_days(self) -> None:
        last = self.last_day or date.max
        if last < self.begins:
            raise ValueError(f"valid_to: {last} is before valid_from {self.begins}")
        refuse_beyond(self.windows, self.begins, last)


def edition_from(content: Mapping[str, Any]) -> Edition:
    """An edition from the plain data of an event."""
    return Edition.model_validate(content)
