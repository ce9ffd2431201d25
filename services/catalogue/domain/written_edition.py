"""The fields of an edition, as its editor writes them."""

from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, StrictStr

from services.catalogue.domain.amount import Amount
from services.catalogue.domain.condition import Condition
from services.catalogue.domain.edition_test import EditionTest
from services.catalogue.domain.moment import UNKNOWN, Day, KnownDay, LastDay
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
from services.catalogue.domain.rules.parameter import Parameter
from services.catalogue.domain.text import Prose, Text
from services.catalogue.domain.window import Window

Kind = Literal["loan", "grant", "guarantee", "equity_debt", "service", "income_advance"]


class WrittenEdition(Part):
    """What applied from `valid_from` to `valid_to`, both included.

    Only a first edition may begin on an unknown day. `valid_to: null`: it still applies.
    `guarantee_text`: what a lender may ask as security, or may not, and who stands for the loan.
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
    guarantee_text: Text | None = None
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
    checked_on: KnownDay | None = None
    recheck_days: Count = 180
    test_facts: dict[str, Any] = Field(default_factory=dict)
    tests: tuple[EditionTest, ...] = ()
