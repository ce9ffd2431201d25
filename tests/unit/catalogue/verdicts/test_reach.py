"""What is told first of what is answered for somebody."""

from itertools import permutations
from typing import Any

from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.verdicts.reach import out_of_reach, places
from tests.support.judged_measures import MARIA, measure, rule, stands

OPEN, LATER = {"opens": "2022-01-01", "closes": None}, {"opens": "2023-05-01", "closes": None}
OVER = {"opens": "2022-01-01", "closes": "2022-06-30"}
WANTS_FEW = rule("few", {"fact": "enterprise.members", "at_most": 2}, "by_choice")
WANTS_PACT = rule("pact", {"fact": "person.employment.psp_signed", "is": True}, "by_service")
WANTS_MEN = rule("men", {"fact": "person.sex", "is": "M"})


def one(code: str, window: dict[str, Any], *conditions: dict[str, Any]) -> MeasureDocument:
    """A loan that covers everything, with that window."""
    told: dict[str, Any] = {"windows": [window], "valid_to": None, "amounts": [{"of": "loan", "max": 40000}]}
    return measure(code, *conditions, **told)


TOLD = [
    one("E_FITS", OPEN),
    one("F_FITS", OPEN),
    one("D_FITS_IF", OPEN, WANTS_FEW),
    one("C_TO_VERIFY", OPEN, WANTS_PACT),
    one("B_LATER", LATER),
    one("A_LATER_IF", LATER, WANTS_FEW),
    one("I_OPEN_TO_MEN", OPEN, WANTS_MEN),
    one("G_OVER", OVER),
    one("H_OVER_FOR_MEN", OVER, WANTS_MEN),
]


def test_what_is_open_is_told_before_what_is_not_and_what_is_out_of_reach_last() -> None:
    """Within that the better verdict first, and of equals the code: against the order in which they come."""
    judged = [stands(document, MARIA) for document in TOLD]
    for shift in range(len(judged)):
        shuffled = judged[shift:] + judged[:shift]
        told = dict(zip(places(shuffled), shuffled, strict=True))
        assert [told[place].measure.id for place in sorted(told)] == [document.id for document in TOLD]


def test_places_are_counted_from_one_and_each_is_taken_once() -> None:
    """In the order in which the answers were given."""
    judged = [stands(document, MARIA) for document in TOLD[:3]]

    for numbers in permutations(range(3)):
        assert list(places([judged[number] for number in numbers])) == [number + 1 for number in numbers]
    assert list(places([])) == []


def test_out_of_reach_is_what_is_not_theirs_and_what_is_nobodys_any_more() -> None:
    """What is to be verified, and what opens later, is within reach."""
    lost = [document.id for document in TOLD if out_of_reach(stands(document, MARIA))]

    assert lost == ["I_OPEN_TO_MEN", "G_OVER", "H_OVER_FOR_MEN"]
