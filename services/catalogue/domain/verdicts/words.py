"""Facts, values and requirements in sentences, in Italian and English."""

from collections.abc import Hashable, Iterable
from datetime import date
from functools import cache

from services.catalogue.domain.facts.knowledge import NONE, Choice, Knowledge, Missing, Span
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.facts.vocabulary import VOCABULARY
from services.catalogue.domain.reference.comuni import COMUNI
from services.catalogue.domain.reference.countries import COUNTRIES
from services.catalogue.domain.reference.legal_forms import LEGAL_FORMS
from services.catalogue.domain.reference.permits import PERMITS
from services.catalogue.domain.verdicts.code_words import CODE_WORDS

Both = tuple[str, str]
"""The same in Italian and in English."""
_MISSING: dict[Missing, Both] = {
    Missing.NOT_ASKED: ("non ancora chiesto", "not asked yet"),
    Missing.REFUSED: ("la persona ha preferito non dirlo", "the person preferred not to say"),
    Missing.EXPIRED: ("il dato è scaduto", "what was told has expired"),
}


def label(fact: str) -> Both:
    """What a fact is called."""
    known = VOCABULARY[fact]
    return known.it, known.en


def value(knowledge: Knowledge) -> Both:
    """What is known of a fact."""
    if knowledge.missing:
        return _MISSING[knowledge.missing]
    if knowledge.is_none or knowledge.given == NONE:
        return "no, non c'è", "no, there is none"
    possible = knowledge.possible
    if isinstance(possible, Choice):
        return joined(words(one) for one in _told(knowledge, possible))
    return _span(possible) if isinstance(possible, Span) else words(knowledge.given)


def known(profile: Profile, fact: str) -> Both:
    """A fact and what is known of it."""
    kept = profile.kept
    if fact not in kept:
        (label_it, label_en), (it, en) = label(fact), value(profile[fact])
        kept[fact] = f"{label_it}: {it}", f"{label_en}: {en}"
    told: Both = kept[fact]
    return told


def words(code: Hashable) -> Both:
    """A code, number or day."""
    if isinstance(code, date):
        return f"{code:%d/%m/%Y}", code.isoformat()
    if isinstance(code, bool):
        return ("sì", "yes") if code else ("no", "no")
    if isinstance(code, int | float):
        return f"{code:,.10g}".replace(",", "."), f"{code:,.10g}"
    return _code_words(str(code))


@cache
def _code_words(code: str) -> Both:
    for register in (LEGAL_FORMS, PERMITS, COUNTRIES):
        if code in register:
            name = register[code].name
            return name.it, name.en
    if code in COMUNI:
        return COMUNI[code].name, COMUNI[code].name
    return CODE_WORDS.get(code, (code.replace("_", " "), code.replace("_", " ")))


def _told(knowledge: Knowledge, possible: Choice) -> Iterable[Hashable]:
    given = knowledge.given
    if isinstance(given, tuple | list):
        return given or ("nothing",)
    return sorted(possible.values, key=str) if given is None else (given,)


def _span(span: Span) -> Both:
    if span.low == span.high:
        return words(span.low)
    (low_it, low_en), (high_it, high_en) = words(span.low), words(span.high)
    if span.low is None:
        return f"non oltre {high_it}", f"not after {high_en}"
    return f"tra {low_it} e {high_it}", f"between {low_en} and {high_en}"


def joined(several: Iterable[Both]) -> Both:
    """One after the other, with commas."""
    both = list(several)
    return ", ".join(it for it, _ in both), ", ".join(en for _, en in both)
