"""Whether a residence title is valid on the day that counts, or will be when it is renewed in time."""

from datetime import date

from services.catalogue.domain.facts.knowledge import Span
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.reference.permits import RENEWAL_RECEIPT
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.mending import Fixable
from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.doubts import AT_THE_QUESTURA
from services.catalogue.domain.verdicts.reason import Reason
from services.catalogue.domain.verdicts.title_ends import ends_soon, renew_soon
from services.catalogue.domain.verdicts.title_rules import (
    EXPIRES,
    ISSUED,
    RAN_OUT_LONG_AGO,
    RECEIPT,
    RENEWABLE_DAYS,
    valid,
)  # fmt: skip
from services.catalogue.domain.verdicts.title_words import ASK, ASK_RECEIPT, LATE, RENEW, VALID, ends_first


def reason_of_validity(judging: Judging) -> Reason:
    """Art. 5 c. 9-bis D.Lgs. 286/1998 (TUI): of a title that has run out the receipt of its renewal counts."""
    profile = judging.profile
    # What has not run out for so long today can be renewed in time, whatever will be when the window opens.
    gone, in_time = RAN_OUT_LONG_AGO.judge(judging.at(judging.first_day)).truth, _in_time(profile)
    rule = valid(judging.on, not_issued=profile[ISSUED].is_none, gone=gone is not Truth.FALSE, in_time=in_time)
    found, ends = rule.judge(judging), _ends_first(judging)
    renewed = judging.on if found.truth is Truth.FALSE or (ends and found.truth is Truth.UNKNOWN) else None
    says, unverified = VALID, False
    if ends and found.truth is not Truth.TRUE:
        says = ends_first(ends, judging.on)
    elif found.truth is Truth.UNKNOWN and not profile[EXPIRES].missing and (gone is Truth.TRUE or not in_time):
        says, unverified = _of_the_receipt(profile, in_time=in_time), True
    elif found.truth is Truth.TRUE and (soon := ends_soon(judging)):
        says = renew_soon(VALID, soon, judging.first_day)
    return Reason(
        "permit_valid", "person", says, found, judging, RENEWAL_RECEIPT, Fixable.BY_DOCUMENT, renewed, renewed, RENEW,
        unverified=unverified, doubt=AT_THE_QUESTURA,
    )  # fmt: skip


def _of_the_receipt(profile: Profile, *, in_time: bool) -> Text:
    if not in_time:
        return LATE
    return ASK if profile[RECEIPT].is_none else ASK_RECEIPT


def _in_time(profile: Profile) -> bool:
    """Whether a renewal that was asked for, if one was, was so before it was too late."""
    asked, expires = profile[RECEIPT], profile[EXPIRES].possible
    if asked.missing or not isinstance(asked.possible, Span) or profile[EXPIRES].is_none:
        return True
    end, last = (expires.low if isinstance(expires, Span) else None), asked.possible.high
    return end is not None and last is not None and (last - end).days <= RENEWABLE_DAYS


def _ends_first(judging: Judging) -> date | None:
    """When a title ends that is valid today and will not be on the day that counts."""
    expires = judging.profile.day(EXPIRES)
    return expires if expires and judging.first_day <= expires < judging.on else None
