"""On a terminal of eighty columns what is copied into the next command stays in one piece."""

from io import StringIO

import pytest
from rich.console import Console, RenderableType
from somicis.intake.v1.case_pb2 import PURPOSE_ENTERPRISE_ORIENTATION
from somicis.referral.v1 import referral_pb2 as referrals
from somicis.reporting.v1 import reporting_service_pb2 as reporting

from apps.cli.referral_tables import referrals_table
from apps.cli.report import evidence_table
from apps.cli.texts import LANGUAGES, Texts

REFERRAL = "57229557-d0d1-50d5-9388-1bb2bf47953c"
SUBJECT = "3f2b8c1e-0d5a-4c8e-9a41-6a2f0d7c5b10"
EVENT = "0d0c1e52-5a2c-4d54-9c8c-6d8a1c1f2b3d/1048"


def lines(shown: RenderableType) -> list[str]:
    """What stands on a terminal of eighty columns."""
    terminal = StringIO()
    Console(file=terminal, width=80).print(shown)
    written = terminal.getvalue().splitlines()
    assert max(map(len, written)) <= 80
    return written


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_id_of_a_referral_is_in_one_piece(language: str) -> None:
    """And so are the recipient and the days, which one reads first."""
    referral = referrals.Referral(
        referral_id=REFERRAL,
        recipient="CCIAA_MARCHE",
        purpose=PURPOSE_ENTERPRISE_ORIENTATION,
        state=referrals.REFERRAL_STATE_APPOINTMENT_SET,
        attempt=2,
        answer_due="2023-02-16",
        appointment_on="2023-02-20",
    )
    texts = Texts(language)

    shown = lines(referrals_table(texts, [referral]))

    for whole in (REFERRAL, texts.day("2023-02-16"), texts.day("2023-02-20")):
        assert [line for line in shown if whole in line], f"{whole} is in pieces:\n" + "\n".join(shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ids_of_an_event_behind_a_number_are_in_one_piece(language: str) -> None:
    """An auditor takes the subject into the history, and names the event in a letter."""
    event = reporting.Evidence(
        event_id=EVENT,
        source="intake",
        type="somicis.intake.v1.OrientationHeld",
        subject=SUBJECT,
        occurred_on="2023-01-16",
        recorded_at="2023-01-16T11:40:00Z",
    )

    shown = lines(evidence_table(Texts(language), [event]))

    for whole in (EVENT, SUBJECT):
        assert [line for line in shown if whole in line], f"{whole} is in pieces:\n" + "\n".join(shown)
