"""One reason of a verdict: what was asked, what is known, what follows, and what would change it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.once import once
from services.catalogue.domain.rules.finding import Finding, Standing
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.mending import Fixable
from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.asked_words import required
from services.catalogue.domain.verdicts.conclusion import conclusion
from services.catalogue.domain.verdicts.doubts import answers_nothing
from services.catalogue.domain.verdicts.words import Both


@dataclass(frozen=True, eq=False)
class Reason:
    """`condition`: its id inside the edition. `mended_on`: the first day on which it can be met, when it is not.

    `mended_at_worst`: the same, if what nobody knows turns out badly.
    `doubt`: what there is to verify where it hangs on no fact anybody could still tell.
    `otherwise`: what is said where it cannot be met as things stand, though something else can.
    `unverified`: the rule itself waits for a better source; it is shown so, and counts like any other.
    """

    condition: str
    about: str
    says: Text
    finding: Finding
    judging: Judging
    source: str = ""
    fixable: Fixable | None = None
    mended_on: date | None = None
    mended_at_worst: date | None = None
    mend: Text | None = None
    unverified: bool = False
    doubt: Text | None = None
    otherwise: Text | None = None

    @once
    def outcome(self) -> Truth:
        return self.finding.truth

    @once
    def deciding(self) -> Finding:
        """The test that decides it; of several the first."""
        return next(self.finding.deciding()) if self.finding.parts else self.finding

    @once
    def fact(self) -> str:
        return str(self.deciding.rule.fact)

    @once
    def kept(self) -> dict[Any, Any]:
        """What others work out of it and a day, and need not work out again."""
        return {}

    @property
    def value(self) -> Any:
        """What is known of the fact, as it was told."""
        return self.judging.profile[self.fact].given

    @once
    def required(self) -> Both:
        """What is asked of the fact."""
        return required(self.deciding.rule, self.judging.parameters)

    @once
    def left_to_choose(self) -> bool:
        """Whether founders still choose something of it."""
        return any(leaf.standing is Standing.TO_CHOOSE for leaf in self.finding.leaves())

    @once
    def missing(self) -> Sequence[str]:
        """The facts nobody knows, or not well enough, and on which it hangs."""
        leaves = self.finding.leaves() if self.may_be_too_late else self.finding.deciding()
        if self.outcome is not Truth.UNKNOWN and not self.may_be_too_late:
            return ()
        profile = self.judging.profile
        # What founders still choose is no fact one could learn, and of what nobody found no answer decides.
        asked = (leaf.rule for leaf in leaves if not profile.is_open(leaf.rule.fact))
        facts = (rule.fact for rule in asked if not answers_nothing(rule))
        behind = (profile.unknown_behind(fact) for fact in facts)
        return tuple(dict.fromkeys(name for names in behind for name in names))

    @property
    def may_be_too_late(self) -> bool:
        """Whether what nobody knows could put off the day on which it can be met, or make that there is none."""
        return self.mended_at_worst != self.mended_on

    @once
    def said(self) -> Both:
        """The whole reason in Italian and English, plain enough to read aloud."""
        (it, en), says = conclusion(self), self.says.root
        return f"{says['it']} {it}", f"{says['en']} {en}"

    @property
    def text(self) -> Text:
        """The same, as a text."""
        it, en = self.said
        return Text.model_construct({"it": it, "en": en})
