"""How a measure is judged once more, on another day or for other facts, by who has judged it already."""

from collections.abc import Callable
from datetime import date

from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.verdicts.judged import Judged

Judge = Callable[[MeasureDocument, Profile, date], Judged]
"""`judge`, or one that knows besides which editions are suspended or closed."""
