"""How much of the need a measure covers, in words that hide nothing one pays oneself."""

from collections.abc import Mapping

from services.catalogue.domain.facts.knowledge import Span
from services.catalogue.domain.verdicts.amounts_for import NEED
from services.catalogue.domain.verdicts.coverage import Covered
from services.catalogue.domain.verdicts.judged import Judged
from services.catalogue.domain.verdicts.words import Both

COVERED: Mapping[Covered, Both] = {
    Covered.FULL: ("copre tutto il bisogno", "covers the whole need"),
    Covered.UNKNOWN: ("non si sa quanto copra", "covers nobody knows how much"),
    Covered.PARTIAL: ("copre solo una parte del bisogno", "covers a part of the need only"),
    Covered.NOT_APPLICABLE: ("non dà denaro per il bisogno", "gives no money for the need"),
}
"""In the order in which they are better; the rest of a sentence whose subject is the measure."""
_NOTHING = Span(0, 0)


def says_covered(judged: Judged) -> Both:
    """The whole need only where one wants money and nothing is left to pay oneself."""
    if judged.coverage.state is not Covered.FULL:
        return COVERED[judged.coverage.state]
    if judged.judging.profile[NEED].possible == _NOTHING:
        return "ha una somma, ma non si chiede denaro", "has a sum, but no money is asked for"
    if not (share := judged.coverage.own_pct):
        return COVERED[Covered.FULL]
    return (
        f"arriva alla somma che serve, ma almeno il {share} % della spesa è denaro proprio",
        f"reaches the sum needed, but at least {share} % of the spending is own money",
    )
