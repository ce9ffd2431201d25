"""The profiles a rule is tried on: one for each combination of values it can tell apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, product
from math import prod
from typing import Any

from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.declared import CLAIM, DID
from services.catalogue.domain.facts.knowledge import NOTHING, exactly
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.reference.ateco import VERSIONS
from services.catalogue.domain.rules.expression import tests_in
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.representatives import representatives

AT_MOST = 20_000
"""How many profiles a rule is tried on; one that would need more is tried on the first of them."""


@dataclass(frozen=True)
class Tried:
    """`everything`: whether no combination was left out, so that what none of them shows nothing shows."""

    judgings: Sequence[Judging]
    everything: bool

    def said(self, rule: Any) -> list[Truth]:
        """What a rule says of each."""
        return [rule.judge(judging).truth for judging in self.judgings]


def tried(rule: Any, edition: Edition, on: date, at_most: int = AT_MOST) -> Tried:
    """Profiles of an enterprise that exists, for all that the rule can tell apart of it."""
    judging = Judging(Profile({}), on, edition.in_force(on))
    tests = tests_in(rule)
    facts = list(dict.fromkeys(test.fact for test in tests))
    values = [representatives(fact, tests, judging) for fact in facts]
    if "project.ateco" in facts and "project.ateco_version" not in facts:
        # The same code may mean another trade in another version.
        facts, values = [*facts, "project.ateco_version"], [*values, [exactly(version) for version in VERSIONS]]
    if DID in facts and CLAIM not in facts:
        # Nobody shows that there is no DID while a NASpI claim, which counts as one, is not ruled out.
        facts, values = [*facts, CLAIM], [*values, [NOTHING]]
    told = (dict(zip(facts, chosen, strict=True)) for chosen in islice(product(*values), at_most))
    profiles = (Profile({"enterprise.stage": exactly("constituted"), **each}) for each in told)
    return Tried([judging.knowing(profile) for profile in profiles], prod(map(len, values)) <= at_most)
