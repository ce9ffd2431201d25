"""The values in requests as this service has them; what cannot be meant is named by its field."""

from somicis.intake.v1 import case_pb2, profile_pb2

from chassis.modelling import InvalidField
from chassis.translating import enum_from
from services.intake.domain.citizenship import is_citizenship
from services.intake.domain.need import ATECO_VERSIONS, LegalForm, Need, Purpose
from services.intake.domain.profile import AgeBracket, EmploymentStatus, PermitGroup, Profile, Sex
from services.intake.domain.register_reference import holds_codice_fiscale, holds_number


def citizenship_from(code: str, field: str) -> str:
    """A citizenship; raises InvalidField for what is no code of one."""
    if not is_citizenship(code):
        raise InvalidField(field, 'is no ISO 3166-1 code; Greece is GR and the United Kingdom GB; or "unknown"')
    return code


def reference_from(text: str, field: str) -> str:
    """A reference into the register; raises InvalidField for what is none, or says whose the paper is."""
    # What is stored unsealed can never be shredded, so what says who somebody is must not come so far.
    if holds_codice_fiscale(text):
        raise InvalidField(field, "holds a codice fiscale; give the number under which the register has the paper")
    if not holds_number(text):
        raise InvalidField(field, "has no number; give the one under which the register has the paper")
    return text


def profile_from(wire: profile_pb2.Profile) -> Profile:
    """The coarse facts about a person; raises InvalidField."""
    return Profile(
        sex=enum_from(Sex, profile_pb2.Sex, wire.sex),
        age_bracket=enum_from(AgeBracket, profile_pb2.AgeBracket, wire.age_bracket),
        citizenship=citizenship_from(wire.citizenship, "profile.citizenship"),
        permit_group=enum_from(PermitGroup, profile_pb2.PermitGroup, wire.permit_group),
        comune=wire.comune,
        employment_status=enum_from(EmploymentStatus, profile_pb2.EmploymentStatus, wire.employment_status),
    )


def need_from(wire: case_pb2.Need) -> Need:
    """What the person wants to do; raises InvalidField."""
    if wire.ateco and wire.ateco_version not in ATECO_VERSIONS:
        raise InvalidField("need.ateco_version", "must be 2007 or 2025 beside a code: its meaning changed")
    if wire.ateco_version and not wire.ateco:
        # What was typed and would be stored nowhere is not passed over in silence.
        raise InvalidField("need.ateco", "must be given beside its version")
    return Need(
        purpose=enum_from(Purpose, case_pb2.Purpose, wire.purpose),
        legal_form=enum_from(LegalForm, case_pb2.LegalForm, wire.legal_form),
        ateco=wire.ateco or None,
        ateco_version=wire.ateco_version or None,
        amount_eur=wire.amount_eur or None,
        interest_free_only=wire.interest_free_only,
    )
