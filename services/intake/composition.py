"""Wires intake for one process; nothing connects before this is called."""

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.following import Projection
from chassis.foundations import Foundations, lay
from chassis.standing import Standings
from services.intake.application.case_work import CaseWork
from services.intake.application.desk_work import DeskWork
from services.intake.application.measure_search import MeasureSearch
from services.intake.application.referral_notes import ReferralNotes
from services.intake.application.referring import Referring
from services.intake.application.stored_names import STORED_NAMES
from services.intake.event_handlers.following_referrals import FollowingReferrals
from services.intake.projections.caseload import Caseload, CaseloadProjection
from services.intake.projections.footfall import Footfall, FootfallProjection
from services.intake.projections.recipients import Recipients, RecipientsProjection
from services.intake.projections.tables import METADATA
from services.intake.settings import Settings

NAME = "intake"
HEARS = ("referral",)


@dataclass(frozen=True)
class Intake:
    """Everything intake is made of."""

    foundations: Foundations
    settings: Settings
    projections: Sequence[Projection]
    desk_work: DeskWork
    case_work: CaseWork
    measure_search: MeasureSearch
    referring: Referring
    caseload: Caseload
    footfall: Footfall
    recipients: Recipients

    @property
    def standings(self) -> Standings:
        """How it stands."""
        at = self.foundations
        return Standings(NAME, at.database, at.clock, HEARS, self.projections)


def compose(settings: Settings) -> Intake:
    """Open intake's database and make its parts."""
    foundations = lay(NAME, settings, STORED_NAMES, METADATA)
    commander, database = foundations.commander, foundations.database
    recipients = Recipients(database)
    return Intake(
        foundations=foundations,
        settings=settings,
        projections=(
            FollowingReferrals(ReferralNotes(commander)),
            CaseloadProjection(),
            FootfallProjection(),
            RecipientsProjection(),
        ),
        desk_work=DeskWork(commander),
        case_work=CaseWork(commander),
        measure_search=MeasureSearch(commander),
        referring=Referring(commander, recipients),
        caseload=Caseload(database),
        footfall=Footfall(database),
        recipients=recipients,
    )
