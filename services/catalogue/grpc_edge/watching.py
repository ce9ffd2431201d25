"""The stream about the catalogue: all that became of its measures, then what becomes of them, and what days bring."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from somicis.catalogue.v1 import watch_pb2 as pb

from chassis.days import day_of
from chassis.modelling import InvalidField
from chassis.serving import Call
from chassis.streaming import USUAL_PACE, Pace, patiently
from chassis.translating import day
from services.catalogue.domain.known_measure import KnownMeasure
from services.catalogue.domain.turn import A_DAY, turns_on
from services.catalogue.grpc_edge.places import Place, Places
from services.catalogue.grpc_edge.translate_watch import announcement_to, turn_to
from services.catalogue.projections.announcements import Announcement, Announcements
from services.catalogue.projections.shelf import Shelf

WaitForMore = Callable[[int, float], bool]
"""Whether the shelf has come beyond a position within so many seconds."""
PAGE = 100
"""Changes read at once: all that is ever held for one reader."""
LOOKS_BACK = timedelta(days=366)
"""How far back openings and closings are worked out: what a day brought is not stored."""
Told = Iterator[tuple[Place, pb.CatalogueChange]]
"""Changes, each with the place one has read to when one has it."""


@dataclass(frozen=True)
class Watching:
    """Reads the shelf for one reader after the other. What is sensitive is told nobody."""

    announcements: Announcements
    shelf: Shelf
    places: Places
    wait_for_more: WaitForMore
    pace: Pace = USUAL_PACE

    def watch(self, request: pb.WatchCatalogueRequest, call: Call) -> Iterator[pb.WatchCatalogueResponse]:
        """The messages from a cursor on, as long as the call lives. Raises InvalidField, ReaderTooSlow."""
        return patiently(self._messages(request, call), self.pace)

    def _messages(self, request: pb.WatchCatalogueRequest, call: Call) -> Iterator[pb.WatchCatalogueResponse]:
        stored = self.announcements.stored()
        place = self.places.opened(request.cursor, stored.log, call.organisation) or _start(stored.log, request, call)
        caught_up, last_told = False, time.monotonic()
        while call.is_active():
            # Read before the page: what the shelf had reached then, the page has all of.
            reached, today = self.announcements.reached(), day_of(call.now())
            page = self.announcements.after(place.position, PAGE)
            for here, change in self._changes(place, page, reached, today):
                last_told = time.monotonic()
                yield self._message(here, call, change=change)
            if len(page) == PAGE:
                place = replace(place, position=page[-1].position)
                continue
            place = Place(stored.log, max(place.position, reached), max(place.day, today))
            if not caught_up and reached >= stored.position:
                caught_up = True
                yield self._message(place, call, caught_up=pb.CaughtUp())
            more = partial(self.wait_for_more, place.position)
            if self.pace.waited_out(call, last_told + self.pace.heartbeat, more):
                last_told = time.monotonic()
                yield self._message(place, call, heartbeat=pb.Heartbeat())

    def _changes(self, place: Place, page: Sequence[Announcement], reached: int, today: date) -> Told:
        measures = {each.id: each for each in self.shelf.all()[1] if not each.sensitive}
        for told in page:
            here = replace(place, position=told.position)
            if told.code in measures:
                yield here, announcement_to(told, place.log, measures[told.code], today)
        if len(page) < PAGE:
            yield from _turns(replace(place, position=max(place.position, reached)), measures, today)

    def _message(self, place: Place, call: Call, **content: Any) -> pb.WatchCatalogueResponse:
        return pb.WatchCatalogueResponse(cursor=self.places.sealed(place, call.organisation), **content)


def _turns(place: Place, measures: Mapping[str, KnownMeasure], today: date) -> Told:
    """What the days since bring, in order; a day counts as told with its last change."""
    while place.day < today:
        then = replace(place, day=place.day + A_DAY)
        turns = list(turns_on(measures.values(), then.day))
        for number, turn in enumerate(turns, start=1):
            yield then if number == len(turns) else place, turn_to(turn, today)
        place = then


def _start(log: str, request: pb.WatchCatalogueRequest, call: Call) -> Place:
    today = day_of(call.now())
    first = day(request.from_day) or today
    if not today - LOOKS_BACK <= first <= today + A_DAY:
        raise InvalidField("from_day", f"must be a day from {today - LOOKS_BACK} to {today}")
    return Place(log, 0, first - A_DAY)
