"""From which day on, by time alone, a measure will stand otherwise for somebody than it does today."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.rules.duration import Duration
from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.judged import Judged, judge
from services.catalogue.domain.verdicts.judging_again import Judge
from services.catalogue.domain.verdicts.stand_words import VERDICTS, WINDOWS
from services.catalogue.domain.verdicts.turning_days import turning_days
from services.catalogue.domain.verdicts.verdict import Verdict
from services.catalogue.domain.verdicts.words import words
from services.catalogue.domain.window import WindowState

HORIZON = Duration(years=2)
"""Nobody plans a business farther ahead, and notices are announced for a year or two."""


@dataclass(frozen=True)
class Stand:
    """Verdict and window of a day."""

    verdict: Verdict
    window: WindowState


@dataclass(frozen=True)
class Change:
    """`on`: the first day on which the measure stands as `after`; the day before it stood as `before`."""

    on: date
    before: Stand
    after: Stand

    @property
    def text(self) -> Text:
        """From when on it is how, and how it was."""
        day, now, then = words(self.on), _words(self.after), _words(self.before)
        return Text(
            {
                "it": f"Dal {day[0]}: {now[0]} (prima: {then[0]}).",
                "en": f"From {day[1]}: {now[1]} (until then: {then[1]}).",
            }
        )


def changes(
    measure: MeasureDocument, profile: Profile, on: date, again: Judge = judge, also: Iterable[date] = ()
) -> Sequence[Change]:
    """The changes of the coming two years, the nearest first, if the facts stay as they are.

    `also`: days on which `again` may answer otherwise for reasons of its own, such as the end of a suspension.
    """
    today = again(measure, profile, on)
    days = {day for day in (*turning_days(today, profile, on), *also) if on < day <= HORIZON.after(on)}
    return list(_changes(today, [(day, again(measure, profile, day)) for day in sorted(days)]))


def _changes(today: Judged, later: Iterable[tuple[date, Judged]]) -> Iterator[Change]:
    before = _stand(today)
    for day, judged in later:
        after = _stand(judged)
        if after != before:
            yield Change(day, before, after)
        before = after


def _stand(judged: Judged) -> Stand:
    return Stand(judged.verdict, judged.chosen.window.state)


def _words(stand: Stand) -> tuple[str, str]:
    verdict, window = VERDICTS[stand.verdict], WINDOWS[stand.window]
    return f"{verdict[0]}, {window[0]}", f"it {verdict[1]}, {window[1]}"
