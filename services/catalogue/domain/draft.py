"""What an editor proposes an edition to say, until a second person publishes it."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from services.catalogue.domain.standing import EditionState


class Draft(BaseModel):
    """The content proposed; `drafted_by` and `reviewed_by` are opaque codes of editors, the second "" for nobody."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    content: dict[str, Any]
    correction: bool
    drafted_by: str
    reviewed_by: str = ""

    @property
    def state(self) -> EditionState:
        return EditionState.REVIEWED if self.reviewed_by else EditionState.DRAFT

    def reviewed(self, by: str) -> "Draft":
        return self.model_copy(update={"reviewed_by": by})
