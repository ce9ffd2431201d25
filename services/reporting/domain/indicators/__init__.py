"""The rules of counting, one small module for each indicator or family."""

from collections.abc import Callable, Mapping

from services.reporting.domain.indicators.contacts import contacts
from services.reporting.domain.indicators.desk import desk_activated
from services.reporting.domain.indicators.orientations import orientations_completed
from services.reporting.domain.indicators.persons import persons_served
from services.reporting.domain.indicators.proposals import measures_proposed
from services.reporting.domain.indicators.referrals import chamber_share, referrals
from services.reporting.domain.indicators.waiting import days_to_orientation
from services.reporting.domain.known_facts import KnownFacts
from services.reporting.domain.period import Period
from services.reporting.domain.value import Value

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
