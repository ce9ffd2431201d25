"""One thing an editor should look at."""

from dataclasses import dataclass
from enum import StrEnum

from services.catalogue.domain.text import Text


class Fault(StrEnum):
    """What is wrong."""

    OVERLAPPING_EDITIONS = "overlapping_editions"
    NEVER_TRUE = "never_true"
    NEVER_FALSE = "never_false"
    UNREACHABLE_BRANCH = "unreachable_branch"
    CONTRADICTION = "contradiction"
    NEVER_WAITED = "never_waited"
    NOT_FULLY_TRIED = "not_fully_tried"
    MISSING_TRANSLATION = "missing_translation"
    UNTESTED = "untested"
    TEST_FAILS = "test_fails"
    NOT_EVALUATED = "not_evaluated"
    RECHECK_DUE = "recheck_due"
    NEVER_CHECKED = "never_checked"
    NO_VERIFIED_SOURCE = "no_verified_source"


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """`where`: the path inside the edition, as `conditions.age`; empty for the edition itself."""

    measure: str
    edition: str
    fault: Fault
    where: str
    it: str
    en: str

    @property
    def text(self) -> Text:
        return Text({"it": self.it, "en": self.en})
