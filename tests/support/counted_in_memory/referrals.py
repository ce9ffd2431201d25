"""S23 and S24: whom the desk sent people to, and what became of it."""

from collections.abc import Sequence

from services.reporting.domain.decimals import percent
from services.reporting.domain.fact import Fact, FactType, Key
from services.reporting.domain.period import Period
from tests.support.counted_in_memory.first_times import first_times
from tests.support.counted_in_memory.known_facts import KnownFacts
from tests.support.counted_in_memory.order import as_it_was_recorded
from tests.support.counted_in_memory.value import Value, parts, value

STATE_AFTER = {
    FactType.REFERRAL_SENT: "sent",
    FactType.REFERRAL_ACCEPTED: "accepted",
    FactType.REFERRAL_DECLINED: "declined",
    FactType.APPOINTMENT_SET: "appointment_set",
    FactType.REFERRAL_COMPLETED: "completed",
    FactType.REFERRAL_EXPIRED: "expired",
}


def referrals(known: KnownFacts, period: Period) -> Value:
    """Distinct referrals first sent in the period, by partner, by state, and by both.

    A referral sent again is the same referral (scenario A17: two attempts count once). The state is
    the one after the last fact known of it, whether or not that fact lies in the period.
    """
    sent = first_times(known, period, Key.REFERRAL, FactType.REFERRAL_SENT)
    lives = known.about(Key.REFERRAL, sent, *STATE_AFTER)
    states = _states(lives)
    counted = [{"partner": first.codes["partner"], "referral_state": states[id_]} for id_, first in sent.items()]
    return value(
        len(sent),
        lives,
        parts(counted, "partner"),
        parts(counted, "referral_state"),
        parts(counted, "partner", "referral_state"),
    )


def _states(facts: Sequence[Fact]) -> dict[str, str]:
    in_order = sorted(facts, key=as_it_was_recorded)
    return {fact.referral: STATE_AFTER[fact.type] for fact in in_order}


def chamber_share(known: KnownFacts, period: Period) -> Value:
    """Of the referrals first sent in the period, the percentage sent to a chamber of commerce.

    The same referrals as in S23, so attempts count once (errata). To one decimal; not defined when
    nothing was sent.
    """
    sent = first_times(known, period, Key.REFERRAL, FactType.REFERRAL_SENT).values()
    to_chambers = [fact for fact in sent if fact.codes["partner_kind"] == "chamber_of_commerce"]
    return value(percent(len(to_chambers), len(sent)), sent)
