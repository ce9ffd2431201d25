"""S20: how many orientations were brought to their end."""

from services.reporting.domain.fact import FactType, Key
from services.reporting.domain.period import Period
from tests.support.counted_in_memory.first_times import first_times
from tests.support.counted_in_memory.known_facts import KnownFacts
from tests.support.counted_in_memory.order import first_of_each
from tests.support.counted_in_memory.value import Value, value


def orientations_completed(known: KnownFacts, period: Period) -> Value:
    """Cases with an orientation held and a written sheet issued, by the day of the first orientation.

    The sheet may follow in a later period: the case then appears in the period of its orientation
    at the next asking. Closing the case plays no part (errata).
    """
    oriented = first_times(known, period, Key.CASE, FactType.ORIENTATION_HELD)
    issued = known.about(Key.CASE, oriented, FactType.SHEET_ISSUED)
    sheets = first_of_each(issued, lambda fact: fact.case)
    held = (oriented[case] for case in sheets)
    return value(len(sheets), (*held, *sheets.values()))
