"""The story of one case: a tailoring cooperative, two referrals, one of which expires and is sent again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from somicis.catalogue.v1 import catalogue_service_pb2 as catalogue
from somicis.catalogue.v1.measure_pb2 import MeasureMatch
from somicis.intake.v1 import case_pb2 as cases
from somicis.intake.v1 import intake_service_pb2 as intake
from somicis.intake.v1 import profile_pb2 as profiles
from somicis.referral.v1 import referral_pb2 as referrals
from somicis.referral.v1 import referral_service_pb2 as referral
from somicis.reporting.v1 import reporting_service_pb2 as reporting
from somicis.shared.v1.history_pb2 import HistoryEntry

from apps.cli.texts import DEFAULT_LANGUAGE, Texts
from apps.connection.history import history_of
from apps.connection.plain import code_of
from apps.connection.refusals import Refused
from apps.connection.settling import look
from stacks.demo.case_facts import DESK, FIRST_QUARTER, KNOWN_ON, MEASURES, NEED, PROFILE, PROPOSED
from stacks.demo.partner_watch import PartnerWatch
from stacks.demo.people import CHAMBER, JOB_CENTRE, PATIENCE, People, do, tell
from stacks.demo.waiting_for_the_sheet import complete_sheet


class StoryBroken(Exception):
    """Something the story says must happen did not, or something that must not happen did."""


@dataclass
class Story:
    """What the story knows as it goes; `people` act, nothing is looked up behind their back."""

    people: People
    measures: Path = MEASURES
    texts: Texts = field(default_factory=lambda: Texts(DEFAULT_LANGUAGE))
    case_id: str = ""
    version: int = 0
    contact_id: str = ""
    matches: Sequence[MeasureMatch] = ()
    referral_ids: dict[str, str] = field(default_factory=dict)
    sheet: reporting.GetSheetResponse = field(default_factory=reporting.GetSheetResponse)
    evidence: dict[str, list[reporting.Evidence]] = field(default_factory=dict)
    history: Sequence[HistoryEntry] = ()
    history_then: Sequence[HistoryEntry] = ()

    def __post_init__(self) -> None:
        self.watches = {
            CHAMBER: PartnerWatch(CHAMBER, self.people.chamber),
            JOB_CENTRE: PartnerWatch(JOB_CENTRE, self.people.job_centre),
        }

    def catalogue_is_loaded(self) -> str:
        files = sorted(self.measures.glob("*.yaml"))
        editions = sum(self._published(file.read_text("utf-8")) for file in files)
        return self._said("catalogue_is_loaded", files=len(files), editions=editions)

    def partners_are_registered(self) -> str:
        kinds = {
            CHAMBER: ("Camera di Commercio delle Marche", referrals.ORGANISATION_KIND_CHAMBER_OF_COMMERCE),
            JOB_CENTRE: ("Centro per l'Impiego di Fermo", referrals.ORGANISATION_KIND_JOB_CENTRE),
        }
        for code, (name, kind) in kinds.items():
            request = referral.RegisterOrganisationRequest(code=code, name=name, kind=kind)
            do(self.people.supervisor.referral.RegisterOrganisation, request)
        return ", ".join(kinds)

    def desk_opens(self) -> str:
        do(self.people.operator.intake.ActivateDesk, intake.ActivateDeskRequest(desk=DESK))
        return DESK

    def contact_is_recorded(self) -> str:
        request = intake.RecordContactRequest(desk=DESK, channel=cases.CHANNEL_WALK_IN, citizenship="SN")
        answer = do(self.people.operator.intake.RecordContact, request)
        self.contact_id = answer.receipt.id
        return f"{self.contact_id}, {self._in_words(profiles.Target.DESCRIPTOR, answer.target)}"

    def case_is_opened(self) -> str:
        request = intake.OpenCaseRequest(contact_id=self.contact_id, profile=PROFILE)
        answer = do(self.people.operator.intake.OpenCase, request)
        self.case_id, self.version = answer.receipt.id, answer.receipt.version
        return self.case_id

    def need_is_recorded(self) -> str:
        self._on_case(self.people.operator.intake.RecordNeed, intake.RecordNeedRequest(need=NEED))
        return self._said("need_is_recorded")

    def measures_are_found(self) -> str:
        answer = self._on_case(self.people.operator.intake.FindMeasures, intake.FindMeasuresRequest())
        self.matches = answer.matches
        return self._said("measures_are_found", count=len(answer.matches))

    def measures_are_proposed(self) -> str:
        request = intake.ProposeMeasuresRequest(measure_ids=PROPOSED)
        self._on_case(self.people.operator.intake.ProposeMeasures, request)
        return ", ".join(PROPOSED)

    def orientation_is_held(self) -> str:
        self._on_case(self.people.operator.intake.RecordOrientation, intake.RecordOrientationRequest())
        sheet = intake.IssueSheetRequest(reference="SCHEDA/2023/1", language="it")
        self._on_case(self.people.operator.intake.IssueSheet, sheet)
        return "SCHEDA/2023/1"

    def case_is_referred(self) -> str:
        purposes = {
            CHAMBER: cases.PURPOSE_ENTERPRISE_ORIENTATION,
            JOB_CENTRE: cases.PURPOSE_EMPLOYMENT_SERVICES,
        }
        for recipient, purpose in purposes.items():
            request = intake.ReferCaseRequest(recipient=recipient, purpose=purpose, answer_within_working_days=10)
            answer = self._on_case(self.people.operator.intake.ReferCase, request)
            self.referral_ids[recipient] = answer.referral_id
        return ", ".join(purposes)

    def partners_see_their_referrals(self) -> str:
        arrived = []
        for partner, watch in self.watches.items():
            change = watch.expect("referral.sent")
            self._must(change.referral.referral_id == self.referral_ids[partner], f"{partner} saw its referral")
            arrived.append(self._said("answer_due", partner=partner, due=change.referral.answer_due))
        return "; ".join(arrived)

    def nobody_sees_anothers(self) -> str:
        for partner, clients in ((CHAMBER, self.people.chamber), (JOB_CENTRE, self.people.job_centre)):
            for owner, referral_id in self.referral_ids.items():
                if owner != partner:
                    request = referral.GetReferralRequest(referral_id=referral_id)
                    self._refused("REFERRAL_NOT_FOUND", clients.referral.GetReferral, request)
            seen = {recipient for _, recipient in self.watches[partner].cases_and_recipients()}
            self._must(seen == {partner}, f"{partner} was shown only its own: {seen}")
        return self._said("nobody_sees_anothers")

    def chamber_accepts(self) -> str:
        self._on_referral(self.people.chamber, "AcceptReferral", referral.AcceptReferralRequest())
        request = referral.SetAppointmentRequest(appointment_on="2023-02-08")
        self._on_referral(self.people.chamber, "SetAppointment", request)
        return self._said("chamber_accepts", on=request.appointment_on)

    def chamber_completes(self) -> str:
        request = referral.CompleteReferralRequest(outcome=referrals.COMPLETION_OUTCOME_SERVED)
        self._on_referral(self.people.chamber, "CompleteReferral", request)
        return self._said("chamber_completes")

    def job_centre_is_still_in_time(self) -> str:
        return self._job_centre_state(referrals.REFERRAL_STATE_SENT)

    def job_centre_lets_it_expire(self) -> str:
        self.watches[JOB_CENTRE].expect("referral.expired")
        return self._job_centre_state(referrals.REFERRAL_STATE_EXPIRED)

    def it_is_sent_again(self) -> str:
        operator = self.people.operator
        request = referral.ResendReferralRequest()
        self._on_referral(operator, "ResendReferral", request, self.referral_ids[JOB_CENTRE])
        change = self.watches[JOB_CENTRE].expect("referral.resent", attempt=2)
        return self._said("it_is_sent_again", attempt=change.referral.attempt, due=change.referral.answer_due)

    def job_centre_accepts(self) -> str:
        self._on_referral(self.people.job_centre, "AcceptReferral", referral.AcceptReferralRequest())
        return self._said("job_centre_accepts")

    def case_is_followed_up(self) -> str:
        case = self._reread()
        known = {one.recipient: one.state for one in case.referrals}
        self._must(known == {CHAMBER: "completed", JOB_CENTRE: "accepted"}, f"the case knows its referrals: {known}")
        self._on_case(
            self.people.operator.intake.RecordFollowUp, intake.RecordFollowUpRequest(channel=cases.CHANNEL_PHONE)
        )
        told = {partner: self.texts.code("ReferralState", state) for partner, state in known.items()}
        return "; ".join(f"{partner}: {state}" for partner, state in sorted(told.items()))

    def case_is_closed(self) -> str:
        request = intake.CloseCaseRequest(
            outcome=cases.CLOSING_OUTCOME_REFERRED_AND_TAKEN_ON, evidence="PROT/2023/00041"
        )
        self._reread()
        self._on_case(self.people.operator.intake.CloseCase, request)
        return self._said("case_is_closed")

    def sheet_is_made(self) -> str:
        first_day, last_day = FIRST_QUARTER
        period = {"first_day": first_day, "last_day": last_day}
        request, now = reporting.GetSheetRequest(**period), datetime.fromisoformat(look(self.people.ops, PATIENCE).now)
        self.sheet = complete_sheet(lambda: tell(self.people.supervisor.reporting.GetSheet, request), now)
        for indicator in self.sheet.indicators:
            question = reporting.ListEvidenceRequest(code=indicator.code, page_size=200, **period)
            answer = tell(self.people.auditor.reporting.ListEvidence, question)
            self.evidence[indicator.code] = list(answer.evidence)
        return self._said("sheet_is_made", first=first_day, last=last_day)

    def history_is_replayed(self) -> str:
        self.history = history_of(self.people.auditor, self.case_id, patience=PATIENCE)
        self.history_then = history_of(self.people.auditor, self.case_id, KNOWN_ON, PATIENCE)
        return self._said("history_is_replayed", count=len(self.history), then=len(self.history_then))

    def _published(self, document: str) -> int:
        """How many editions of a measure file are new; drafted by one editor, published by another."""
        second = self.people.second_editor.catalogue
        drafted = do(self.people.editor.catalogue.ImportMeasure, catalogue.ImportMeasureRequest(document=document))
        if drafted.unchanged:
            return 0
        do(second.ReviewDrafts, catalogue.ReviewDraftsRequest(measure_id=drafted.measure_id))
        request = catalogue.PublishDraftsRequest(measure_id=drafted.measure_id)
        return len(do(second.PublishDrafts, request).published)

    def _job_centre_state(self, wanted: "referrals.ReferralState.ValueType") -> str:
        request = referral.GetReferralRequest(referral_id=self.referral_ids[JOB_CENTRE])
        state = tell(self.people.operator.referral.GetReferral, request).referral.state
        name = self._in_words(referrals.ReferralState.DESCRIPTOR, state)
        self._must(state == wanted, f"the job centre's referral is {name}")
        return name

    def _on_case(self, call: Any, request: Any) -> Any:
        request.case_id, request.expected_version = self.case_id, self.version
        answer = do(call, request)
        self.version = answer.receipt.version
        return answer

    def _reread(self) -> cases.Case:
        case: cases.Case = tell(self.people.operator.intake.GetCase, intake.GetCaseRequest(case_id=self.case_id)).case
        self.version = case.version
        return case

    def _on_referral(self, clients: Any, method: str, request: Any, referral_id: str = "") -> None:
        request.referral_id = referral_id or self.referral_ids[clients.identity.name]
        current = tell(clients.referral.GetReferral, referral.GetReferralRequest(referral_id=request.referral_id))
        request.expected_version = current.referral.version
        do(getattr(clients.referral, method), request)

    def _refused(self, reason: str, call: Any, request: Any) -> None:
        try:
            tell(call, request)
        except Refused as refused:
            self._must(refused.reason == reason, f"refused with {refused.reason}")
        else:
            raise StoryBroken(f"Not refused with {reason}")

    def _said(self, outcome: str, **facts: object) -> str:
        return self.texts.say("demo", "outcomes", outcome, **facts)

    def _in_words(self, enum: Any, number: int) -> str:
        return self.texts.code(enum.name, code_of(enum, number))

    def _must(self, holds: bool, what: str) -> None:  # noqa: FBT001
        if not holds:
            raise StoryBroken(what)
