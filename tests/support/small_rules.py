"""Small measures of chance over a few facts with few values, so that all a person may turn out to be can be tried."""

from collections.abc import Mapping
from random import Random
from typing import Any

from services.catalogue.domain.measure_document import MeasureDocument
from tests.support.completions import can_be
from tests.support.judged_measures import measure
from tests.support.measures import A_TEXT

DOMAINS: Mapping[str, tuple[Any, ...]] = {
    "person.sex": ("F", "M"),
    "person.birth_date": ("1990-01-01", "2005-09-10", "2005-09-11"),
    "person.permit.kind": ("LAV_SUB", "STUDIO", "RICH_ASILO"),
    "person.permit.applied_on": ("none", "2024-05-01", "2024-09-01"),
    "person.employment.status": ("employed", "unemployed"),
    "person.employment.did_on": ("none", "2024-02-01", "2024-05-01", "2024-06-01"),
    "person.employment.naspi_from": ("none", "2024-01-15", "2024-05-15"),
    "person.employment.psp_signed": (True, False),
    "enterprise.stage": ("idea", "constituted"),
    "enterprise.constituted_on": ("none", "2024-01-01", "2024-08-01"),
    "enterprise.employees": (0, 9, 300),
    "enterprise.legal_form": ("snc", "srl", "sociale_a"),
    "enterprise.members": (1, 3, 9),
    "enterprise.applicants": (1, 2),
    "enterprise.women_pct": (0, 60, 100),
    "project.amount": (3000, 15000, 30000),
    "project.comune": ("109034", "109006", "058091"),
    "project.uses": ((), ("investment",), ("investment", "rent")),
}
"""What each fact may turn out to be."""
PARTLY: Mapping[str, tuple[Any, ...]] = {
    "person.birth_date": (("1989-12-31", "1990-01-02"), ("2005-01-01", "2005-12-31")),
    "person.employment.did_on": (("2024-02-01", "2024-05-01"), ("2024-05-01", "2024-06-01")),
    "person.employment.naspi_from": (("2024-01-15", "2024-05-15"),),
    "person.employment.status": (("employed", "unemployed"),),
    "enterprise.legal_form": (("snc", "srl"), ("snc", "srl", "sociale_a"), "cooperativa"),
    "project.amount": ((3000, 15000), (15000, 30000)),
}
"""How a fact may be told in part."""


_NUMBERS = (0, 1, 2, 3, 5000, 10000, 20000, "unknown")
_STRETCHES = ({"days": 120}, {"days": 180}, {"months": 2})
_TESTS: tuple[tuple[str, str, tuple[Any, ...]], ...] = (
    ("person.sex", "is", ("F", "M")),
    ("person.birth_date", "age_at_least", (19,)),
    ("person.birth_date", "age_at_most", (18, 33)),
    ("person.employment.status", "in", (["unemployed", "inactive"],)),
    ("person.employment.status", "not_in", (["employed"],)),
    ("person.employment.did_on", "elapsed_at_least", _STRETCHES),
    ("person.employment.did_on", "elapsed_at_most", _STRETCHES),
    ("person.employment.did_on", "exists", (True, False)),
    ("person.employment.psp_signed", "is", (True, False)),
    ("enterprise.constituted_on", "exists", (True, False)),
    ("enterprise.constituted_on", "elapsed_at_most", _STRETCHES),
    ("enterprise.employees", "at_most", (10,)),
    ("enterprise.legal_form", "in", (["snc"], ["cooperativa", "srl"], ["societa_persone"])),
    ("enterprise.members", "at_least", _NUMBERS[1:]),
    ("enterprise.women_pct", "more_than", (59,)),
    ("project.amount", "at_least", _NUMBERS),
    ("project.amount", "less_than", _NUMBERS),
    ("project.comune", "in_area", ("fermo",)),
    ("project.uses", "in", (["rent"],)),
)
_ACTS: tuple[dict[str, Any], ...] = (
    {"what": "constitute", "due": "after_applying", "forbidden_before": True},
    {"what": "constitute", "due": "before_applying"},
    {"what": "declare_did", "due": "before_applying"},
    {"what": "sign_psp", "due": "at_applying"},
)
_WINDOWS = (
    ("2024-01-01", "2024-10-28"),
    ("2024-01-01", "2024-10-27"),
    ("2024-11-01", "2024-12-31"),
    ("2024-01-01", None),
    ("2024-01-01", "2024-02-01"),
)
_FIXABLE = ("fixed", "by_choice", "by_time", "by_document", "by_service")


class SmallRules:
    """Makes them; `unfound`: a limit may be one that nobody found."""

    def __init__(self, chance: Random, *, unfound: bool = True) -> None:
        self._chance, self._unfound = chance, unfound

    def measure(self) -> MeasureDocument:
        """A measure of one edition."""
        opens, closes = self._chance.choice(_WINDOWS)
        return measure(
            "SMALL",
            *(self._condition(number) for number in range(self._chance.randint(1, 4))),
            valid_from="2024-01-01",
            valid_to=None,
            windows=self._windows({"opens": opens, "closes": closes}),
            amounts=[self._amount() for _ in range(self._chance.randint(1, 3))],
        )

    def profile(self, most_unknown: int = 4) -> dict[str, Any]:
        """Facts by name, without contradiction: most are known, some are not, and some in part."""
        while not can_be(told := self._told(most_unknown)):
            pass
        return told

    def _told(self, most_unknown: int) -> dict[str, Any]:
        unknown = self._chance.sample(sorted(DOMAINS), self._chance.randint(0, most_unknown))
        told = {name: self._chance.choice(values) for name, values in DOMAINS.items() if name not in unknown}
        for name in self._chance.sample(sorted(PARTLY), self._chance.randint(0, 2)):
            if name in told:
                told[name] = self._chance.choice(PARTLY[name])
        return told | {"person.citizenship": "SN", "person.permit.expires_on": "2026-01-01"}

    def _windows(self, window: dict[str, Any]) -> list[dict[str, Any]]:
        """One for all, one for some, or one for some and another for the others, or for somebody else."""
        if self._chance.random() < 0.6:
            return [window]
        some = self._test()
        others = self._chance.choice([None, {"not": some}, self._test()])
        windows = [{**window, "only_if": some}]
        if others:
            opens, closes = self._chance.choice(_WINDOWS)
            windows.append({"opens": opens, "closes": closes, "only_if": others})
        return windows

    def _condition(self, number: int) -> dict[str, Any]:
        said: dict[str, Any] = {"id": f"c{number}", "about": "person", "text": A_TEXT}
        if self._chance.random() < 0.2:
            return said | {"act": self._chance.choice(_ACTS)}
        return said | {"require": self._expression(depth=2), "fixable": self._chance.choice(_FIXABLE)}

    def _expression(self, depth: int) -> dict[str, Any]:
        way = self._chance.choice(("all", "any", "not", *["test"] * 3)) if depth else "test"
        if way == "test":
            return self._test()
        if way == "not":
            return {"not": self._expression(depth - 1)}
        return {way: [self._expression(depth - 1) for _ in range(self._chance.randint(1, 3))]}

    def _test(self) -> dict[str, Any]:
        fact, operator, limits = self._chance.choice(_TESTS)
        limit = self._chance.choice([one for one in limits if self._unfound or one != "unknown"])
        if_none = {"if_none": True} if self._chance.random() < 0.2 else {}
        return {"fact": fact, operator: limit, **if_none}

    def _amount(self) -> dict[str, Any]:
        amount: dict[str, Any] = {"of": "loan", "min": self._chance.choice([None, 5000, 20000])}
        amount["max"] = self._chance.choice([None, 20000, 50000])
        if self._chance.random() < 0.5:
            amount["only_if"] = self._test()
        return amount | ({"per": "applicant"} if self._chance.random() < 0.3 else {})
