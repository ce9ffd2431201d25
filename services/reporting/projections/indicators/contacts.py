"""S18: how often somebody came, called or wrote."""

from collections.abc import Sequence
from datetime import date

from services.reporting.domain.fact import FactType
from services.reporting.domain.value import Group, Value
from services.reporting.projections.counted import Counted, counted, in_all
from services.reporting.projections.phrases import facts


def contacts() -> Counted:
    """Contacts that occurred in the period, by channel, by target and by week.

    Everybody counts, Union citizens and people without an id included: the cell `tcn` of the target
    is the Fund's view, the total is the desk's own (errata; scenario A21).
    """
    came = facts(FactType.CONTACT_RECORDED).in_period()
    codes = {"channel": came.c.channel, "target": came.c.target, "day": came.c.occurred_on}
    return counted(came.row, came.meant, codes=codes, made_by=[came])


def contacts_value(groups: Sequence[Group]) -> Value:
    """The days are put together to weeks."""
    by_week = [{**group, "week": week_of(group["day"])} for group in groups]
    return in_all(by_week, ["channel"], ["target"], ["week"])


def week_of(day: date) -> str:
    """The ISO 8601 week, such as 2023-W02; it runs from Monday and may belong to the year before or after."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
