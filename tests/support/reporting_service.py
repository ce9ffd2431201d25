"""Reporting on a real database in a folder: what sources say is heard, without process or wire."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from google.protobuf.message import Message
from somicis.catalogue.v1 import measure_pb2
from somicis.intake.v1 import case_pb2, profile_pb2
from somicis.intake.v1 import events_pb2 as intake
from somicis.referral.v1 import events_pb2 as referral
from somicis.referral.v1 import referral_pb2
from sqlalchemy import Row, Table, select

from chassis import following, journal
from chassis.following import Heard, Projection
from services.reporting.application.register_file import register
from services.reporting.application.sheets import Sheets
from services.reporting.domain.fact import Fact, FactType, Proposal
from services.reporting.projections.counting_intake import CountingIntake
from services.reporting.projections.counting_referral import CountingReferral
from services.reporting.projections.keeping import keep
from services.reporting.projections.marks import Marks
from services.reporting.projections.numbers import NumbersOfFacts
from services.reporting.projections.tables import FACTS, METADATA, PROPOSALS
from tests.support.databases import opened
from tests.support.facts import INTAKE_LOG, REFERRAL_LOG, Told, noon

MARIA = profile_pb2.Profile(
    sex=profile_pb2.SEX_F,
    age_bracket=profile_pb2.AGE_BRACKET_FROM_18_TO_60,
    citizenship="SN",
    permit_group=profile_pb2.PERMIT_GROUP_WORK,
    comune="109034",
    employment_status=profile_pb2.EMPLOYMENT_STATUS_UNEMPLOYED,
)


class ReportingService:
    """`hear` is what the followers do with an event, each in a transaction of its own."""

    def __init__(self, folder: Path) -> None:
        self.database = opened(folder, "reporting", METADATA, following.METADATA, journal.METADATA)
        self.numbers = NumbersOfFacts(self.database)
        self.marks = Marks(self.database)
        self.sheets = Sheets(register(), self.numbers)
        self.heard = 0

    def hear(self, event: Message, recorded: datetime | None = None) -> Heard:
        """Let an event through the projection of its source; recorded at noon of its day unless told otherwise."""
        self.heard += 1
        heard = as_heard(event, self.heard, recorded)
        for projection in (CountingIntake(), CountingReferral()):
            self._handle(projection, heard)
        return heard

    def remember(self, told: Told) -> None:
        """Keep facts told in a test."""
        with self.database.writing() as tx:
            for fact in told.facts:
                keep(fact, tx)

    def facts(self) -> list[Fact]:
        """What is kept, source by source, in order of position."""
        with self.database.reading() as tx:
            shown = tx.execute(select(PROPOSALS).order_by(PROPOSALS.c.number)).all()
            rows = [(table, row) for table in FACTS.values() for row in tx.execute(select(table).order_by("position"))]
        return [_fact(table, row, [one for one in shown if one.position == row.position]) for table, row in rows]

    def _handle(self, projection: Projection, heard: Heard) -> None:
        handler = projection.handlers().get(type(heard.event))
        if projection.source == heard.source and handler is not None:
            with self.database.writing() as tx:
                handler(heard.event, heard, tx)


def _fact(table: Table, row: Row[Any], shown: Sequence[Row[Any]]) -> Fact:
    own = {name: value for name, value in row._mapping.items() if name not in table.info["codes"]}
    codes = {name: row._mapping[name] for name in table.info["codes"] if row._mapping[name] is not None}
    proposals = tuple(Proposal(one.measure, one.level, one.kind) for one in shown)
    source = table.info["source"]
    return Fact(**{**own, "type": FactType(row.type), "source": source, "codes": codes, "proposals": proposals})


def as_heard(event: Message, position: int, recorded: datetime | None = None) -> Heard:
    """An event as a follower gets it."""
    name = event.DESCRIPTOR.full_name
    said: Any = event
    return Heard(
        source=name.split(".")[1],
        log=REFERRAL_LOG if name.startswith("somicis.referral") else INTAKE_LOG,
        position=position,
        name=name,
        subject=getattr(said, "case_id", "") or getattr(said, "contact_id", "") or "desk",
        recorded_at=recorded or noon(date.fromisoformat(said.occurred_on)),
        correlation="c",
        caused_by="",
        traceparent="",
        event=event,
    )


def the_story() -> Sequence[Message]:
    """Scenario A01 with the referral of A17, from the desk's opening to the case's end."""
    return [
        intake.DeskActivated(desk="FERMO", occurred_on="2023-01-09"),
        a_contact("contact", "maria", "2023-01-09"),
        intake.CaseOpened(
            case_id="case", contact_id="contact", subject_id="maria", profile=MARIA, occurred_on="2023-01-09"
        ),
        intake.NeedRecorded(case_id="case", occurred_on="2023-01-16"),
        intake.MeasuresProposed(case_id="case", measures=three_measures(), occurred_on="2023-01-16"),
        intake.OrientationHeld(case_id="case", occurred_on="2023-01-16"),
        intake.SheetIssued(case_id="case", reference="2023/1", language="it", occurred_on="2023-01-16"),
        a_sending("to-chamber", referral_pb2.ORGANISATION_KIND_CHAMBER_OF_COMMERCE, 1, "2023-02-02"),
        a_sending("to-cpi", referral_pb2.ORGANISATION_KIND_JOB_CENTRE, 1, "2023-02-02"),
        referral.ReferralAccepted(referral_id="to-chamber", case_id="case", occurred_on="2023-02-03"),
        referral.AppointmentSet(referral_id="to-chamber", case_id="case", occurred_on="2023-02-03"),
        referral.ReferralCompleted(referral_id="to-chamber", case_id="case", occurred_on="2023-02-15"),
        referral.ReferralExpired(referral_id="to-cpi", case_id="case", attempt=1, occurred_on="2023-02-16"),
        a_sending("to-cpi", referral_pb2.ORGANISATION_KIND_JOB_CENTRE, 2, "2023-02-17"),
        referral.ReferralAccepted(referral_id="to-cpi", case_id="case", occurred_on="2023-02-20"),
        intake.CaseClosed(case_id="case", occurred_on="2023-02-27"),
    ]


def a_contact(contact: str, person: str, on: str) -> intake.ContactRecorded:
    """Somebody of the target walks in."""
    return intake.ContactRecorded(
        contact_id=contact,
        desk="FERMO",
        channel=case_pb2.CHANNEL_WALK_IN,
        subject_id=person,
        target=profile_pb2.TARGET_TCN,
        citizenship="SN",
        occurred_on=on,
    )


def a_sending(id_: str, kind: referral_pb2.OrganisationKind.ValueType, attempt: int, on: str) -> referral.ReferralSent:
    """A referral goes out."""
    chamber = kind == referral_pb2.ORGANISATION_KIND_CHAMBER_OF_COMMERCE
    return referral.ReferralSent(
        referral_id=id_,
        case_id="case",
        recipient="CCIAA_MARCHE" if chamber else "CPI_FERMO",
        recipient_kind=kind,
        attempt=attempt,
        answer_due="2023-02-16",
        occurred_on=on,
    )


def three_measures() -> list[case_pb2.ProposedMeasure]:
    """Two national, one regional."""
    national, regional = measure_pb2.LEVEL_NATIONAL, measure_pb2.LEVEL_REGIONAL
    return [
        case_pb2.ProposedMeasure(measure_id="MICRO", level=national, kind=measure_pb2.KIND_LOAN),
        case_pb2.ProposedMeasure(measure_id="NASPI", level=national, kind=measure_pb2.KIND_INCOME_ADVANCE),
        case_pb2.ProposedMeasure(measure_id="MARCHE", level=regional, kind=measure_pb2.KIND_GRANT),
    ]
