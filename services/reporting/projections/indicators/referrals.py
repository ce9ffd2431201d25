"""S23 and S24: whom the desk sent people to, and what became of it."""

from collections.abc import Sequence

from sqlalchemy import and_, case, func, select

from services.reporting.domain.decimals import percent
from services.reporting.domain.fact import FactType
from services.reporting.domain.value import Group, Value
from services.reporting.projections.counted import Counted, counted, evidence_of, in_all, valued
from services.reporting.projections.phrases import Rows, facts, first_of_each, last_of_each

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
    sent, life = _first_sent(), facts(*STATE_AFTER)
    last = last_of_each(lambda: facts(*STATE_AFTER), "referral")
    state = case({kind.value: state for kind, state in STATE_AFTER.items()}, value=last.c.type)
    its_life = and_(life.c.referral == sent.c.referral, life.meant)
    events = select(func.count()).select_from(life.row).where(its_life).correlate(sent.row).scalar_subquery()
    with_states = sent.row.join(last.row, last.c.referral == sent.c.referral)
    codes = (sent.c.partner, state.label("referral_state"))
    return Counted(
        select(*codes, events.label("events")).select_from(with_states).where(sent.meant, last.meant),
        [evidence_of(life).join_from(sent.row, life.row, its_life).where(sent.meant)],
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
    return first_of_each(lambda: facts(FactType.REFERRAL_SENT), "referral").in_period()
