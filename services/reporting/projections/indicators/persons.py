"""S19: how many third-country nationals the project has served, each once."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from services.reporting.domain.fact import FactType
from services.reporting.domain.value import UNKNOWN, Group, Value
from services.reporting.projections.counted import Counted, evidence_of, in_all
from services.reporting.projections.phrases import Columns, Rows, facts, first_of_each
from services.reporting.projections.tables import PROFILE


def persons_served() -> Counted:
    """Distinct persons first served as third-country nationals in the period.

    First served: the first contact that says they are, or, when the desk had not asked their
    citizenship yet, the opening of a case that knows it. A person is counted once per project, so
    the quarters add up to the whole (errata). Contacts outside the target, persons of whom nobody
    knows and contacts without a person's id do not count. Sex, age bracket (Regulation (EU)
    2021/1147, Annex VIII: under 18, 18-60, over 60), permit group and comune are those of the
    person's earliest case, whenever it was opened; citizenship is that of the first service, and
    where it was not recorded then, of the earliest case.
    """
    served = first_of_each(_in_target, "person").in_period()
    profile = first_of_each(partial(facts, FactType.CASE_OPENED), "person", joined=True)
    with_profiles = served.row.outerjoin(profile.row, and_(profile.c.person == served.c.person, profile.meant))
    another = or_(profile.c.position != served.c.position, profile.c.log != served.c.log)
    events = case((another, 2), else_=1).label("events")
    return Counted(
        select(*_codes(served.c, profile.c), events).select_from(with_profiles).where(served.meant),
        [
            evidence_of(served).where(served.meant),
            # The opening of the case may itself be the first service.
            evidence_of(profile).select_from(with_profiles).where(served.meant, another),
        ],
    )


def persons_served_value(groups: Sequence[Group]) -> Value:
    """By what the profile says, and by sex, age and citizenship together."""
    alone = [[name] for name in ("sex", "age_bracket", "citizenship")]
    return in_all(groups, *alone, ["sex", "age_bracket", "citizenship"], ["permit_group"], ["comune"])


def _in_target(*, by_owner: bool) -> Rows:
    said = facts(FactType.CONTACT_RECORDED, FactType.CASE_OPENED, by_owner=by_owner)
    # No case is opened for somebody known to be out of target: who has a citizenship there is in it.
    by_case = and_(said.c.type == FactType.CASE_OPENED.value, said.c.citizenship != UNKNOWN)
    by_contact = and_(said.c.type == FactType.CONTACT_RECORDED.value, said.c.target == "tcn")
    return said.that(or_(by_contact, by_case))


def _codes(served: Columns, profile: Columns) -> list[ColumnElement[Any]]:
    citizenship = func.coalesce(func.nullif(served.citizenship, UNKNOWN), profile.citizenship)
    others = [profile[name] for name in PROFILE if name != "citizenship"]
    return [*others, citizenship.label("citizenship")]
