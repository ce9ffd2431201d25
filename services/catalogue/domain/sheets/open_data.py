"""The same for programs: what is open, announced and closed on a day, by level and kind."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from services.catalogue.domain.measure_on_day import MeasureOnDay
from services.catalogue.domain.sheets import particulars
from services.catalogue.domain.sheets.bulletin import GROUPS, Public
from services.catalogue.domain.sheets.phrases import phrases
from services.catalogue.domain.standing import Interruption


def open_data(of: Public, languages: Sequence[str]) -> dict[str, Any]:
    """Plain data, in an order that is always the same."""
    measures = [_measure(one) for one in of.measures]
    return {
        "as_of": of.on.isoformat(),
        "catalogue_position": of.position,
        "last_checked_on": max((each["checked_on"] for each in measures if each["checked_on"]), default=None),
        "warnings": {language: _warnings(language) for language in languages},
        **{
            group: _by_level_and_kind(each for each in of.measures if _group(each) == group)
            for group in GROUPS.values()
        },
        "measures": measures,
    }


def _group(one: MeasureOnDay) -> str:
    return GROUPS[one.chosen.window.state]


def _by_level_and_kind(measures: Iterable[MeasureOnDay]) -> Mapping[str, Mapping[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for one in measures:
        found.setdefault(one.measure.level, {}).setdefault(one.measure.kind, []).append(one.measure.id)
    return found


def _measure(one: MeasureOnDay) -> dict[str, Any]:
    edition, window, checked_on = one.chosen.edition, one.chosen.window, one.chosen.edition.checked_on
    due = checked_on + timedelta(days=edition.recheck_days) if checked_on else None
    return {
        "measure": one.measure.id,
        "edition": edition.id,
        "level": one.measure.level,
        "kind": one.measure.kind,
        "name": dict(edition.name.root),
        "summary": dict(edition.summary.root),
        "state": window.state.value,
        "opens": window.opens_on.isoformat() if window.opens_on else None,
        "closes": window.closes_on.isoformat() if window.closes_on else None,
        "until_funds_end": window.until_funds_end,
        "stops": [_stop(stop) for stop in window.stops],
        "window_notes": [dict(note.root) for note in window.notes],
        "only_for": [dict(each.root) for each in window.only_for],
        "territory": {"code": edition.territory.code, **edition.territory.text.root},
        "owner": edition.owner,
        "site": edition.site,
        "unverified": list(edition.unverified),
        "checked_on": checked_on.isoformat() if checked_on else None,
        "check_due_on": due.isoformat() if due else None,
    }


def _stop(stop: Interruption) -> dict[str, Any]:
    """Days on which no applications are taken though the window says otherwise, and why."""
    last = stop.last_stopped
    return {"from": stop.from_day.isoformat(), "to": last.isoformat() if last else None, "reason": stop.reason.value}


def _warnings(language: str) -> list[str]:
    return [line.text for line in particulars.warnings(phrases(language), "page").lines]
