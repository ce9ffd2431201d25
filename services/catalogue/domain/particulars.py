"""The smaller parts of an edition: where it was read, where it holds, whom it admits, how it chooses."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool

from services.catalogue.domain.part import Code, Count, Euros, Link, MeasureId, Part, Percent
from services.catalogue.domain.text import Text


class Source(Part):
    """A page in which the facts were read."""

    url: Link
    note: Text | None = None


class Territory(Part):
    """Where the measure is offered; `fermo_comuni` of the province's 40 comuni belong to it."""

    code: Code
    text: Text
    fermo_comuni: Annotated[int, Field(strict=True, ge=0, le=40)] | None = None


class ThirdCountryNationals(Part):
    """What is asked of citizens of third countries; `yes_if`: nothing was found beyond the residence title."""

    eligible: Literal["yes", "yes_if", "unclear"]
    permit: Text | None = None
    note: Text | None = None


class Service(Part):
    """A service the measure gives or imposes: a course, a tutor, help with the business plan."""

    text: Text
    mandatory: StrictBool = False
    at_least: Count | None = None
    worth: Euros | None = None


class Selection(Part):
    """How applications are chosen; a score is out of 100."""

    text: Text
    score_min: Percent | None = None


class NotWith(Part):
    """Another measure one cannot have as well (*cumulo*); shown beside the answer, which it does not change."""

    measure: MeasureId
    text: Text


class Document(Part):
    """A paper that goes with the application."""

    id: Code
    text: Text
