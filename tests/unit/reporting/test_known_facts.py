"""What anybody who keeps facts promises; the memory the rules are tested on keeps the same promises."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from services.reporting.domain.fact import Fact, FactType, Key
from services.reporting.domain.indicators.referrals import STATE_AFTER
from services.reporting.domain.known_facts import FactsOnRecord, KnownFacts
from services.reporting.domain.order import as_it_was_recorded
from services.reporting.projections.facts import IDS_AT_ONCE
from tests.support.databases import on_server
from tests.support.facts import Q1, FactsInMemory, Told, noon
from tests.support.reporting_service import ReportingService

Keep = Callable[[Told], FactsOnRecord]
DAY = date(2023, 1, 9)


def in_memory(told: Told) -> FactsOnRecord:
    """Facts in a list."""
    return FactsInMemory(told.facts)


def in_tables(folder: Path) -> Keep:
    """Facts in the tables of the read model."""

    def kept(told: Told) -> FactsOnRecord:
        reporting = ReportingService(folder)
        reporting.remember(told)
        return reporting.facts

    return kept


@pytest.fixture(params=["in memory", "sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def keep(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Keep]:
    """Each way to keep facts."""
    match request.param:
        case "in memory":
            yield in_memory
        case "sqlite":
            yield in_tables(tmp_path)
        case "postgresql":
            with on_server(request.getfixturevalue("postgres")):
                yield in_tables(tmp_path)


def in_order(facts: object) -> list[Fact]:
    """Facts are found in no set order."""
    assert isinstance(facts, list)
    return sorted(facts, key=as_it_was_recorded)


def test_a_fact_comes_back_as_it_was_told(keep: Keep) -> None:
    """Codes and proposals included."""
    told = Told()
    contact = told.came("maria", DAY)
    shown = told.proposed("case", DAY, ("MICRO", "national", "loan"), ("MARCHE", "regional", "grant"))

    with keep(told).known_at(None) as known:
        assert list(known.within(Q1, FactType.CONTACT_RECORDED)) == [contact]
        assert list(known.within(Q1, FactType.MEASURES_PROPOSED)) == [shown]


def test_a_period_includes_its_first_and_last_day_and_one_type_only(keep: Keep) -> None:
    """Nothing around it, nothing beside it."""
    told = Told()
    for day in (date(2022, 12, 31), Q1.first, Q1.last, date(2023, 4, 1)):
        told.came("maria", day)
        told.oriented("case", day)

    with keep(told).known_at(None) as known:
        found = in_order(known.within(Q1, FactType.CONTACT_RECORDED))

    assert [(fact.type, fact.occurred_on) for fact in found] == [
        (FactType.CONTACT_RECORDED, Q1.first),
        (FactType.CONTACT_RECORDED, Q1.last),
    ]


def test_facts_recorded_later_do_not_exist(keep: Keep) -> None:
    """In none of the three questions; at the very instant of recording they do."""
    told = Told()
    late = told.activated(DAY, recorded=date(2023, 4, 12))
    contact = told.came("maria", DAY, recorded=date(2023, 4, 12))
    facts = keep(told)

    with facts.known_at(noon(date(2023, 4, 11))) as known:
        assert known.first(FactType.DESK_ACTIVATED, Q1.last) is None
        assert list(known.within(Q1, FactType.CONTACT_RECORDED)) == []
        assert list(known.about(Key.PERSON, {"maria"}, FactType.CONTACT_RECORDED)) == []
    with facts.known_at(contact.recorded_at) as known:
        assert known.first(FactType.DESK_ACTIVATED, Q1.last) == late
        assert list(known.about(Key.PERSON, {"maria"}, FactType.CONTACT_RECORDED)) == [contact]


def test_the_first_is_the_earliest_in_the_world(keep: Keep) -> None:
    """Of one day the one recorded first; none after the day asked for."""
    told = Told()
    told.activated(date(2023, 2, 1))
    earliest = told.activated(DAY)
    told.activated(DAY)
    facts = keep(told)

    with facts.known_at(None) as known:
        assert known.first(FactType.DESK_ACTIVATED, Q1.last) == earliest
        assert known.first(FactType.DESK_ACTIVATED, DAY) == earliest
        assert known.first(FactType.DESK_ACTIVATED, date(2023, 1, 8)) is None


def test_facts_are_found_by_whom_they_are_about(keep: Keep) -> None:
    """By person, case or referral, of the types asked for, whenever they occurred."""
    told = Told()
    opened = told.opened("case", "maria", date(2020, 1, 1))
    told.opened("other", "olena", DAY)
    sent = told.sent("cpi", DAY)
    expired = told.became(FactType.REFERRAL_EXPIRED, "cpi", DAY)
    told.became(FactType.REFERRAL_ACCEPTED, "cpi", DAY)
    facts = keep(told)

    with facts.known_at(None) as known:
        kinds = (FactType.REFERRAL_SENT, FactType.REFERRAL_EXPIRED)
        assert list(known.about(Key.PERSON, {"maria"}, FactType.CASE_OPENED)) == [opened]
        assert list(known.about(Key.CASE, {"case"}, FactType.CASE_OPENED)) == [opened]
        assert in_order(known.about(Key.REFERRAL, {"cpi"}, *kinds)) == [sent, expired]
        assert list(known.about(Key.PERSON, set(), FactType.CASE_OPENED)) == []


def test_many_more_ids_than_one_query_names_are_all_found(keep: Keep) -> None:
    """A national quarter has more persons than a query takes parameters."""
    told = Told()
    persons = [f"person-{number}" for number in range(2 * IDS_AT_ONCE + 1)]
    for person in persons:
        told.came(person, DAY)

    with keep(told).known_at(None) as known:
        found = known.about(Key.PERSON, persons, FactType.CONTACT_RECORDED)

    assert sorted(fact.person for fact in found) == sorted(persons)


def plans(reporting: ReportingService, ask: Callable[[KnownFacts], object]) -> list[str]:
    """How the database finds what a question asks for."""
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(reporting.database.engine, "before_cursor_execute", note)
    with reporting.facts.known_at(noon(DAY)) as known:
        ask(known)
    event.remove(reporting.database.engine, "before_cursor_execute", note)
    with reporting.database.reading() as tx:
        queries = [(query, given) for query, given in asked if query.startswith("SELECT")]
        return [str(tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", given).all()) for query, given in queries]


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (lambda known: known.within(Q1, FactType.CONTACT_RECORDED), "counting_intake_by_day"),
        (lambda known: known.first(FactType.DESK_ACTIVATED, DAY), "counting_intake_by_day"),
        (lambda known: known.about(Key.PERSON, {"a", "b"}, FactType.CASE_OPENED), "counting_intake_by_person"),
        (lambda known: known.about(Key.CASE, {"a"}, FactType.SHEET_ISSUED), "counting_intake_by_case"),
        (lambda known: known.about(Key.REFERRAL, {"a", "b"}, *STATE_AFTER), "counting_referral_by_referral"),
    ],
)
def test_every_question_is_answered_from_an_index(
    tmp_path: Path, ask: Callable[[KnownFacts], object], index: str
) -> None:
    """So a number costs what its period holds, however long the log."""
    [plan] = plans(ReportingService(tmp_path), ask)

    assert f"USING INDEX {index}" in plan
