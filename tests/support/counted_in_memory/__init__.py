"""The rules of counting told a second time, fact by fact and without a database, to hold answers against."""

from collections.abc import Callable, Mapping

from services.reporting.domain.period import Period
from tests.support.counted_in_memory.contacts import contacts
from tests.support.counted_in_memory.desk import desk_activated
from tests.support.counted_in_memory.known_facts import KnownFacts
from tests.support.counted_in_memory.orientations import orientations_completed
from tests.support.counted_in_memory.persons import persons_served
from tests.support.counted_in_memory.proposals import measures_proposed
from tests.support.counted_in_memory.referrals import chamber_share, referrals
from tests.support.counted_in_memory.value import Value
from tests.support.counted_in_memory.waiting import days_to_orientation

Rule = Callable[[KnownFacts, Period], Value]
"""A pure function of what is known: the same facts and period give the same value."""

RULES: Mapping[str, Rule] = {
    "S16": desk_activated,
    "S18": contacts,
    "S19": persons_served,
    "S20": orientations_completed,
    "S21": measures_proposed,
    "S23": referrals,
    "S24": chamber_share,
    "S25": days_to_orientation,
}
"""By code of the register; the register says of every other row that it is not computed yet."""
