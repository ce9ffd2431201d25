"""A change is told with its day, how the measure stands from then on, and how it stood until then."""

from datetime import date

from services.catalogue.domain.verdicts.change import changes
from tests.support.judged_measures import measure, who

CITIZEN = {"person": {"citizenship": "IT", "sex": "F"}, "enterprise": {"stage": "idea"}, "project": {"amount": 9000}}


def test_a_window_that_opens_and_closes_is_told_in_both_languages() -> None:
    """Word for word, as the desk reads it out."""
    opens = measure("SOON", windows=[{"opens": "2023-05-01", "closes": "2023-07-31"}])

    opening, closing = changes(opens, who(CITIZEN), date(2023, 1, 16))[:2]

    assert opening.text.it == "Dal 01/05/2023: va bene, è aperta (prima: va bene, deve ancora aprire)."
    assert opening.text.en == "From 2023-05-01: it fits, is open (until then: it fits, is still to open)."
    assert closing.text.it == "Dal 01/08/2023: va bene, è chiusa (prima: va bene, è aperta)."
    assert closing.text.en == "From 2023-08-01: it fits, is closed (until then: it fits, is open)."
