"""Desks, contacts and cases at every stage, for tests that begin in the middle. Nobody here is anybody."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from services.intake.domain.case import Case
from services.intake.domain.case_referral import ReferralState
from services.intake.domain.channel import Channel
from services.intake.domain.closing import ClosingOutcome
from services.intake.domain.contact import Contact, Visitor
from services.intake.domain.desk import Desk
from services.intake.domain.measures_found import DecisionRecord, Kind, Level, MeasureFound, Text, Verdict, WindowState
from services.intake.domain.need import LegalForm, Need, Purpose
from services.intake.domain.profile import AgeBracket, EmploymentStatus, PermitGroup, Profile, Sex

FERMO = "FERMO"
CONTACT = UUID("00000000-0000-4000-8000-0000000000c0")
PERSON = UUID("00000000-0000-4000-8000-0000000000aa")
REFERRAL = UUID("00000000-0000-4000-8000-0000000000f1")
CHAMBER = "CCIAA_MARCHE"
JOB_CENTRE = "CPI_FERMO"

DESK_OPENED = date(2023, 1, 9)
CAME_ON = date(2023, 1, 9)
OPENED_ON = date(2023, 1, 9)
ORIENTED_ON = date(2023, 1, 16)
REFERRED_ON = date(2023, 2, 2)
ANSWERED_ON = date(2023, 2, 3)
CLOSED_ON = date(2023, 2, 27)


def a_profile(citizenship: str = "SN") -> Profile:
    """What may be counted of somebody."""
    return Profile(
        sex=Sex.F,
        age_bracket=AgeBracket.FROM_18_TO_60,
        citizenship=citizenship,
        permit_group=PermitGroup.WORK,
        comune="109034",
        employment_status=EmploymentStatus.UNEMPLOYED,
    )


A_NEED = Need(
    purpose=Purpose.ENTERPRISE_ORIENTATION,
    legal_form=LegalForm.COOPERATIVE,
    ateco="14.13",
    ateco_version=2007,
    amount_eur=30_000,
    interest_free_only=False,
)


def a_measure(code: str, level: Level = Level.NATIONAL) -> MeasureFound:
    """One measure of the catalogue's answer."""
    return MeasureFound(
        measure_id=code,
        edition_id=f"{code}_2023",
        level=level,
        kind=Kind.LOAN,
        verdict=Verdict.TO_VERIFY,
        window=WindowState.OPEN,
        name=Text(it="Misura di prova", en="Trial measure"),
        territory=Text(it="Tutta l'Italia", en="The whole of Italy"),
        only_for=(),
        sensitive=False,
        opens_on=None,
        closes_on=date(2023, 12, 31),
        to_verify=("age", "residence"),
        unverified=False,
    )


MICROCREDIT = "MICROCREDITO_IMPR"
ADVANCE = "NASPI_ANTICIPATA"
REGIONAL = "MARCHE_CREAZIONE_IMPRESA"

A_DECISION = DecisionRecord(
    as_of=ORIENTED_ON,
    catalogue_position=33,
    content_hash="5e" * 32,
    matches=(a_measure(REGIONAL, Level.REGIONAL), a_measure(MICROCREDIT), a_measure(ADVANCE)),
)


def an_active_desk() -> Desk:
    """A desk open to the public."""
    return Desk.activate(FERMO, DESK_OPENED)


def a_contact(citizenship: str = "SN") -> Contact:
    """Somebody of this citizenship came."""
    return Contact.record(CONTACT, an_active_desk(), Visitor(PERSON, citizenship), Channel.WALK_IN, CAME_ON)


def an_open_case(citizenship: str = "SN") -> Case:
    """A case of somebody of this citizenship."""
    return Case.open(a_contact(citizenship), a_profile(citizenship), OPENED_ON)


def a_case_with_measures_found() -> Case:
    """A case with its need, for which the catalogue was asked."""
    case = an_open_case()
    case.record_need(A_NEED, ORIENTED_ON)
    case.find_measures(A_DECISION, ORIENTED_ON)
    return case


def a_case_with_a_proposal(measure_ids: Iterable[str] = (MICROCREDIT, ADVANCE, REGIONAL)) -> Case:
    """A case in which measures have been proposed."""
    case = a_case_with_measures_found()
    case.propose(tuple(measure_ids), ORIENTED_ON)
    return case


def an_oriented_case() -> Case:
    """A case in which the orientation was held."""
    case = a_case_with_a_proposal()
    case.hold_orientation(ORIENTED_ON)
    return case


def a_referred_case(recipient: str = CHAMBER) -> Case:
    """A case sent to a partner."""
    case = an_oriented_case()
    case.refer(REFERRAL, recipient, Purpose.ENTERPRISE_ORIENTATION, 10, REFERRED_ON)
    return case


def a_case_whose_partner(state: ReferralState) -> Case:
    """A case whose partner has come to this state."""
    case = a_referred_case()
    case.note_referral(REFERRAL, state, None, ANSWERED_ON)
    return case


def a_closed_case() -> Case:
    """A case that ended without a partner having answered."""
    case = a_referred_case()
    case.close(ClosingOutcome.GAVE_UP, "PROT-2023-118", CLOSED_ON)
    return case
