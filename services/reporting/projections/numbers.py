"""Numbers as known at an instant, counted by the database, and the events behind them page by page."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from chassis.database import Database
from chassis.postgresql import plan_for_each_question
from services.reporting.domain.evidence import Evidence, Place
from services.reporting.domain.fact import FactType
from services.reporting.domain.indicator import Indicator
from services.reporting.domain.period import Period
from services.reporting.domain.value import Value
from services.reporting.projections.indicators import RULES
from services.reporting.projections.phrases import AS_IT_WAS_RECORDED, asked
from services.reporting.projections.tables import facts_like


class NumbersOfFacts:
    """The read model's facade; nobody else reads its tables."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def known_at(self, instant: datetime | None) -> Iterator["NumbersThen"]:
        """One consistent view of what was recorded up to an instant, that instant included; None: of all."""
        with self._database.reading() as tx:
            plan_for_each_question(tx)
            yield NumbersThen(tx, instant)


class NumbersThen:
    """Numbers in one transaction, facts recorded later left out."""

    def __init__(self, tx: Connection, instant: datetime | None) -> None:
        self._tx = tx
        self._instant = instant

    def value(self, indicator: Indicator, period: Period) -> Value:
        """The number and its parts."""
        rule = RULES[indicator]
        groups = self._tx.execute(rule.counted.groups, asked(period, self._instant))
        return rule.value([dict(group) for group in groups.mappings()])

    def evidence(self, indicator: Indicator, period: Period, after: Place, at_most: int) -> Sequence[Evidence]:
        """The events behind the number, in the order of recording, from the one after a place on."""
        place = {f"after_{name}": getattr(after, name) for name in AS_IT_WAS_RECORDED}
        question = {**asked(period, self._instant), **place, "at_most": at_most}
        return [_evidence(row) for row in self._tx.execute(RULES[indicator].counted.page, question)]


def _evidence(row: Row[Any]) -> Evidence:
    kind = FactType(row.type)
    place = Place(row.recorded_at, facts_like(kind).info["source"], row.position, row.log)
    return Evidence(place, kind, row.subject, row.occurred_on)
