"""Asks for a sheet until every source has said all up to an instant, so that two runs of the story read the same."""

import time
from collections.abc import Callable
from datetime import datetime

from somicis.reporting.v1.reporting_service_pb2 import GetSheetResponse

from stacks.demo.partner_watch import NothingArrived

COMPLETE_WITHIN_S = 60.0
PAUSE_S = 0.1


def complete_sheet(
    ask: Callable[[], GetSheetResponse], until: datetime, within_s: float = COMPLETE_WITHIN_S
) -> GetSheetResponse:
    """The first sheet whose sources are all complete up to `until`. Raises NothingArrived when none comes in time."""
    give_up = time.monotonic() + within_s
    while late := _late(sheet := ask(), until):
        if time.monotonic() >= give_up:
            raise NothingArrived(f"The sheet is not complete up to {until.isoformat()}: {', '.join(late)}")
        time.sleep(PAUSE_S)
    return sheet


def _late(sheet: GetSheetResponse, until: datetime) -> list[str]:
    return [
        f"{one.source} up to {one.complete_until or 'nothing'}"
        for one in sheet.sources
        if not one.complete_until or datetime.fromisoformat(one.complete_until) < until
    ]
