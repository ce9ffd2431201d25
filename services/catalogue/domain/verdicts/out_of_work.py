"""What only who does not work does: the declaration of being free for work, and the pact that follows it."""

from services.catalogue.domain.facts.declared import DID, STATUS
from services.catalogue.domain.facts.knowledge import Choice
from services.catalogue.domain.rules.finding import Finding
from services.catalogue.domain.rules.judging import Judging

_AT_WORK = frozenset(("employed", "self_employed"))
_ACTS = {DID, "person.employment.psp_signed"}
_BESIDE = {STATUS, "enterprise.stage"}
"""What rules ask in one breath with them."""


def cannot_be_done(found: Finding, judging: Judging) -> bool:
    """Whether what is missing is such an act, and the person certainly works (art. 19 D.Lgs. 150/2015)."""
    status, facts = judging.profile[STATUS].possible, {leaf.rule.fact for leaf in found.deciding()}
    at_work = isinstance(status, Choice) and status.values <= _AT_WORK
    return at_work and bool(facts & _ACTS) and facts <= _ACTS | _BESIDE
