"""What is said of an edition whoever asks: when, where, with what, whom to see, how sure it is."""

from collections.abc import Iterator
from datetime import date, timedelta

from services.catalogue.domain.edition import Edition
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.sheets.phrases import Phrases
from services.catalogue.domain.sheets.said import WRITTEN_ALWAYS, Entry, Said, around, fixed, named, office, own
from services.catalogue.domain.standing import Interruption
from services.catalogue.domain.window import WindowOn, WindowState


def entry(phrases: Phrases, code: str, *lines: Said) -> Entry:
    """An entry under its heading."""
    return Entry(code, phrases.say("what", code), lines)


def as_of(phrases: Phrases, on: date) -> str:
    """The day what is read speaks of."""
    return phrases.say("sheet", "as_of", day=phrases.day(on))


def nature(phrases: Phrases, measure: MeasureDocument) -> str:
    """What it is, and whose."""
    return phrases.joined(phrases.say("kind", measure.kind), phrases.say("level", measure.level))


def summary(phrases: Phrases, edition: Edition) -> Said:
    """What it is about, in a sentence or two."""
    return own(phrases, edition.summary, unverified=edition.is_unverified("summary"))


def window(phrases: Phrases, edition: Edition, on: WindowOn) -> tuple[Said, ...]:
    """When one can apply, and for whom when it is not for everybody."""
    return tuple(_window_lines(phrases, edition, on))


def _window_lines(phrases: Phrases, edition: Edition, on: WindowOn) -> Iterator[Said]:
    if not on.is_suspended:
        yield fixed(phrases, _window(phrases, on), unverified=edition.is_unverified("windows"))
    if on.perhaps_until:
        way = "some_until" if on.closes_at_the_latest else "some_without_end"
        yield fixed(phrases, phrases.say("window", way, closes=phrases.day(on.perhaps_until)))
    for stop in on.stops:
        yield fixed(phrases, _stop(phrases, stop))
    for audience in on.only_for:
        yield around(own(phrases, audience), phrases.say("window", "only_for", audience="{}"))
    for note in on.notes:
        numbers = [number for number, window in enumerate(edition.windows) if window.note == note]
        unverified = any(edition.is_unverified(f"windows.{number}.note") for number in numbers)
        yield own(phrases, note, unverified=unverified)


def _stop(phrases: Phrases, stop: Interruption) -> str:
    way, days = "stopped" if stop.closes else "suspended", {"first": phrases.day(stop.from_day)}
    if stop.last_stopped:
        way, days = f"{way}_until", {**days, "last": phrases.day(stop.last_stopped)}
    return phrases.say("window", way, **days, reason=phrases.say("stop", stop.reason.value))


def _window(phrases: Phrases, on: WindowOn) -> str:
    said = {name: phrases.day(day) for name, day in (("opens", on.opens_on), ("closes", on.closes_on)) if day}
    match on.state, bool(on.opens_on), bool(on.closes_on):
        case WindowState.OPEN, _, closes:
            way = "open_until" if closes else "open_until_funds_end" if on.until_funds_end else "open"
        case WindowState.UPCOMING, True, closes:
            way = "upcoming_until" if closes else "upcoming"
        case WindowState.UPCOMING, False, _:
            way = "upcoming_unknown"
        case WindowState.CLOSED, _, True:
            way = "closed_since"
        case state, _, _:
            way = state.value
    return phrases.say("window", way, **said)


def see(phrases: Phrases, edition: Edition) -> tuple[Said, ...]:
    """Who runs it, as Italian offices are called, and its site."""
    return tuple(line for line in (office(phrases, edition.owner), named(edition.site or "")) if line.text)


def services(phrases: Phrases, edition: Edition) -> Iterator[Said]:
    """What is given besides money."""
    for number, each in enumerate(edition.services):
        yield own(phrases, each.text, unverified=edition.is_unverified(f"services.{number}"))


def documents(phrases: Phrases, edition: Edition) -> Iterator[Said]:
    """The papers that go with the application."""
    for each in edition.documents:
        yield own(phrases, each.text, unverified=edition.is_unverified(f"documents.{each.id}"))


def excludes(phrases: Phrases, edition: Edition) -> tuple[Said, ...]:
    """What it says it does not go with; silence is no permission."""
    said = [own(phrases, each.text) for each in edition.not_with]
    return tuple(said) or (fixed(phrases, phrases.say("excludes", "none")),)


def checked(phrases: Phrases, edition: Edition, on: date) -> tuple[Said, ...]:
    """The day its sources were checked last, and whether that should have been done again by now."""
    if edition.checked_on is None:
        return (fixed(phrases, phrases.say("warning", "never_checked")),)
    due = edition.checked_on + timedelta(days=edition.recheck_days)
    said = [phrases.say("warning", "checked", day=phrases.day(edition.checked_on))]
    if due < on:
        said.append(phrases.say("warning", "overdue", day=phrases.day(due)))
    return tuple(fixed(phrases, line) for line in said)


def warnings(phrases: Phrases, not_advice: str = "warning") -> Entry:
    """What stands on everything that leaves the desk; `not_advice`: the section that says of it what it is not."""
    marks = {name: phrases.say("written", mark) for name, mark in (("unverified",) * 2, ("untranslated", "mark"))}
    said = [phrases.say(not_advice, "not_advice"), phrases.say("warning", "cumulation")]
    said += [phrases.say("warning", name, mark=mark) for name, mark in marks.items()]
    if phrases.language in WRITTEN_ALWAYS:
        said.pop()
    return Entry("warnings", phrases.say("warning", "heading"), tuple(fixed(phrases, line) for line in said))
