"""Editions that were stored while conditions were values nobody evaluated can still be read."""

from services.catalogue.domain.condition import Condition
from services.catalogue.domain.edition import edition_from
from services.catalogue.domain.former_words import in_todays_words, upcast_values
from tests.support.measures import A_TEXT, an_edition

WAS = {"id": "age", "about": "person", "text": A_TEXT, "values": {"age_min": 18, "age_max": 65}}


def test_a_condition_with_values_becomes_one_nobody_has_made_a_rule_of() -> None:
    """It was to be verified then, and is so now."""
    stored = an_edition(conditions=[WAS], unverified=["site", "conditions.age.values.age_max", "conditions.age.values"])

    edition = edition_from(in_todays_words(stored))

    assert [condition.sort for condition in edition.conditions] == ["not_evaluated"]
    assert edition.unverified == ("site", "conditions.age")


def test_what_is_written_today_is_left_as_it_is() -> None:
    """The upcaster meets events of the first version only, and would not harm others."""
    edition = edition_from(an_edition())
    state = {"content": edition.content()}

    upcast_values(state)

    assert edition_from(state["content"]) == edition
    assert all(isinstance(condition, Condition) for condition in edition.conditions)
