"""What is true of the case the demo tells: coarse facts, no person."""

from pathlib import Path

from somicis.intake.v1 import case_pb2 as cases
from somicis.intake.v1 import profile_pb2 as profiles

MEASURES = Path("services/catalogue/measures")
DESK = "FERMO"
PROPOSED = ("MARCHE_CREAZIONE_IMPRESA", "MICROCREDITO_IMPR", "NASPI_ANTICIPATA")
PROFILE = profiles.Profile(
    sex=profiles.SEX_F,
    age_bracket=profiles.AGE_BRACKET_FROM_18_TO_60,
    citizenship="SN",
    permit_group=profiles.PERMIT_GROUP_WORK,
    comune="109034",
    employment_status=profiles.EMPLOYMENT_STATUS_UNEMPLOYED,
)
NEED = cases.Need(
    purpose=cases.PURPOSE_ENTERPRISE_ORIENTATION,
    legal_form=cases.LEGAL_FORM_COOPERATIVE,
    ateco="14.13",
    ateco_version=2007,
    amount_eur=30_000,
)
FIRST_QUARTER = ("2023-01-01", "2023-03-31")
KNOWN_ON = "2023-02-02"
