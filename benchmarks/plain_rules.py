"""A measure's rules without explanation, dates or unknowns: one line of text that Python and a rule engine both read.

Only what such a line can say is in it: words, numbers, ages and stretches of facts that are known. Areas, sectors and
whether something exists are left out on both sides; how many tests that are, `Plain.left_out` says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from services.catalogue.domain.edition import Edition
from services.catalogue.domain.facts.knowledge import Choice, Span
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.rules.duration import Duration
from services.catalogue.domain.rules.expression import AllOf, AnyOf, Not
from services.catalogue.domain.rules.test import Test

_SIGNS = {"at_least": ">=", "at_most": "<=", "more_than": ">", "less_than": "<"}
_A_DAY = timedelta(days=1)


@dataclass
class Plain:
    """Writes rules as text for a day."""

    on: date
    left_out: int = 0
    written: int = 0

    def edition(self, edition: Edition) -> str:
        """All its rules in one."""
        rules = [self._rule(c.require, edition.in_force(self.on)) for c in edition.conditions if c.require is not None]
        return " and ".join(f"({rule})" for rule in rules if rule) or "true"

    def _rule(self, rule: Any, figures: Mapping[str, Any]) -> str:
        match rule:
            case AllOf():
                return self._joined(" and ", rule.all, figures)
            case AnyOf():
                return self._joined(" or ", rule.any, figures)
            case Not():
                inner = self._rule(rule.not_, figures)
                return f"not ({inner})" if inner else ""
            case test:
                return self._test(test, figures)

    def _joined(self, sign: str, parts: Any, figures: Mapping[str, Any]) -> str:
        return sign.join(f"({said})" for part in parts if (said := self._rule(part, figures)))

    def _test(self, test: Test, figures: Mapping[str, Any]) -> str:
        said = [self._asked(variable(test.fact), name, value, figures) for name, value in test.operators.items()]
        self.left_out += said.count("")
        self.written += len(said) - said.count("")
        return " and ".join(filter(None, said))

    def _asked(self, name: str, operator: str, value: Any, figures: Mapping[str, Any]) -> str:
        if isinstance(value, str) and value.startswith("$"):
            value = figures[value[1:]]
        if value in ("unknown", None):
            return ""
        if operator in _SIGNS:
            return f"{name} {_SIGNS[operator]} {value}"
        if operator in ("is_", "in_", "not_in"):
            words = value if isinstance(value, tuple) else (value,)
            listed = ", ".join(f'"{str(word).lower()}"' for word in words)
            return f"{name} {'not in' if operator == 'not_in' else 'in'} [{listed}]"
        if operator.startswith("age"):
            years = int(value) + (operator == "age_at_most")
            limit = self.on.replace(year=self.on.year - years, day=min(self.on.day, 28)).toordinal()
            return f"{name} {'<=' if operator == 'age_at_least' else '>'} {limit}"
        if isinstance(value, Duration):
            return f"{name} {'<=' if operator == 'elapsed_at_least' else '>='} {self._begun(value).toordinal()}"
        return ""

    def _begun(self, stretch: Duration) -> date:
        day = self.on
        while stretch.after(day) > self.on:
            day -= _A_DAY
        return day


def variable(fact: str) -> str:
    """A fact's name without dots."""
    return fact.replace(".", "_")


def figures_of(profile: Profile) -> dict[str, Any]:
    """What is known exactly, days as numbers; of the rest nought or no word, which such rules cannot tell apart."""
    return {variable(name): _figure(knowledge.possible) for name, knowledge in profile.known.items()}


def _figure(possible: Choice | Span | None) -> Any:
    if isinstance(possible, Choice):
        return str(next(iter(possible.values))).lower() if len(possible.values) == 1 else ""
    low = possible.low if possible else None
    if isinstance(low, date):
        return low.toordinal()
    return low if low is not None else 0
