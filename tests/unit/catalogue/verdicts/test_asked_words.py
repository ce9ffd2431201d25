"""What a test asks, in words an operator reads aloud."""

import pytest

from services.catalogue.domain.rules.test import Test
from services.catalogue.domain.verdicts.asked_words import required


@pytest.mark.parametrize(
    ("operator", "it", "en"),
    [
        ("on_or_after", "dal 22/06/2017 in poi", "from 2017-06-22 on"),
        ("on_or_before", "entro il 22/06/2017", "by 2017-06-22"),
    ],
)
def test_a_day_that_is_asked_for_is_written_as_the_reader_writes_days(operator: str, it: str, en: str) -> None:
    """The day that is known stands beside it in the same sentence, written so."""
    asked = Test.model_validate({"fact": "person.business.started_on", operator: "2017-06-22"})

    assert required(asked, {}) == (it, en)
