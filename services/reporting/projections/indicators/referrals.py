"""S23 and S24: whom the desk sent people to, and what became of it."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy import and_, case, func, select

from services.reporting.domain.decimals import percent
from services.reporting.domain.fact import FactType
from services.reporting.domain.value import Group, Value
from services.reporting.projections.counted import Counted, counted, evidence_of, in_all, valued
from services.reporting.projections.phrases import AS_IT_WAS_RECORDED, Rows, facts, first_of_each

STATE_AFTER = {
    FactType.REFERRAL_SENT: "sent",
    FactType.REFERRAL_ACCEPTED: "accepted",
    FactType.REFERRAL_DECLINED: "declined",
    FactType.APPOINTMENT_SET: "appointment_set",
    FactType.REFERRAL_COMPLETED: "completed",
    FactType.REFERRAL_EXPIRED: "expired",
}


def referrals() -> Counted:
    """Distinct referrals first sent in the period, by partner, by state, and by both.

    A referral sent again is the same referral (scenario A17: two attempts count once). The state is
    the one after the last fact known of it, whether or not that fact lies in the period.
    """
    sent, life = _first_sent(), facts(*STATE_AFTER, by_owner=True)
    its_life = sent.row.join(life.row, and_(life.c.referral == sent.c.referral, life.meant))
    latest_first = [life.c[name].desc() for name in AS_IT_WAS_RECORDED]
    state = case({kind.value: state for kind, state in STATE_AFTER.items()}, value=life.c.type)
    lives = select(
        sent.c.partner,
        state.label("referral_state"),
        func.row_number().over(partition_by=life.c.referral, order_by=latest_first).label("back"),
        func.count().over(partition_by=life.c.referral).label("events"),
    )
    found = lives.select_from(its_life).where(sent.meant).subquery()
    return Counted(
        select(found.c.partner, found.c.referral_state, found.c.events).where(found.c.back == 1),
        [evidence_of(life).select_from(its_life).where(sent.meant)],
    )


def referrals_value(groups: Sequence[Group]) -> Value:
    """By partner, by state, and by both."""
    return in_all(groups, ["partner"], ["referral_state"], ["partner", "referral_state"])


def chamber_share() -> Counted:
    """Of the referrals first sent in the period, the percentage sent to a chamber of commerce.

    The same referrals as in S23, so attempts count once (errata). To one decimal; not defined when
    nothing was sent.
    """
    sent = _first_sent()
    return counted(sent.row, sent.meant, codes={"partner_kind": sent.c.partner_kind}, made_by=[sent])


def chamber_share_value(groups: Sequence[Group]) -> Value:
    """The share of one kind of partner."""
    to_chambers = [group["amount"] for group in groups if group["partner_kind"] == "chamber_of_commerce"]
    return valued(percent(sum(to_chambers), sum(group["amount"] for group in groups)), groups)


def _first_sent() -> Rows:
    return first_of_each(partial(facts, FactType.REFERRAL_SENT), "referral").in_period()
