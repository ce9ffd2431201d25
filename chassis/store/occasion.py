"""What the recorder writes beside the events: who asked, when, by which request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.modelling import Origin


@dataclass(frozen=True)
class Asked:
    """The request behind some events: its key and what it asked, digested with a secret."""

    organisation: str
    method: str
    request_id: UUID
    digest: bytes

    @property
    def key(self) -> Mapping[str, Any]:
        """What tells the request from every other."""
        return {"organisation": self.organisation, "method": self.method, "request_id": self.request_id}


@dataclass(frozen=True)
class Occasion:
    """What the recorder writes beside the events: who asked, when, by which request."""

    origin: Origin
    now: datetime
    asked: Asked | None = None
