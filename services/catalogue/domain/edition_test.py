"""A test an edition carries: who asks when, and what the catalogue is to answer."""

from typing import Any, Literal

from pydantic import Field

from services.catalogue.domain.moment import KnownDay
from services.catalogue.domain.part import Code, Part
from services.catalogue.domain.text import Prose
from services.catalogue.domain.window import WindowState

Outcome = Literal["true", "false", "unknown"]


class Expected(Part):
    """What the answer has to say; what is left out may be anything."""

    verdict: Literal["eligible", "conditional", "to_verify", "not_eligible"] | None = None
    window: WindowState | None = None
    reasons: dict[Code, Outcome] = Field(default_factory=dict)
    missing: tuple[str, ...] | None = None
    coverage: Literal["full", "partial", "unknown", "not_applicable"] | None = None
    todo: tuple[Code, ...] = ()
    from_day: KnownDay | None = None


class EditionTest(Part):
    """`facts` are laid over the edition's `test_facts`; `none` and null are said as in any profile."""

    name: Prose
    on: KnownDay
    facts: dict[str, Any] = Field(default_factory=dict)
    expect: Expected
    nothing_known: Literal[True] | None = None
    """The edition's `test_facts` are left out, too."""
