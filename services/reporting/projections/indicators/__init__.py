"""The rules of counting, one small module for each indicator or family."""

from collections.abc import Mapping

from services.reporting.domain.indicator import Indicator
from services.reporting.projections.counted import Rule, in_all
from services.reporting.projections.indicators.contacts import contacts, contacts_value
from services.reporting.projections.indicators.desk import desk_activated
from services.reporting.projections.indicators.orientations import orientations_completed
from services.reporting.projections.indicators.persons import persons_served, persons_served_value
from services.reporting.projections.indicators.proposals import measures_proposed, measures_proposed_value
from services.reporting.projections.indicators.referrals import (
    chamber_share,
    chamber_share_value,
    referrals,
    referrals_value,
)
from services.reporting.projections.indicators.waiting import days_to_orientation, days_to_orientation_value

RULES: Mapping[Indicator, Rule] = {
    Indicator.DESK_ACTIVATED: Rule(desk_activated(), in_all),
    Indicator.CONTACTS: Rule(contacts(), contacts_value),
    Indicator.PERSONS_SERVED: Rule(persons_served(), persons_served_value),
    Indicator.ORIENTATIONS_COMPLETED: Rule(orientations_completed(), in_all),
    Indicator.MEASURES_PROPOSED: Rule(measures_proposed(), measures_proposed_value),
    Indicator.REFERRALS: Rule(referrals(), referrals_value),
    Indicator.CHAMBER_SHARE: Rule(chamber_share(), chamber_share_value),
    Indicator.DAYS_TO_ORIENTATION: Rule(days_to_orientation(), days_to_orientation_value),
}
