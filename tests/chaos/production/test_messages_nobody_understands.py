"""What nobody here can read may come over the broker: it is kept, it is seen, and the rest flows."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from uuid import uuid4

import pytest
from prometheus_client.parser import text_string_to_metric_families
from somicis.shared.v1.operations_service_pb2 import KeepLogRequest
from sqlalchemy import select, update

from chassis.clock import machine_now
from chassis.journal import JOURNAL, MARKS, QUARANTINE
from chassis.published import PublicEvent
from chassis.relay import RELAY, relayed
from chassis.store import log
from chassis.store.tables import LOG
from chassis.transport.port import Message
from chassis.transport.rabbit import RabbitTransport
from chassis.transport.topology import events_of
from stacks.topology import TOPOLOGY
from tests.support.eventually import eventually
from tests.support.ledger import Ledger, said_until
from tests.support.load import Load
from tests.support.production_stack import ProductionStack

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

WITHIN = 20.0
SUBSCRIBERS = {"intake": ("referral", "reporting"), "referral": ("intake", "reporting")}
UNKNOWN = "somicis.intake.v1.SomethingOfTheFuture"
QUARANTINED, STOPPED = "somicis_source_quarantined_messages", "somicis_source_stopped"


def test_what_cannot_be_decoded_is_kept_and_seen_and_the_rest_flows(
    production: ProductionStack, ledger: Ledger, seed: int
) -> None:
    """Among thousands of others: bytes without a meaning, kept as they came."""
    before = {service: metric(production, service, "intake", QUARANTINED) for service in SUBSCRIBERS["intake"]}
    body = b"\xff\x00 nothing anybody means"
    with Load(production, ledger, seed, a_second=40, commands=120).under_way():
        publish(production, "intake", Message({"content": "unknown"}, body))
        for service in SUBSCRIBERS["intake"]:
            seen = partial(metric, production, service, "intake", QUARANTINED)
            eventually(seen, wanted=before[service] + 1, within=WITHIN)

    for service in SUBSCRIBERS["intake"]:
        assert last_quarantined(production, service)[2] == body
    ledger.balance(quarantined=len(SUBSCRIBERS["intake"]))


def test_an_event_of_an_unknown_type_is_in_the_journals_and_the_rest_flows(
    production: ProductionStack, ledger: Ledger, seed: int
) -> None:
    """A newer version of a service says more than we know: followers pass it over, the mark does not stop."""
    position = said_by_a_newer_version(production)

    with Load(production, ledger, seed, a_second=40, commands=120).under_way():
        pass

    ledger.balance(unknown={("intake", position)})
    for service in SUBSCRIBERS["intake"]:
        assert journaled_type(production, service, position) == UNKNOWN


def test_an_event_of_another_log_stops_its_source_loudly_is_kept_and_the_rest_flows(
    production: ProductionStack, ledger: Ledger, seed: int
) -> None:
    """What comes of a log that was restored is not mixed with what was heard; nothing is lost meanwhile."""
    other = event("referral", str(uuid4()), position=1, previous=0, type="somicis.referral.v1.ReferralSent")
    with gone_on_afterwards(production), Load(production, ledger, seed, a_second=40, commands=120).under_way():
        publish(production, "referral", other.message())
        for service in SUBSCRIBERS["referral"]:
            eventually(partial(metric, production, service, "referral", STOPPED), wanted=1, within=WITHIN)
            assert other.log in stopped(production, service, "referral")
            _, problem, body = last_quarantined(production, service)
            assert (other.log in problem, body) == (True, other.body)

    ledger.balance(quarantined=len(SUBSCRIBERS["referral"]))


def publish(production: ProductionStack, source: str, message: Message) -> None:
    """Put a message into a service's exchange by hand."""
    transport = RabbitTransport(production.servers.broker_url, TOPOLOGY)
    transport.publish(events_of(source), [message])
    transport.close()


def event(source: str, log_id: str, position: int, previous: int, type: str) -> PublicEvent:
    """An event as a service would say it."""
    subject = str(uuid4())
    return PublicEvent(
        source, log_id, position, previous, type, subject, machine_now(), "by-hand", "", "", b"\x0a\x01x"
    )


def said_by_a_newer_version(production: ProductionStack) -> int:
    """An event of a type nobody knows, in its place among the others of intake; answers its position."""
    database = production.databases["intake"]
    with database.writing(alone_on=LOG) as tx:
        head, previous = log.head(tx), relayed(tx).last_public
        tx.execute(update(LOG).values(position=head.position + 1))
    said = event("intake", head.log, head.position + 1, previous, UNKNOWN)
    publish(production, "intake", said.message())
    for service in SUBSCRIBERS["intake"]:
        eventually(partial(mark, production, service, "intake"), wanted=said.position, within=WITHIN)
    with database.writing() as tx:
        tx.execute(update(RELAY).values(scanned=said.position, last_public=said.position))
    assert said_until(production, "intake") == said.position
    return said.position


@contextmanager
def gone_on_afterwards(production: ProductionStack) -> Iterator[None]:
    """Let ops decide that the subscribers go on with the log they know, once it is clear that the other is none."""
    try:
        yield
    finally:
        for service in SUBSCRIBERS["referral"]:
            about = {"service": service, "source": "referral", "reason": "a message put in by hand"}
            request = KeepLogRequest(request_id=str(uuid4()), **about)
            production.clients("ops").operations_of(service).KeepLog(request, timeout=20)


def metric(production: ProductionStack, service: str, source: str, name: str) -> float:
    """What a service's worker tells Prometheus of a source."""
    families = text_string_to_metric_families(production.probe(f"{service}-worker", "/metrics"))
    samples = [sample for family in families for sample in family.samples if sample.name == name]
    [value] = [one.value for one in samples if one.labels == {"service": service, "source": source}]
    return value


def stopped(production: ProductionStack, service: str, source: str) -> str:
    """Why a service says it hears nothing of a source, as `somicis status` asks."""
    status = production.look().services[service]
    return next(one.stopped for one in status.sources if one.source == source)


def mark(production: ProductionStack, service: str, source: str) -> int:
    """How far a service has heard a source."""
    with production.databases[service].reading() as tx:
        return int(tx.execute(select(MARKS.c.mark).where(MARKS.c.source == source)).scalar_one())


def journaled_type(production: ProductionStack, service: str, position: int) -> str:
    """Of which type the event at a position of intake is in a service's journal."""
    here = (JOURNAL.c.source == "intake") & (JOURNAL.c.position == position)
    with production.databases[service].reading() as tx:
        return str(tx.execute(select(JOURNAL.c.type).where(here)).scalar_one())


def last_quarantined(production: ProductionStack, service: str) -> tuple[str, str, bytes]:
    """Source, problem and bytes of what was put aside last."""
    columns = (QUARANTINE.c.source, QUARANTINE.c.problem, QUARANTINE.c.body)
    with production.databases[service].reading() as tx:
        source, problem, body = tx.execute(select(*columns).order_by(QUARANTINE.c.id.desc()).limit(1)).one()
    return source, problem, bytes(body)
