"""The values of a case in the published language, alike in events and in answers."""

from somicis.catalogue.v1 import measure_pb2
from somicis.intake.v1 import case_pb2, profile_pb2

from chassis.translating import enum_to
from services.intake.domain.measures_found import ProposedMeasure
from services.intake.domain.need import Need
from services.intake.domain.profile import Profile


def profile_to(profile: Profile) -> profile_pb2.Profile:
    """The coarse facts."""
    return profile_pb2.Profile(
        sex=enum_to(profile_pb2.Sex, profile.sex),
        age_bracket=enum_to(profile_pb2.AgeBracket, profile.age_bracket),
        citizenship=profile.citizenship,
        permit_group=enum_to(profile_pb2.PermitGroup, profile.permit_group),
        comune=profile.comune,
        employment_status=enum_to(profile_pb2.EmploymentStatus, profile.employment_status),
    )


def need_to(need: Need) -> case_pb2.Need:
    """The need; what is not known is empty or 0."""
    return case_pb2.Need(
        purpose=enum_to(case_pb2.Purpose, need.purpose),
        legal_form=enum_to(case_pb2.LegalForm, need.legal_form),
        ateco=need.ateco or "",
        ateco_version=need.ateco_version or 0,
        amount_eur=need.amount_eur or 0,
        interest_free_only=need.interest_free_only,
    )


def proposed_to(measure: ProposedMeasure) -> case_pb2.ProposedMeasure:
    """A measure as it was put before the person."""
    return case_pb2.ProposedMeasure(
        measure_id=measure.measure_id,
        edition_id=measure.edition_id,
        level=enum_to(measure_pb2.Level, measure.level),
        kind=enum_to(measure_pb2.Kind, measure.kind),
        verdict=enum_to(measure_pb2.Verdict, measure.verdict),
        window=enum_to(measure_pb2.WindowState, measure.window),
    )
