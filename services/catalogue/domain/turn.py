"""A window that opens or closes because its day has come, without anybody writing anything."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from services.catalogue.domain.known_measure import KnownMeasure
from services.catalogue.domain.measure_on_day import MeasureOnDay, on_day
from services.catalogue.domain.window import WindowState

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Turn:
    """`day`: the first on which it is so. `opened`: it takes applications since, else it takes none any more."""

    measure: KnownMeasure
    edition_id: str
    day: date
    opened: bool

    @property
    def id(self) -> str:
        """The same however often it is worked out."""
        return f"{self.measure.id}/{self.edition_id}/{'opened' if self.opened else 'closed'}/{self.day}"


def turns_on(measures: Iterable[KnownMeasure], day: date) -> Iterator[Turn]:
    """What opens and what closes on a day, as the catalogue knows it now. Where one edition takes over both do."""
    for measure in measures:
        before, now = _open_on(measure, day - A_DAY), _open_on(measure, day)
        if before and before != now:
            yield Turn(measure, before, day, opened=False)
        if now and before != now:
            yield Turn(measure, now, day, opened=True)


def _open_on(measure: KnownMeasure, day: date) -> str | None:
    """The edition that takes applications on a day."""
    then: MeasureOnDay = on_day(measure, day)
    return then.chosen.edition.id if then.chosen.window.state is WindowState.OPEN else None
