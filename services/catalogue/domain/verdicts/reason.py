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
from services.catalogue.domain.verdicts import words
from services.catalogue.domain.verdicts.asked_words import required
from services.catalogue.domain.verdicts.doubts import answers_nothing, doubt_of
from services.catalogue.domain.verdicts.mended_words import mended_words
from services.catalogue.domain.verdicts.words import Both


@dataclass(frozen=True, eq=False)
class Reason:
    """`condition`: its id inside the edition. `mended_on`: the first day on which it can be met, when it is not.

    `mended_at_worst`: the same, if what nobody knows turns out badly.
    `doubt`: what there is to verify where it hangs on no fact anybody could still tell.
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

    @property
    def value(self) -> Any:
        """What is known of the fact, as it was told."""
        return self.judging.profile[self.fact].given

    @once
    def required(self) -> Both:
        """What is asked of the fact."""
        return required(self.deciding.rule, self.judging.parameters)

    @property
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
        (it, en), says = self._conclusion(), self.says.root
        return f"{says['it']} {it}", f"{says['en']} {en}"

    @property
    def text(self) -> Text:
        """The same, as a text."""
        it, en = self.said
        return Text.model_construct({"it": it, "en": en})

    def _conclusion(self) -> Both:
        if self.outcome is Truth.UNKNOWN:
            return self._unknown()
        if self.deciding.standing is Standing.NOT_APPLICABLE:
            return "Non si applica ancora: c'è solo un'idea.", "It does not apply yet: there is only an idea."
        if self.deciding.standing is Standing.TO_CHOOSE:
            it, en = words.label(self.fact)
            return f"Da scegliere: {it}.", f"Still to choose: {en}."
        it, en = words.known(self.judging.profile, self.fact)
        if self.outcome is Truth.TRUE:
            return f"Sì ({it}).", f"Yes ({en})."
        mended = mended_words(self.mended_on, self.fixable, self.mend)
        return (
            f"No ({it}; serve: {self.required[0]}). {mended[0]}",
            f"No ({en}; required: {self.required[1]}). {mended[1]}",
        )

    def _unknown(self) -> Both:
        if not self.missing:
            doubt = self.doubt or doubt_of(self.deciding, self.judging)
            return f"Da verificare: {doubt.it}.", f"To verify: {doubt.en}."
        told = [(words.label(name), words.value(self.judging.profile[name])) for name in self.missing]
        it = "; ".join(f"{label[0]} ({value[0]})" for label, value in told)
        en = "; ".join(f"{label[1]} ({value[1]})" for label, value in told)
        return f"Da verificare: {it}.", f"To verify: {en}."
