"""Texts, days and windows in the published language."""

from collections.abc import Iterable
from datetime import date

from somicis.catalogue.v1 import edition_pb2, measure_pb2

from chassis.translating import enum_to
from services.catalogue.domain.reasons import ClosingReason, SuspensionReason
from services.catalogue.domain.standing import Interruption
from services.catalogue.domain.text import Text
from services.catalogue.domain.window import WindowOn, WindowState


def text_to(text: Text) -> measure_pb2.LocalisedText:
    """What people read."""
    return measure_pb2.LocalisedText(it=text.it, en=text.en)


def text_or_none(text: Text | None) -> measure_pb2.LocalisedText | None:
    """The same where there may be none."""
    return text_to(text) if text else None


def day_to(known: date | None) -> str:
    """A day, empty when there is none."""
    return known.isoformat() if known else ""


def stops_to(stops: Iterable[Interruption]) -> list[edition_pb2.Stop]:
    """When applications are not taken though windows are open, and why."""
    return [_stop_to(stop) for stop in stops]


def _stop_to(stop: Interruption) -> edition_pb2.Stop:
    told = edition_pb2.Stop(from_day=day_to(stop.from_day), last_day=day_to(stop.last_stopped), note=stop.note)
    if stop.closes:
        told.closing_reason = enum_to(edition_pb2.ClosingReason, ClosingReason(stop.reason))
    else:
        told.suspension_reason = enum_to(edition_pb2.SuspensionReason, SuspensionReason(stop.reason))
    return told


def opening_to(window: WindowOn) -> str:
    """A closed measure has no opening to hope for."""
    return "" if window.state is WindowState.CLOSED else day_to(window.opens_on)
