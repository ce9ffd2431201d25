"""How far a source had been counted when a sheet was made."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class SourceMark:
    """Everything the source's log holds up to `position` is counted, or was stored after the instant asked about.

    `complete_until`: the source has said all it stored up to that instant, and all of it is counted;
    None when that is not known. `log` is empty before the source was first heard.
    """

    source: str
    log: str
    position: int
    complete_until: datetime | None
