"""What the catalogue answered for a case, kept as it was: the record on which measures are proposed."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from chassis.modelling import Operational
from services.intake.domain.case_refusals import MeasureAlreadyProposed, MeasureNotFoundForCase, MeasureTooSensitive


class Level(StrEnum):
    """Who offers a measure."""

    NATIONAL = "national"
    REGIONAL = "regional"
    LOCAL = "local"


class Kind(StrEnum):
    """What a measure gives."""

    LOAN = "loan"
    GRANT = "grant"
    GUARANTEE = "guarantee"
    EQUITY_DEBT = "equity_debt"
    SERVICE = "service"
    INCOME_ADVANCE = "income_advance"


class Verdict(StrEnum):
    """What the catalogue says of the person and the measure; the operator decides."""

    ELIGIBLE = "eligible"
    CONDITIONAL = "conditional"
    TO_VERIFY = "to_verify"
    NOT_ELIGIBLE = "not_eligible"


class WindowState(StrEnum):
    """Whether the measure took applications on the day."""

    OPEN = "open"
    CLOSED = "closed"
    UPCOMING = "upcoming"
    UNKNOWN = "unknown"
    NOT_PUBLISHED = "not_published"


class Text(BaseModel):
    """What people read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    it: Operational[str]
    en: Operational[str]


class ProposedMeasure(BaseModel):
    """A measure put before a person, as the catalogue described it on that day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    measure_id: Operational[str]
    edition_id: Operational[str]
    level: Operational[Level]
    kind: Operational[Kind]
    verdict: Operational[Verdict]
    window: Operational[WindowState]


class MeasureFound(ProposedMeasure):
    """One measure in the catalogue's answer. `to_verify` are ids of conditions that hang on what nobody knows.

    `unverified`: the measure has facts no official source has confirmed. `only_for`: who alone may
    apply, empty when everybody may. `sensitive`: being offered it says something about a person's life.
    """

    name: Operational[Text]
    territory: Operational[Text]
    only_for: Operational[tuple[Text, ...]]
    sensitive: Operational[bool]
    opens_on: Operational[date | None]
    closes_on: Operational[date | None]
    to_verify: Operational[tuple[str, ...]]
    unverified: Operational[bool]

    def proposed(self) -> ProposedMeasure:
        return ProposedMeasure(**self.model_dump(include=set(ProposedMeasure.model_fields)))


class DecisionRecord(BaseModel):
    """The whole answer for the day `as_of`, with the catalogue's own position and hash of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    as_of: Operational[date]
    catalogue_position: Operational[int]
    content_hash: Operational[str]
    matches: Operational[tuple[MeasureFound, ...]]

    def chosen(self, measure_ids: Sequence[str], but_not: Sequence[str]) -> tuple[ProposedMeasure, ...]:
        """The measures of these codes, in the order asked.

        Raises MEASURE_NOT_FOUND_FOR_CASE for a code the catalogue did not answer,
        MEASURE_TOO_SENSITIVE, and MEASURE_ALREADY_PROPOSED for one of `but_not` or one asked for twice.
        """
        found = {match.measure_id: match for match in self.matches}
        for number, measure_id in enumerate(measure_ids):
            if measure_id not in found:
                raise MeasureNotFoundForCase(measure=measure_id, as_of=self.as_of)
            if found[measure_id].sensitive:
                raise MeasureTooSensitive(measure=measure_id)
            if measure_id in (*but_not, *measure_ids[:number]):
                raise MeasureAlreadyProposed(measure=measure_id)
        return tuple(found[measure_id].proposed() for measure_id in measure_ids)
