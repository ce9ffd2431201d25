"""S21: how many measures were put before people."""

from collections.abc import Sequence

from sqlalchemy import and_, case, func, select

from services.reporting.domain.fact import FactType
from services.reporting.domain.value import Group, Value
from services.reporting.projections.counted import Counted, evidence_of, in_all
from services.reporting.projections.phrases import AS_IT_WAS_SHOWN, facts, first_of_each, proposals


def measures_proposed() -> Counted:
    """Measures proposed in the period, by level and by level and kind; each once for each case.

    A measure shown again to the same case is not another: it counts on the day it was first
    proposed, with the level and kind it had then.
    """
    new = first_of_each(proposals, "case", "measure", order=AS_IT_WAS_SHOWN).in_period()
    fact = facts(FactType.MEASURES_PROPOSED, by_owner=True)
    its_fact = and_(fact.c.log == new.c.log, fact.c.position == new.c.position)
    among_its = func.row_number().over(partition_by=[new.c.log, new.c.position], order_by=new.c.number)
    # A fact that proposes several measures is one event: the first of them stands for it.
    events = case((among_its == 1, 1), else_=0).label("events")
    return Counted(
        select(new.c.level, new.c.kind, events).where(new.meant),
        [evidence_of(fact).join_from(new.row, fact.row, its_fact).where(new.meant).distinct()],
    )


def measures_proposed_value(groups: Sequence[Group]) -> Value:
    """By level, and by level and kind."""
    return in_all(groups, ["level"], ["level", "kind"])
