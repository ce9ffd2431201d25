"""Texts, days and windows in the published language."""

from datetime import date

from somicis.catalogue.v1 import measure_pb2

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


def opening_to(window: WindowOn) -> str:
    """A closed measure has no opening to hope for."""
    return "" if window.state is WindowState.CLOSED else day_to(window.opens_on)
