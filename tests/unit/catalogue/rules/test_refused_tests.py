"""Which tests cannot be meant, and what their editor is told."""

from typing import Any

import pytest

from tests.support.rules import truth

NUMBER, BORN, DID = "project.amount", "person.birth_date", "person.employment.did_on"
STATUS, USES = "person.employment.status", "project.uses"
COMUNE = "project.comune"


@pytest.mark.parametrize(
    ("test", "said"),
    [
        ({"fact": "person.age", "at_least": 1}, "no fact"),
        ({"fact": NUMBER}, "asks something"),
        ({"fact": NUMBER, "in": ["a"]}, "means nothing"),
        ({"fact": NUMBER, "at_least": "lots"}, "must be a number"),
        ({"fact": NUMBER, "at_leest": 1}, "at_leest"),
        ({"fact": BORN, "age_at_least": 18.5}, "whole years"),
        ({"fact": BORN, "age_at_least": 4000}, "whole years"),
        ({"fact": STATUS, "in": ["employd"]}, "none of"),
        ({"fact": STATUS, "in": []}, "empty"),
        ({"fact": "person.household.adi", "is": "yes"}, "must be true or false"),
        ({"fact": STATUS, "is": True}, "none of"),
        ({"fact": USES, "exists": True}, "means nothing"),
        ({"fact": DID, "on_or_after": "2024-02-30"}, "no day"),
        ({"fact": DID, "on_or_after": "$it"}, "must be a day"),
        ({"fact": DID, "elapsed_at_least": {"years": 101}}, "hundred years"),
        ({"fact": DID, "elapsed_at_least": {"years": 1, "days": 1}}, "one of them"),
        ({"fact": COMUNE, "in_area": "fermoo"}, "area"),
        ({"fact": COMUNE, "in_sectors": ["pesca"]}, "means nothing"),
        ({"fact": "person.citizenship", "in_area": "fermo"}, "means nothing"),
        ({"fact": "person.citizenship", "is": "XX"}, "country"),
        ({"fact": STATUS, "in": None}, "must not be null"),
        ({"fact": COMUNE, "in_area": None}, "must not be null"),
        ({"fact": DID, "elapsed_at_least": None}, "must not be null"),
    ],
)
def test_a_test_that_cannot_be_meant_is_refused(test: dict[str, Any], said: str) -> None:
    """Before it is published, and never while somebody waits for an answer."""
    with pytest.raises(ValueError, match=said):
        truth(test, {})
