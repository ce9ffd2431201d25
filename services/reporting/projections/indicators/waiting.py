"""S25: how long people wait for their orientation."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

from sqlalchemy import ColumnElement, and_, func, literal, select

from services.reporting.domain.decimals import middle
from services.reporting.domain.fact import FactType
from services.reporting.domain.value import Group, Value
from services.reporting.projections.counted import Counted, counted, valued
from services.reporting.projections.phrases import Rows, before, facts, first_of_each, looked_up


def days_to_orientation() -> Counted:
    """Median days from a person's first contact to the first orientation in any of their cases.

    Cohort: persons whose first orientation falls in the period, whenever they first came. Each
    counts once: a later case of the same person is no second wait. People never oriented are not in
    it. An even count gives the mean of the two in the middle; nobody gives no value. Of each person
    the contact, the orientation, and the opening that ties the one to the other are the evidence.
    """
    held, opening = facts(FactType.ORIENTATION_HELD).in_period(), _opening_of_each_case()
    contact = first_of_each(partial(facts, FactType.CONTACT_RECORDED), "person", joined=True)
    of_the_person = and_(contact.c.person == opening.c.person, contact.meant)
    # An outer join, and a condition that is none in disguise: SQLite would else begin with everybody's contacts.
    waited = held.row.join(opening.row, opening.c.case == held.c.case).outerjoin(contact.row, of_the_person)
    has_come = func.coalesce(contact.c.position, 0) > 0
    return counted(
        waited,
        *(held.meant, opening.meant, has_come, _is_first(held, opening)),
        codes={"came": contact.c.occurred_on, "oriented": held.c.occurred_on},
        made_by=[contact, held, opening],
    )


def days_to_orientation_value(groups: Sequence[Group]) -> Value:
    """The median of the waits, which are few beside those who waited."""
    waits: Counter[int] = Counter()
    for group in groups:
        waits[(group["oriented"] - group["came"]).days] += group["amount"]
    return valued(middle(waits), groups)


def _opening_of_each_case() -> Rows:
    return first_of_each(partial(facts, FactType.CASE_OPENED), "case", joined=True)


def _is_first(held: Rows, opening: Rows) -> ColumnElement[bool]:
    """Whether the person was oriented in none of their cases before."""
    other, its_opening = facts(FactType.ORIENTATION_HELD, by_owner=True), _opening_of_each_case()
    earlier = select(literal(1)).where(
        other.meant, other.c.case == its_opening.c.case, before(other.c, held.c, by_owner=True)
    )
    of_the_same = and_(its_opening.c.person == opening.c.person, its_opening.meant)
    oriented = looked_up(earlier, about=[held, its_opening])
    return ~looked_up(select(literal(1)).where(of_the_same, oriented), about=[held, opening])
