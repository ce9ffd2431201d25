"""What may be asked of cases, on a real store."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import pytest

from chassis.refusals import OtherServiceUnavailable, RequestIdReused, StaleVersion
from services.intake.application.commands import (
    CloseCase,
    FindMeasures,
    IssueSheet,
    RecordFollowUp,
    RecordNeed,
    ReferCase,
)
from services.intake.application.referring import Referring
from services.intake.domain.case import Case
from services.intake.domain.case_refusals import CaseNotFound, RecipientUnknown
from services.intake.domain.case_state import CaseState
from services.intake.domain.channel import Channel
from services.intake.domain.closing import ClosingOutcome
from services.intake.domain.measures_found import DecisionRecord
from services.intake.domain.need import Purpose
from tests.support.cases import A_DECISION, A_NEED, CHAMBER, JOB_CENTRE, PERSON
from tests.support.catalogues import CatalogueThatAnswers, CatalogueThatIsDown
from tests.support.intake_service import (
    TODAY,
    IntakeService,
    on,
)


def test_a_case_is_read_back_from_its_events(service: IntakeService) -> None:
    """What is stored is what was said, measures and all."""
    case = service.orient(service.record_need(service.open_case()))

    read = service.case(case.id)
    assert (read.state, read.need, read.decision, read.oriented_on) == (
        CaseState.IN_ORIENTATION,
        A_NEED,
        A_DECISION,
        TODAY,
    )


def test_a_case_goes_all_the_way(service: IntakeService) -> None:
    """From the opening to the outcome, each step on the version the last one left."""
    case = service.orient(service.record_need(service.open_case()))
    case = service.cases.issue_sheet(IssueSheet(**service.by(), **on(case), reference="SCHEDA-7", language="it"))
    case = service.cases.record_follow_up(RecordFollowUp(**service.by(), **on(case), channel=Channel.PHONE))
    closed = CloseCase(**service.by(), **on(case), outcome=ClosingOutcome.ORIENTED, evidence="PROT-118")
    service.cases.close_case(closed)

    assert service.case(case.id).state is CaseState.CLOSED


def test_two_operators_at_version_seven(service: IntakeService) -> None:
    """A18: one wins, the other is told what changed and by whom, and nothing is lost."""
    case = service.orient(service.record_need(service.open_case()))
    case = service.cases.issue_sheet(IssueSheet(**service.by(), **on(case), reference="SCHEDA-7", language="it"))
    case = service.cases.record_follow_up(RecordFollowUp(**service.by(), **on(case), channel=Channel.PHONE))
    assert case.version == 7

    assert service.record_need(case, actor="OP_1").version == 8
    with pytest.raises(StaleVersion, match=r"8 case\.need_recorded \(OP_1\)"):
        service.cases.close_case(
            CloseCase(**service.by("OP_2"), **on(case), outcome=ClosingOutcome.ORIENTED, evidence="PROT-118")
        )
    assert service.case(case.id).version == 8


def test_a_command_repeated_five_times_has_one_effect_and_one_answer(service: IntakeService) -> None:
    """A18: whoever lost the connection asks again without harm, whatever happened in between."""
    case = service.open_case()
    command = RecordNeed(**service.by(), **on(case), need=A_NEED)
    first = service.cases.record_need(command)
    service.find_measures(first)

    assert [service.cases.record_need(command) for _ in range(4)] == [first] * 4
    assert service.case(case.id).version == 3


def test_the_same_request_with_another_body_is_refused(service: IntakeService) -> None:
    """A request id is one request."""
    case = service.open_case()
    command = RecordNeed(**service.by(), **on(case), need=A_NEED)
    service.cases.record_need(command)
    other = command.model_copy(update={"need": A_NEED.model_copy(update={"amount_eur": 1})})
    with pytest.raises(RequestIdReused):
        service.cases.record_need(other)
    assert service.case(case.id).version == 2


def test_a_case_nobody_opened_is_not_found(service: IntakeService) -> None:
    """A person's id is no case's."""
    with pytest.raises(CaseNotFound, match=str(PERSON)):
        service.cases.record_need(RecordNeed(**service.by(), case_id=PERSON, expected_version=1, need=A_NEED))


def test_measures_are_asked_for_as_of_today_unless_a_day_is_named(service: IntakeService) -> None:
    """The operator may look at another day; the record says which."""
    catalogue, case = CatalogueThatAnswers(), service.open_case()
    found = service.search.find_measures(FindMeasures(**service.by(), **on(case)), catalogue)
    service.search.find_measures(FindMeasures(**service.by(), **on(found), as_of=A_DECISION.as_of), catalogue)

    assert catalogue.asked == [TODAY, A_DECISION.as_of]


def test_a_repeat_of_finding_measures_asks_nobody(service: IntakeService) -> None:
    """The answer is in the case: the catalogue may be down by then."""
    command = FindMeasures(**service.by(), **on(service.open_case()))
    first = service.search.find_measures(command, CatalogueThatAnswers())

    assert service.search.find_measures(command, CatalogueThatIsDown()) == first


def test_without_the_catalogue_nothing_is_recorded(service: IntakeService) -> None:
    """Nothing is half done, and the same request may be tried again."""
    command = FindMeasures(**service.by(), **on(service.open_case()))
    with pytest.raises(OtherServiceUnavailable, match="catalogue"):
        service.search.find_measures(command, CatalogueThatIsDown())

    assert service.case(command.case_id).version == 1
    assert service.search.find_measures(command, CatalogueThatAnswers()).version == 2


def test_a_case_is_referred_to_a_known_partner_only(service: IntakeService) -> None:
    """The refusal names the partners there are."""
    case = service.open_case()
    with pytest.raises(RecipientUnknown, match=f"{CHAMBER}, {JOB_CENTRE}"):
        service.refer(case, recipient="ATS_XX")


def test_a_repeated_referral_has_the_same_id(service: IntakeService) -> None:
    """The partner gets one referral, however often the desk asked for it."""
    command = service.refer(service.open_case())
    again = service.referring.refer_case(command)

    assert again.version == 2
    assert list(service.case(command.case_id).referrals) == [str(command.referral_id)]
    assert isinstance(command.referral_id, UUID)


class Waiting:
    """Whoever is asked while a command is carried out; it remembers what the database had to hold for it."""

    def __init__(self, service: IntakeService) -> None:
        self.service = service
        self.held: list[str] = []

    def match(self, as_of: date, case: Case) -> DecisionRecord:
        """As a catalogue."""
        del as_of, case
        self._look()
        return A_DECISION

    def codes(self) -> Sequence[str]:
        """As what knows the partners."""
        self._look()
        return [CHAMBER]

    def _look(self) -> None:
        self.held.append(self.service.database.engine.pool.status())


def test_nobody_is_asked_while_the_database_holds_a_connection_for_it(service: IntakeService) -> None:
    """A slow answer would keep connections, of which there are few, from those who ask for something else."""
    asked, case = Waiting(service), service.open_case()
    found = service.search.find_measures(FindMeasures(**service.by(), **on(case)), asked)
    Referring(service.commander, asked).refer_case(
        ReferCase(
            **service.by(),
            **on(found),
            recipient=CHAMBER,
            purpose=Purpose.ENTERPRISE_ORIENTATION,
            answer_within=10,
        )
    )

    assert len(asked.held) == 2
    assert all("Checked out connections: 0" in held for held in asked.held), asked.held
