"""What every part of a measure's document shares: it never changes, and a misspelt name is an error."""

from collections.abc import Sized
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Euros = Annotated[int, Field(strict=True, ge=0)]
"""Whole euros."""
Percent = Annotated[int, Field(strict=True, ge=0, le=100)]
Count = Annotated[int, Field(strict=True, ge=1)]
"""How many months, days, services: at least one."""
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
"""A word the software knows, in lower case with underscores."""
Name = Annotated[str, Field(pattern=r"^[A-Z0-9][A-Z0-9_]{0,63}$")]
"""The id of an edition or a record, in capitals with underscores."""
MeasureId = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]{0,63}$")]
"""The id of a measure: what the published language takes as a code, or nobody could ask for it again."""
Link = Annotated[str, Field(pattern=r"^https?://\S+$")]

Several = TypeVar("Several", bound=Sized)


def _not_empty(several: Several) -> Several:
    if not several:
        raise ValueError("must not be empty")
    return several


# Not `min_length`: that complains a second time about a list whose only item is wrong.
NotEmpty = Annotated[Several, AfterValidator(_not_empty)]
"""A list or mapping with something in it."""


class Part(BaseModel):
    """A piece of a measure's document. `null` and a missing name differ: see measures/README.md."""

    model_config = ConfigDict(frozen=True, extra="forbid")
