"""What the tests of the architecture share: a copy of the checkout in which a rule may be broken."""

from pathlib import Path

import pytest

from tests.support.checkout import Copy, copied_to


@pytest.fixture
def copy_of_the_checkout(tmp_path: Path) -> Copy:
    """A fresh copy for one test."""
    return copied_to(tmp_path)
