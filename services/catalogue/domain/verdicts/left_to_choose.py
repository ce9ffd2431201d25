"""What a rule says whatever founders will choose: only where that is nothing, it hangs on their choice."""

from services.catalogue.domain.facts.truth import Truth, conjunction, disjunction, negation
from services.catalogue.domain.rules.expression import AllOf, AnyOf, Not
from services.catalogue.domain.rules.finding import Finding, Standing


def whatever_is_chosen(found: Finding) -> Truth:
    """The truth of it with every choice still open; unknown where it hangs on one."""
    parts = [whatever_is_chosen(part) for part in found.parts]
    match found.rule:
        case AllOf():
            return conjunction(parts)
        case AnyOf():
            return disjunction(parts)
        case Not():
            return negation(parts[0])
        case _:
            return Truth.UNKNOWN if found.standing is Standing.TO_CHOOSE else found.truth
