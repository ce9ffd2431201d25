"""What was acknowledged, held against everything that must know of it: logs, journals, read models, indicators."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from google.protobuf.message import Message
from somicis.reporting.v1 import reporting_service_pb2 as reporting
from sqlalchemy import Table, func, select

from chassis.database import Database
from chassis.journal import JOURNAL, MARKS, QUARANTINE
from chassis.modelling import Root
from chassis.published import said_of
from chassis.relay import relayed
from chassis.store import log
from chassis.store.log import Entry
from chassis.store.mapper import NamedMapper
from chassis.store.tables import REQUESTS
from services.intake.application import stored_names as intake_names
from services.intake.projections.tables import CASELOAD, FOOTFALL
from services.intake.publishing.published import published as said_by_intake
from services.referral.application import stored_names as referral_names
from services.referral.projections.tables import PARTNER_FEED, REFERRALS
from services.referral.publishing.published import published as said_by_referral
from stacks.topology import TOPOLOGY
from tests.support.production_stack import ProductionStack

QUARTER = {"first_day": "2023-01-01", "last_day": "2023-03-31"}
"""Around the instant the stack's clock stands at."""
PROCESS = "process"
Publish = Callable[[Root.Event], Message | None]
SPEAKERS: Mapping[str, tuple[NamedMapper, Publish]] = {
    "intake": (NamedMapper(intake_names.STORED_NAMES), said_by_intake),
    "referral": (NamedMapper(referral_names.STORED_NAMES), said_by_referral),
}


@dataclass(frozen=True)
class Acknowledged:
    """A command that was answered: what was asked of which service, and the receipt."""

    service: str
    method: str
    request_id: str
    id: str
    version: int
    position: int


@dataclass(frozen=True)
class Standing:
    """What was there before: the last position of each log, and every number that is compared."""

    positions: Mapping[str, int]
    numbers: Mapping[str, int]


@dataclass
class Ledger:
    """Opened on a stack at rest; `balance` at the end. Several threads may write at once."""

    stack: ProductionStack
    before: Standing = field(init=False)
    acknowledged: list[Acknowledged] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.stack.settled()
        positions = {service: _head(self.stack.databases[service]) for service in SPEAKERS}
        self.before = Standing(positions, self._numbers())

    def acknowledge(self, request: Any, answer: Any) -> None:
        """Write down that a command was answered."""
        service, method = _asked(request)
        receipt = answer.receipt
        self.acknowledged.append(
            Acknowledged(service, method, request.request_id, receipt.id, receipt.version, receipt.position)
        )

    def balance(self, unknown: Collection[tuple[str, int]] = (), quarantined: int = 0) -> None:
        """Once the stack is at rest: everything acknowledged is everywhere once, and nothing else is.

        `unknown` are the sources and positions of events a test has said by hand, `quarantined` how many
        messages were to be put aside.
        """
        self.stack.settled()
        for service in SPEAKERS:
            self._compare_log(service)
        for subscriber, source in TOPOLOGY.subscriptions():
            self._compare_journal(subscriber, source, [position for of, position in unknown if of == source])
        self._compare_reactions()
        self._compare_numbers(quarantined)

    def count(self, *methods: str) -> int:
        """How many commands of these methods were acknowledged."""
        return sum(one.method in methods for one in self.acknowledged)

    def _compare_log(self, service: str) -> None:
        """Every receipt names a stored request and its event, and no other event came from outside."""
        mine = sorted(
            (one.request_id, one.method, one.id, one.version, one.position)
            for one in self.acknowledged
            if one.service == service
        )
        assert self._requests(service) == mine, f"{service}: requests and receipts differ"
        outside = [entry for entry in self._entries(service) if entry.origin.role != PROCESS]
        stored = sorted((str(entry.stream), entry.version, entry.position) for entry in outside)
        assert stored == sorted(one[2:] for one in mine), f"{service}: log and receipts differ"

    def _requests(self, service: str) -> list[tuple[Any, ...]]:
        new = (REQUESTS.c.position > self.before.positions[service]) & (REQUESTS.c.organisation != "SOMICIS")
        columns = (REQUESTS.c.request_id, REQUESTS.c.method, REQUESTS.c.stream, REQUESTS.c.version, REQUESTS.c.position)
        with self.stack.databases[service].reading() as tx:
            rows = tx.execute(select(*columns).where(new)).all()
        return sorted((str(row[0]), row[1], str(row[2]), row[3], row[4]) for row in rows)

    def _entries(self, service: str) -> Sequence[Entry]:
        with self.stack.databases[service].reading() as tx:
            return log.after(tx, self.before.positions[service], 1_000_000)

    def _compare_journal(self, subscriber: str, source: str, unknown: Collection[int]) -> None:
        """What was heard is what is said of the log, byte for byte, in order, once."""
        new = JOURNAL.c.position > self.before.positions[source]
        heard_now = select(MARKS.c.log).where(MARKS.c.source == source).scalar_subquery()
        rows = JOURNAL.c.source == source, JOURNAL.c.log == heard_now, new, JOURNAL.c.position.not_in(unknown)
        columns = (JOURNAL.c.log, JOURNAL.c.position, JOURNAL.c.type, JOURNAL.c.subject, JOURNAL.c.body)
        with self.stack.databases[subscriber].reading() as tx:
            heard = [tuple(row) for row in tx.execute(select(*columns).where(*rows).order_by(JOURNAL.c.position))]
        said = self._said(source)
        differing = sorted({row[1] for row in set(heard) ^ set(said)})
        assert heard == said, f"{subscriber} heard {source} otherwise than it spoke at positions {differing[:10]}"

    def _said(self, source: str) -> list[tuple[Any, ...]]:
        (mapper, publish), database = SPEAKERS[source], self.stack.databases[source]
        with database.reading() as tx:
            log_id = log.head(tx).log
        events = ((entry, mapper.to_domain_event(entry.stored)) for entry in self._entries(source))
        public = (said_of(source, log_id, entry, event, 0, publish) for entry, event in events)
        return [(one.log, one.position, one.type, one.subject, one.body) for one in public if one is not None]

    def _compare_reactions(self) -> None:
        """Every referred case was sent once, every answer was noted once, in the order of the case's versions."""
        sent = Counter(entry.name for entry in self._entries("referral") if entry.origin.role == PROCESS)
        assert sent == _but_none({"referral.sent": self.count("ReferCase")}), f"sent: {sent}"
        noted = Counter(entry.name for entry in self._entries("intake") if entry.origin.role == PROCESS)
        assert noted == _but_none({"case.referral_followed": self.count("AcceptReferral")}), f"noted: {noted}"

    def _compare_numbers(self, quarantined: int) -> None:
        """Read models and indicators have grown by what was acknowledged, and by nothing else."""
        now = self._numbers()
        grown = {name: now[name] - self.before.numbers[name] for name in now}
        contacts, cases = self.count("RecordContact"), self.count("OpenCase")
        referred, accepted = self.count("ReferCase"), self.count("AcceptReferral")
        acknowledged = {
            "footfall": contacts,
            "caseload": cases,
            "referrals": referred,
            "partner feed": referred + accepted,
            "indicator S18": contacts,
            "indicator S23": referred,
            "quarantine": quarantined,
        }
        assert grown == acknowledged, f"grown by {grown}, acknowledged {acknowledged}"

    def _numbers(self) -> dict[str, int]:
        databases = self.stack.databases
        sheet = self.stack.clients("supervisor").reporting.GetSheet(reporting.GetSheetRequest(**QUARTER), timeout=20)
        values = {one.code: one.value for one in sheet.indicators}
        return {
            "footfall": _sum(databases["intake"], FOOTFALL, "contacts"),
            "caseload": _count(databases["intake"], CASELOAD),
            "referrals": _count(databases["referral"], REFERRALS),
            "partner feed": _count(databases["referral"], PARTNER_FEED),
            "indicator S18": int(values["S18"]),
            "indicator S23": int(values["S23"]),
            "quarantine": sum(_count(databases[name], QUARANTINE) for name in TOPOLOGY.services()),
        }


def said_until(stack: ProductionStack, service: str) -> int:
    """The last position of a service's log that its relay has said something of."""
    with stack.databases[service].reading() as tx:
        return relayed(tx).last_public


def stored_until(stack: ProductionStack, service: str) -> int:
    """The last position of a service's log."""
    return _head(stack.databases[service])


def _asked(request: Any) -> tuple[str, str]:
    """The service and the method of a request, by its name."""
    name = request.DESCRIPTOR.full_name
    return name.split(".")[1], name.split(".")[-1].removesuffix("Request")


def _but_none(counts: Mapping[str, int]) -> Counter[str]:
    return Counter({name: count for name, count in counts.items() if count})


def _head(database: Database) -> int:
    with database.reading() as tx:
        return log.head(tx).position


def _count(database: Database, table: Table) -> int:
    with database.reading() as tx:
        return int(tx.execute(select(func.count()).select_from(table)).scalar_one())


def _sum(database: Database, table: Table, column: str) -> int:
    with database.reading() as tx:
        return int(tx.execute(select(func.coalesce(func.sum(table.c[column]), 0))).scalar_one())
