"""S18: how often somebody came, called or wrote."""

from datetime import date

from services.reporting.domain.fact import FactType
from services.reporting.domain.period import Period
from tests.support.counted_in_memory.known_facts import KnownFacts
from tests.support.counted_in_memory.value import Value, parts, value


def contacts(known: KnownFacts, period: Period) -> Value:
    """Contacts that occurred in the period, by channel, by target and by week.

    Everybody counts, Union citizens and people without an id included: the cell `tcn` of the target
    is the Fund's view, the total is the desk's own (errata; scenario A21).
    """
    came = known.within(period, FactType.CONTACT_RECORDED)
    counted = [{**fact.codes, "week": week_of(fact.occurred_on)} for fact in came]
    return value(
        len(came),
        came,
        parts(counted, "channel"),
        parts(counted, "target"),
        parts(counted, "week"),
    )


def week_of(day: date) -> str:
    """The ISO 8601 week, such as 2023-W02; it runs from Monday and may belong to the year before or after."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
