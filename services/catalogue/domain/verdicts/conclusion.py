"""What follows from what is known, as the end of the sentence that says what is asked."""

from typing import TYPE_CHECKING

from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.rules.finding import Standing
from services.catalogue.domain.verdicts import words
from services.catalogue.domain.verdicts.doubts import doubt_of
from services.catalogue.domain.verdicts.mended_words import mended_words
from services.catalogue.domain.verdicts.ways import ways
from services.catalogue.domain.verdicts.words import Both

if TYPE_CHECKING:
    from services.catalogue.domain.verdicts.reason import Reason


def conclusion(reason: "Reason") -> Both:
    """Yes or no, with what is known; or what is still to be verified, or to be chosen."""
    if reason.outcome is Truth.UNKNOWN:
        return _unknown(reason)
    if reason.deciding.standing is Standing.NOT_APPLICABLE:
        return "Non si applica ancora: c'è solo un'idea.", "It does not apply yet: there is only an idea."
    if reason.deciding.standing is Standing.TO_CHOOSE:
        it, en = words.label(reason.fact)
        return f"Da scegliere: {it}.", f"Still to choose: {en}."
    if reason.outcome is Truth.TRUE:
        it, en = words.known(reason.judging.profile, reason.fact)
        return f"Sì ({it}).", f"Yes ({en})."
    (it, en), mended, asked = _no(reason), _mended(reason), ways(reason.finding, reason.judging)
    return f"{it}; serve: {asked[0]}). {mended[0]}", f"{en}; required: {asked[1]}). {mended[1]}"


def _no(reason: "Reason") -> Both:
    """What it is about with what is known of it; of what nobody was asked, that no answer would help."""
    profile, fact = reason.judging.profile, reason.fact
    if profile[fact].missing:
        it, en = words.label(fact)
        return f"No, qualunque sia la risposta ({it}", f"No, whatever the answer is ({en}"
    it, en = words.known(profile, fact)
    return f"No ({it}", f"No ({en}"


def _mended(reason: "Reason") -> Both:
    if reason.mended_on is None and reason.otherwise:
        return reason.otherwise.it, reason.otherwise.en
    return mended_words(reason.mended_on, reason.fixable, reason.mend, from_today=_begins_today(reason))


def _begins_today(reason: "Reason") -> bool:
    """Whether what has to last has not begun, so that the day counts for who begins today."""
    profile, leaves = reason.judging.profile, reason.finding.deciding()
    tests = (leaf.rule for leaf in leaves)
    return any("elapsed_at_least" in test.operators and profile[test.fact].is_none for test in tests)


def _unknown(reason: "Reason") -> Both:
    if not reason.missing:
        doubt = reason.doubt or doubt_of(reason.deciding, reason.judging)
        return f"Da verificare: {doubt.it}.", f"To verify: {doubt.en}."
    told = [(words.label(name), words.value(reason.judging.profile[name])) for name in reason.missing]
    it = "; ".join(f"{label[0]} ({value[0]})" for label, value in told)
    en = "; ".join(f"{label[1]} ({value[1]})" for label, value in told)
    return f"Da verificare: {it}.", f"To verify: {en}."
