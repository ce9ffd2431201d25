"""The catalogue is given facts about a person, answers, and keeps none: looked for wherever a trace could be."""

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

import grpc
import pytest
from prometheus_client import generate_latest
from somicis.catalogue.v1 import catalogue_service_pb2 as pb
from somicis.catalogue.v1.match_pb2 import MatchManyRequest, MatchProfile, MatchTerms, RerunRequest
from sqlalchemy import MetaData, select

from tests.support.captured_log import captured_log
from tests.support.catalogue_server import Doors
from tests.support.catalogue_service import CatalogueService
from tests.support.measures import written

BORN, AMOUNT, MADE_UP = "1977-07-17", "412345678901", "NOBODYS_TITLE"
"""The sum has so many digits that no measured second has them by chance."""
TOLD = (BORN, "17/07/1977", AMOUNT, MADE_UP)
RIGHT = f"person: {{birth_date: {BORN}, permit: {{kind: ASILO}}}}\nproject: {{amount: {AMOUNT}}}\n"
WRONG = f"person: {{birth_date: {BORN}, residence: {{since: 1960-01-01}}, permit: {{kind: {MADE_UP}}}}}\n"
BROKEN = f"person: {{birth_date: {BORN}"


def everything_asked(doors: Doors) -> Iterator[Callable[[], Any]]:
    """Every question that takes facts, with right ones, wrong ones and none that can be read."""
    operator = doors.person("operator")
    for facts in (RIGHT, WRONG, BROKEN):
        yield partial(operator.Match, pb.MatchRequest(facts=facts, record=True))
        asked = MatchManyRequest(terms=MatchTerms(explain=True), profile=MatchProfile(key="k", facts=facts))
        # Terms that are given twice break the stream off.
        yield partial(stream, operator, [asked])
        yield partial(stream, operator, [asked, asked])
    record = operator.Match(pb.MatchRequest(facts=RIGHT, record=True)).record_json
    for kept in (record, record.replace(AMOUNT, "412345678902"), record[:-1]):
        yield partial(operator.Rerun, RerunRequest(record_json=kept))


def stream(stub: Any, asked: list[MatchManyRequest]) -> list[Any]:
    """Every answer of a stream."""
    return list(stub.MatchMany(iter(asked)))


@pytest.fixture
def asked(service: CatalogueService, doors: Doors) -> Iterator[tuple[CatalogueService, Doors, str]]:
    """A catalogue that was asked everything, and all it wrote to its log meanwhile, down to the least."""
    service.stock(written())
    with captured_log(logging.DEBUG) as log:
        for ask in everything_asked(doors):
            with suppress(grpc.RpcError):
                ask()
        service.settle()
        yield service, doors, log.text


def test_no_line_of_the_log_tells_a_fact(asked: tuple[CatalogueService, Doors, str]) -> None:
    """Neither of what was right nor of what was refused, though who asked is told what was wrong."""
    _, _, log = asked

    assert "CatalogueService/Match" in log
    assert [told for told in TOLD if told in log] == []


def test_no_table_holds_a_fact(asked: tuple[CatalogueService, Doors, str]) -> None:
    """Of any sort: events, read models, requests, answers."""
    service, _, _ = asked
    metadata = MetaData()
    with service.database.reading() as tx:
        metadata.reflect(tx)
        rows = [repr(row) for table in metadata.sorted_tables for row in tx.execute(select(table))]

    assert len(rows) > 4
    assert [told for told in TOLD for row in rows if told in row] == []


def test_no_metric_counts_by_a_fact(asked: tuple[CatalogueService, Doors, str]) -> None:
    """A label would be a copy of it."""
    _, doors, _ = asked
    metrics = generate_latest(doors.registry).decode()

    assert "Match" in metrics
    assert [told for told in TOLD if told in metrics] == []


def test_who_gave_wrong_facts_is_told_their_names(service: CatalogueService, doors: Doors) -> None:
    """And of facts that are right nothing is said again, but for two that contradict each other."""
    with pytest.raises(grpc.RpcError) as refused:
        doors.person("operator").Match(pb.MatchRequest(facts=RIGHT.replace("ASILO", MADE_UP)))

    assert "facts.person.permit.kind" in refused.value.details()
    assert BORN not in str(refused.value.details())
