"""What the application needs of others, in its own words."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from services.intake.domain.case import Case
from services.intake.domain.measures_found import DecisionRecord


class Catalogue(Protocol):
    """The catalogue of measures, asked for whoever asks the desk."""

    def match(self, as_of: date, case: Case) -> DecisionRecord:
        """How every measure stands on the day for whom the case is about, as far as the case tells.

        Raises OTHER_SERVICE_UNAVAILABLE when it does not answer.
        """


class Recipients(Protocol):
    """The partner organisations a case can be referred to."""

    def codes(self) -> Sequence[str]:
        """The codes of all, in order."""
