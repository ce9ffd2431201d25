"""What intake says that is counted: desks, contacts, cases, proposals, orientations, sheets."""

from collections.abc import Mapping

from somicis.intake.v1 import case_pb2 as case
from somicis.intake.v1 import events_pb2 as intake
from sqlalchemy import Connection

from chassis.following import Handler, Heard
from services.reporting.domain.fact import Proposal
from services.reporting.projections.codes import codes
from services.reporting.projections.keeping import fact_of, keep, take_back
from services.reporting.projections.tables import FACTS, PROPOSALS


class CountingIntake:
    """One fact an event. Nothing is pruned: drop the table, read the journal again."""

    name = "facts-of-intake"
    source = "intake"

    def handlers(self) -> Mapping[type, Handler]:
        """The events an indicator needs; intake says more."""
        return {
            intake.DeskActivated: self._desk_activated,
            intake.ContactRecorded: self._contact_recorded,
            intake.CaseOpened: self._case_opened,
            intake.MeasuresProposed: self._measures_proposed,
            intake.OrientationHeld: self._orientation_held,
            intake.SheetIssued: self._sheet_issued,
        }

    def take_back(self, after: int, tx: Connection) -> None:
        """Forget the facts of events beyond a position, which are gone at their source."""
        for table in (FACTS[self.source], PROPOSALS):
            take_back(table, after, tx)

    def _desk_activated(self, event: intake.DeskActivated, heard: Heard, tx: Connection) -> None:
        keep(fact_of(heard, codes=codes(event, "desk")), tx)

    def _contact_recorded(self, event: intake.ContactRecorded, heard: Heard, tx: Connection) -> None:
        said = codes(event, "desk", "channel", "target", "citizenship")
        keep(fact_of(heard, person=event.subject_id, codes=said), tx)

    def _case_opened(self, event: intake.CaseOpened, heard: Heard, tx: Connection) -> None:
        profile = codes(event.profile, "sex", "age_bracket", "citizenship", "permit_group", "comune")
        keep(fact_of(heard, person=event.subject_id, case=event.case_id, codes=profile), tx)

    def _measures_proposed(self, event: intake.MeasuresProposed, heard: Heard, tx: Connection) -> None:
        proposals = tuple(_proposal(measure) for measure in event.measures)
        keep(fact_of(heard, case=event.case_id, proposals=proposals), tx)

    def _orientation_held(self, event: intake.OrientationHeld, heard: Heard, tx: Connection) -> None:
        keep(fact_of(heard, case=event.case_id), tx)

    def _sheet_issued(self, event: intake.SheetIssued, heard: Heard, tx: Connection) -> None:
        keep(fact_of(heard, case=event.case_id), tx)


def _proposal(measure: case.ProposedMeasure) -> Proposal:
    said = codes(measure, "level", "kind")
    return Proposal(measure.measure_id, said["level"], said["kind"])
