"""A referral service of its own for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.referral_service import ReferralService
from tests.support.referrals import CHAMBER, JOB_CENTRE


@pytest.fixture
def service(databases: None, tmp_path: Path) -> Iterator[ReferralService]:
    """The service with two partners registered, on 2 February 2023."""
    service = ReferralService(tmp_path)
    service.register(CHAMBER)
    service.register(JOB_CENTRE)
    yield service
    service.database.close()
