"""Whether a residence title that is valid on a day ends soon after it, so that its renewal is to be asked for."""

from datetime import date, timedelta

from services.catalogue.domain.facts.citizenship import CITIZENSHIP, moves_freely
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.text import Text
from services.catalogue.domain.verdicts.title_rules import EXPIRES, RECEIPT, rule_of
from services.catalogue.domain.verdicts.words import words

ASKED_BEFORE = timedelta(days=60)
"""How long before the end a renewal is to be asked for: art. 5 c. 4 D.Lgs. 286/1998 (TUI), to be confirmed."""


def ends_soon(judging: Judging) -> date | None:
    """The day on which it ends; None of a title that is renewed already, or that allows no business anyhow."""
    profile, expires = judging.profile, judging.profile.day(EXPIRES)
    if expires is None or not judging.on <= expires <= judging.on + ASKED_BEFORE:
        return None
    rule, renewed = rule_of(profile), profile.day(RECEIPT) is not None
    barred = rule is not None and rule.self_employment == "no"
    return None if renewed or barred or moves_freely(profile[CITIZENSHIP], judging.on) else expires


def renew_soon(says: Text, expires: date, today: date) -> Text:
    """What is asked of a title, and by when to ask for its renewal."""
    (end_it, end_en), by = words(expires), expires - ASKED_BEFORE
    by_it, by_en = ("subito", "at once") if by <= today else (f"entro il {words(by)[0]}", f"by {words(by)[1]}")
    return Text(
        {
            "it": f"{says.it} Scade il {end_it}: chiedere il rinnovo {by_it} e conservare la ricevuta "
            "(almeno 60 giorni prima della scadenza: da verificare).",
            "en": f"{says.en} It ends on {end_en}: ask for its renewal {by_en} and keep the receipt (at least 60 days "
            "before it ends: to be verified).",
        }
    )
