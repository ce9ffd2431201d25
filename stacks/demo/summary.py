"""What the story left behind, as data, and what it must be."""

from collections.abc import Mapping
from typing import Any

from somicis.referral.v1 import referral_pb2 as referrals
from somicis.referral.v1 import referral_service_pb2 as referral
from somicis.reporting.v1.reporting_service_pb2 import Indicator

from apps.connection.plain import code_of
from apps.connection.settling import look
from stacks.demo.people import CHAMBER, JOB_CENTRE, PATIENCE, tell
from stacks.demo.story import Story

EXPECTED_INDICATORS: Mapping[str, int] = {
    "S16": 1,
    "S18": 1,
    "S19": 1,
    "S20": 1,
    "S21": 3,
    "S23": 2,
    "S24": 50,
    "S25": 7,
}
EXPECTED_CELLS: Mapping[str, Mapping[tuple[str, ...], Mapping[tuple[str, ...], str]]] = {
    "S19": {("sex", "age_bracket", "citizenship"): {("f", "from_18_to_60", "SN"): "1"}},
    "S21": {("level",): {("national",): "2", ("regional",): "1"}},
    "S23": {("partner", "referral_state"): {(CHAMBER, "completed"): "1", (JOB_CENTRE, "accepted"): "1"}},
}
EXPECTED_REFERRALS = [
    {"partner": CHAMBER, "state": "completed", "attempts": 1},
    {"partner": JOB_CENTRE, "state": "accepted", "attempts": 2},
]


def summary_of(story: Story, stack: str, seconds: float) -> dict[str, Any]:
    """The summary the demo leaves in its folder."""
    snapshot = look(story.people.ops, PATIENCE)
    return {
        "case_id": story.case_id,
        "stack": stack,
        "events": {name: status.head for name, status in sorted(snapshot.services.items())},
        "referrals": _referrals(story),
        "indicators": {one.code: _number(one.value) for one in story.sheet.indicators},
        "history": len(story.history),
        "known_on_2023_02_02": len(story.history_then),
        "seconds": round(seconds, 1),
    }


def differences(story: Story, summary: Mapping[str, Any]) -> list[str]:
    """Everything that is not as the story says it must be, in words."""
    found = []
    if summary["indicators"] != dict(EXPECTED_INDICATORS):
        found.append(f"indicators {summary['indicators']}, expected {dict(EXPECTED_INDICATORS)}")
    if summary["referrals"] != EXPECTED_REFERRALS:
        found.append(f"referrals {summary['referrals']}, expected {EXPECTED_REFERRALS}")
    if not 0 < summary["known_on_2023_02_02"] < summary["history"]:
        found.append("what was known on 2 February is not a part of the history")
    for one in story.sheet.indicators:
        found += _cell_differences(one)
        if not story.evidence.get(one.code):
            found.append(f"{one.code} shows no event that made it")
    return found


def _cell_differences(indicator: Indicator) -> list[str]:
    shown = {
        tuple(breakdown.dimensions): {tuple(cell.keys): cell.value for cell in breakdown.cells}
        for breakdown in indicator.breakdowns
    }
    return [
        f"{indicator.code} by {', '.join(dimensions)} is {shown.get(dimensions)}, expected {dict(cells)}"
        for dimensions, cells in EXPECTED_CELLS.get(indicator.code, {}).items()
        if shown.get(dimensions) != cells
    ]


def _referrals(story: Story) -> list[dict[str, Any]]:
    request = referral.ListReferralsRequest(case_id=story.case_id)
    listed = tell(story.people.operator.referral.ListReferrals, request).referrals
    states = referrals.ReferralState.DESCRIPTOR
    lines = [{"partner": one.recipient, "state": code_of(states, one.state), "attempts": one.attempt} for one in listed]
    return sorted(lines, key=lambda line: str(line["partner"]))


def _number(value: str) -> int | float | None:
    if not value:
        return None
    number = float(value)
    return int(number) if number.is_integer() else number
