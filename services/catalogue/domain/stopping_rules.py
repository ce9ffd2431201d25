"""When an edition can be suspended, closed or resumed."""

from dataclasses import dataclass
from datetime import date

from services.catalogue.domain.edition import edition_from
from services.catalogue.domain.standing import Standing
from services.catalogue.domain.standing_refusals import (
    DayOutsideEdition,
    EditionClosed,
    EditionNotFound,
    EditionSuspended,
    EditionTakesApplications,
    ResumedTooEarly,
)
from services.catalogue.domain.taken_in import Content


@dataclass(frozen=True)
class StoppingRules:
    """The rules for one edition; `content` is None when nothing of it is published."""

    measure: str
    edition_id: str
    content: Content | None
    standing: Standing

    def check_suspension(self, from_day: date) -> None:
        """Raise EDITION_NOT_FOUND, EDITION_CLOSED, EDITION_SUSPENDED, DAY_OUTSIDE_EDITION."""
        self._check_day(from_day)
        self._check_not_closed()
        if suspension := self.standing.suspension:
            raise EditionSuspended(**self._which, from_day=suspension.from_day)

    def check_closing(self, last_day: date) -> None:
        """Raise EDITION_NOT_FOUND, EDITION_CLOSED, DAY_OUTSIDE_EDITION."""
        self._check_day(last_day)
        self._check_not_closed()

    def check_resumption(self, from_day: date) -> None:
        """Raise EDITION_NOT_FOUND, EDITION_TAKES_APPLICATIONS, RESUMED_TOO_EARLY, DAY_OUTSIDE_EDITION."""
        self._check_day(from_day)
        lasting = self.standing.lasting
        if not lasting:
            raise EditionTakesApplications(**self._which)
        stops = max(each.from_day for each in lasting)
        if from_day < stops:
            raise ResumedTooEarly(**self._which, from_day=stops, on=from_day)

    @property
    def _which(self) -> dict[str, str]:
        return {"measure": self.measure, "edition": self.edition_id}

    def _check_not_closed(self) -> None:
        if closing := self.standing.closing:
            raise EditionClosed(**self._which, last_day=closing.last_day)

    def _check_day(self, on: date) -> None:
        if self.content is None:
            raise EditionNotFound(**self._which)
        edition = edition_from(self.content)
        if not edition.begins <= on <= (edition.last_day or date.max):
            raise DayOutsideEdition(**self._which, begins=edition.valid_from, ends=edition.valid_to or "…", on=on)
