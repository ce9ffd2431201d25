"""What a partner is asked for."""

from enum import StrEnum


class Purpose(StrEnum):
    """The service the desk asks a partner for."""

    ENTERPRISE_ORIENTATION = "enterprise_orientation"
    AVAILABILITY_DECLARATION = "availability_declaration"
    EMPLOYMENT_SERVICES = "employment_services"
    SOCIAL_SERVICES = "social_services"
    MICROCREDIT_TUTORING = "microcredit_tutoring"
