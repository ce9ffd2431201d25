"""Being of age is asked once: where a notice asks for as much itself, and nowhere else, its own rule says it."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.verdicts.reason import Reason
from tests.support.judged_measures import measure, rule, stands

ON, BORN, SEX = date(2023, 6, 1), "person.birth_date", "person.sex"
KNOWN: dict[str, Any] = {"person.citizenship": "IT", SEX: "F", "project.amount": 9000, "enterprise.stage": "idea"}
YOUNGEST = {"unit": "years", "values": [{"from": "unknown", "value": 18}]}
YOUNGER = {"unit": "years", "values": [{"from": "unknown", "value": 17}]}


def of_age(born: Any, *conditions: dict[str, Any], **edition: Any) -> Reason | None:
    """What is said of being of age, if anything is."""
    judged = stands(measure("TRIAL", *conditions, **edition), {**KNOWN, BORN: born}, ON)
    return next((reason for reason in judged.reasons if reason.condition == "adult"), None)


@pytest.mark.parametrize(
    ("asks", "parameters", "said"),
    [
        ({"fact": BORN, "age_at_least": 18}, {}, False),
        ({"fact": BORN, "age_at_least": 17}, {}, True),
        ({"fact": BORN, "age_at_most": 35}, {}, True),
        ({"all": [{"fact": SEX, "is": "F"}, {"fact": BORN, "age_at_least": 18}]}, {}, False),
        ({"any": [{"fact": SEX, "is": "F"}, {"fact": BORN, "age_at_least": 18}]}, {}, True),
        ({"fact": SEX, "is": "F"}, {}, True),
        ({"fact": BORN, "age_at_least": "$youngest"}, {"youngest": YOUNGEST}, False),
        ({"fact": BORN, "age_at_least": "$youngest"}, {"youngest": YOUNGER}, True),
    ],
)
def test_an_edition_that_asks_for_as_much_says_it_itself(
    asks: dict[str, Any], parameters: dict[str, Any], *, said: bool
) -> None:
    """In a rule of its own or in a part of one that has to hold; less than that is not enough."""
    found = of_age("2005-06-02", rule("own", asks), parameters=parameters)

    assert (found is not None) is said


def test_of_whoever_is_of_age_nothing_is_said() -> None:
    """It would be a reason of every measure there is."""
    assert of_age("2005-06-01") is None
    assert of_age("2005-06-02") is not None


def test_of_a_day_of_birth_known_in_part_the_waiting_has_two_ends() -> None:
    """At best the first of those days counts, at worst the last."""
    found = of_age(["2005-06-02", "2005-07-01"])

    assert found is not None
    assert (found.mended_on, found.mended_at_worst) == (date(2023, 6, 2), date(2023, 7, 1))


def test_a_title_that_is_one_of_minors_is_asked_for_the_age_whichever_it_is() -> None:
    """Both titles that minors are given, and no third."""
    for titles, asked in ((["INTEG_MIN", "AFFID"], True), (["INTEG_MIN", "LAV_SUB"], False)):
        told = {**KNOWN, "person.citizenship": "SN", "person.permit.kind": titles}
        judged = stands(measure("TRIAL"), told, ON)
        assert ("adult" in {reason.condition for reason in judged.reasons}) is asked
