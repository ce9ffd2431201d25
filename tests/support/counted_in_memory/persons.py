"""S19: how many third-country nationals the project has served, each once."""

from collections.abc import Collection, Mapping

from services.reporting.domain.fact import Fact, FactType, Key
from services.reporting.domain.period import Period
from services.reporting.domain.value import UNKNOWN
from tests.support.counted_in_memory.first_times import first_times
from tests.support.counted_in_memory.known_facts import KnownFacts
from tests.support.counted_in_memory.order import first_of_each
from tests.support.counted_in_memory.value import Value, parts, value


def persons_served(known: KnownFacts, period: Period) -> Value:
    """Distinct persons first served as third-country nationals in the period.

    First served: the first contact that says they are, or, when the desk had not asked their
    citizenship yet, the opening of a case that knows it. A person is counted once per project, so
    the quarters add up to the whole (errata). Contacts outside the target, persons of whom nobody
    knows and contacts without a person's id do not count. Sex, age bracket (Regulation (EU)
    2021/1147, Annex VIII: under 18, 18-60, over 60), permit group and comune are those of the
    person's earliest case, whenever it was opened; citizenship is that of the first service, and
    where it was not recorded then, of the earliest case.
    """
    served = first_times(known, period, Key.PERSON, FactType.CONTACT_RECORDED, FactType.CASE_OPENED, counts=_in_target)
    profiles = _profiles(known, served)
    counted = [_codes(first, profiles.get(person)) for person, first in served.items()]
    return value(
        len(served),
        (*served.values(), *profiles.values()),
        parts(counted, "sex"),
        parts(counted, "age_bracket"),
        parts(counted, "citizenship"),
        parts(counted, "sex", "age_bracket", "citizenship"),
        parts(counted, "permit_group"),
        parts(counted, "comune"),
    )


def _in_target(fact: Fact) -> bool:
    if fact.type is FactType.CASE_OPENED:
        # No case is opened for somebody known to be out of target: who has a citizenship there is in it.
        return fact.codes.get("citizenship", UNKNOWN) != UNKNOWN
    return fact.codes.get("target") == "tcn"


def _profiles(known: KnownFacts, persons: Collection[str]) -> dict[str, Fact]:
    opened = known.about(Key.PERSON, persons, FactType.CASE_OPENED)
    return first_of_each(opened, lambda fact: fact.person)


def _codes(first_served: Fact, profile: Fact | None) -> Mapping[str, str]:
    codes = {} if profile is None else dict(profile.codes)
    citizenship = first_served.codes.get("citizenship", "")
    return codes if citizenship in ("", UNKNOWN) else {**codes, "citizenship": citizenship}
