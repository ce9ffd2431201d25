"""People who do not exist, as facts are typed: what a rehearsal is held on before there are real cases."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from services.catalogue.domain.facts.knowledge import NONE
from services.catalogue.domain.reference.comuni import comuni_of

Facts = dict[str, Any]

CITIZENSHIPS = {"MA": 14, "AL": 13, "UA": 12, "CN": 10, "PK": 9, "IN": 6, "SN": 6, "NG": 6, "BD": 5, "TN": 5,
                "PE": 4, "MK": 4, "BR": 3, "RO": 3}  # fmt: skip
TITLES = {"UE_LP": 30, "FAMIGLIA": 22, "LAV_SUB": 18, "LAV_AUT": 7, "ASILO": 5, "PROT_SUSS": 5, "PROT_TEMP": 5,
          "RICH_ASILO": 4, "STUDIO": 2, "STAGIONALE": 2}  # fmt: skip
STATUSES = {"unemployed": 40, "employed": 25, "inactive": 15, "first_job_seeker": 10, "self_employed": 7, "student": 3}
FORMS = {"ditta_individuale": 45, "srls": 15, "cooperativa": 12, "snc": 8, "srl": 8, "lavoro_autonomo": 6,
         "associazione": 3, "sms": 1}  # fmt: skip
NEEDS = {5_000: 10, 10_000: 18, 15_000: 17, 20_000: 15, 30_000: 15, 45_000: 10, 60_000: 8, 90_000: 5, 200_000: 2}
TRADES = {"14.13": 10, "56.10": 20, "47.11": 15, "96.02": 12, "43.34": 10, "01.13": 8, "49.41": 6, "81.21": 12}
UNTOLD = 0.15
"""What nobody has asked yet: a first contact leaves about this share of the facts open."""
_UNION = ("RO",)


def invented(how_many: int, seed: int, on: date) -> Iterator[Facts]:
    """So many profiles of around a day, the same for the same seed. Their shares are guesses: they tell of nobody."""
    chance = Random(seed)  # noqa: S311 - nothing secret hangs on it, and a seed repeats it
    for _ in range(how_many):
        yield {"person": _person(chance, on), "enterprise": _enterprise(chance, on), "project": _project(chance)}


def _person(chance: Random, on: date) -> Facts:
    citizenship = _drawn(chance, CITIZENSHIPS)
    born = _before(chance, on - timedelta(days=365 * 18 + 5), 45)
    arrived = max(born, _before(chance, on, 20))
    return _told(chance, {"citizenship": citizenship, "sex": _drawn(chance, {"F": 52, "M": 48})}) | {
        "birth_date": born,
        "in_italy_since": _perhaps(chance, arrived),
        "residence": _told(chance, {"comune": _comune(chance), "since": _since(chance, arrived, on)}),
        "permit": _permit(chance, citizenship, arrived, on),
        "employment": _employment(chance, arrived, on),
        "household": _told(chance, {"adi": _in_100(chance, 10)}),
    }


def _permit(chance: Random, citizenship: str, arrived: date, on: date) -> Facts:
    if citizenship in _UNION:
        return {}
    kind, issued = _drawn(chance, TITLES), _since(chance, arrived, on)
    ends = NONE if kind == "UE_LP" else on + timedelta(days=chance.randrange(-60, 720))
    return _told(
        chance, {"kind": kind, "issued_on": issued, "expires_on": max(ends, issued) if ends != NONE else ends}
    ) | {
        "renewal_receipt_on": NONE,
        "applied_on": issued if kind == "RICH_ASILO" else NONE,
    }


def _employment(chance: Random, arrived: date, on: date) -> Facts:
    status, since = _drawn(chance, STATUSES), _since(chance, max(arrived, on - timedelta(days=3 * 365)), on)
    jobless = status in ("unemployed", "first_job_seeker")
    insured = status == "unemployed" and _in_100(chance, 50)
    return _told(
        chance,
        {
            "status": status,
            "since": since,
            "did_on": since if jobless and _in_100(chance, 70) else NONE,
            "psp_signed": jobless and _in_100(chance, 50),
            "gol": jobless and _in_100(chance, 30),
            "permanent_contract": status == "employed" and _in_100(chance, 40),
        },
    ) | {"naspi_from": since if insured else NONE, "naspi_until": since + timedelta(days=540) if insured else NONE}


def _enterprise(chance: Random, on: date) -> Facts:
    founded = _in_100(chance, 25)
    constituted = _before(chance, on, 6)
    founders = {
        "legal_form": _drawn(chance, FORMS),
        "members": chance.randrange(1, 6),
        "women_pct": chance.randrange(0, 101),
    }
    if not founded:
        return {"stage": "idea", **_told(chance, founders)}
    size = {"employees": chance.randrange(0, 9), "turnover": chance.randrange(0, 300) * 1000}
    dates = {"constituted_on": constituted, "vat_opened_on": constituted}
    return {"stage": "constituted", **dates, **_told(chance, founders | size)}


def _project(chance: Random) -> Facts:
    told = {"amount": _drawn(chance, NEEDS), "comune": _comune(chance), "ateco": _drawn(chance, TRADES)}
    return _told(chance, {**told, "uses": ["investment"], "interest_free": _in_100(chance, 20)}) | {
        "purpose": "business"
    }


def _comune(chance: Random) -> str:
    near = _in_100(chance, 95)
    return chance.choice(_sorted("fermo" if near else "marche"))


def _sorted(area: str) -> Sequence[str]:
    return sorted(comuni_of(area))


def _in_100(chance: Random, how_many: int) -> bool:
    return chance.randrange(100) < how_many


def _drawn(chance: Random, weights: dict[Any, int]) -> Any:
    return chance.choices(list(weights), list(weights.values()))[0]


def _before(chance: Random, day: date, years: int) -> date:
    return day - timedelta(days=chance.randrange(1, years * 365))


def _since(chance: Random, earliest: date, on: date) -> date:
    return earliest + timedelta(days=chance.randrange((on - earliest).days + 1))


def _perhaps(chance: Random, value: Any) -> Any:
    return None if chance.random() < UNTOLD else value


def _told(chance: Random, facts: Facts) -> Facts:
    """The same, as far as somebody has asked."""
    return {name: _perhaps(chance, value) for name, value in facts.items()}
