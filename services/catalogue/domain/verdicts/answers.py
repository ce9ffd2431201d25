"""The answers somebody may give to a question, as far as they make a difference to measures that are undecided."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from services.catalogue.domain.facts.citizenship import CITIZENSHIP
from services.catalogue.domain.facts.code_kinds import Code
from services.catalogue.domain.facts.contradictions import contradictions
from services.catalogue.domain.facts.declared import CLAIM, DID
from services.catalogue.domain.facts.figure_kinds import Day
from services.catalogue.domain.facts.knowledge import Choice, Knowledge, Span, exactly
from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.facts.truth import Truth
from services.catalogue.domain.facts.vocabulary import VOCABULARY
from services.catalogue.domain.reference.countries import COUNTRIES
from services.catalogue.domain.rules.expression import tests_in
from services.catalogue.domain.rules.judging import Judging
from services.catalogue.domain.rules.representatives import representatives
from services.catalogue.domain.rules.test import Test
from services.catalogue.domain.verdicts.judged import Judged

BORN = "person.birth_date"
OTHERS_TRIED = 24
"""As many as lists are long; of the countries, those that no rule names are alike."""
_COUNTS_AS = {CLAIM: DID}
"""Facts that answer what is asked of another one, too."""
Asked = tuple[Test, Judging]
"""A test of a measure, and what it is judged on there: measures may judge on different days."""


def answers_to(fact: str, measures: Sequence[Judged], profile: Profile, on: date) -> Sequence[Knowledge]:
    """One answer for each way in which the rules of these measures may take it; what is known already excludes some.

    None is among them that would be refused when it is given, beside what was told.
    """
    # The rules of residence titles are the same for every measure that judges on the same day.
    asked = {(id(test), judging.on): (test, judging) for test, judging in _asked(measures, fact)}.values()
    told_apart: dict[tuple[Truth | Knowledge, ...], Knowledge] = {}
    for answer in _taken(fact, _possible(fact, asked, profile[fact]), profile, on):
        if answer.day and answer.day > on and not VOCABULARY[fact].may_lie_ahead:
            continue
        knowing = profile.with_facts({fact: answer})
        said = tuple(test.judge(judging.knowing(knowing)).truth for test, judging in asked)
        # Where no test asks for the fact itself, each answer may be another.
        told_apart.setdefault(said or (answer,), answer)
    return list(told_apart.values())


def _taken(fact: str, answers: Sequence[Knowledge], profile: Profile, on: date) -> Iterator[Knowledge]:
    """The answers that would not be refused; where one would be, another word may say the same to every rule."""
    before = set(contradictions(profile.told, on))
    refused = [each for each in answers if not before.issuperset(contradictions({**profile.told, fact: each}, on))]
    yield from (each for each in answers if each not in refused)
    others = map(exactly, _words(fact) if refused and profile[fact].missing else ())
    taken = (each for each in others if before.issuperset(contradictions({**profile.told, fact: each}, on)))
    yield from islice(taken, OTHERS_TRIED)


def _words(fact: str) -> Sequence[str]:
    """All that a word of a list may be, and a country."""
    kind = VOCABULARY[fact].kind
    every = kind.anything.values if isinstance(kind, Code) else COUNTRIES if fact == CITIZENSHIP else ()
    return sorted(map(str, every))


def _asked(measures: Iterable[Judged], fact: str) -> Iterator[Asked]:
    """The tests of a fact on which the answers hang, with those that say which amounts and windows there are."""
    for one in measures:
        some = [amount.only_if for amount in one.edition.amounts] + [window.only_if for window in one.edition.windows]
        of_some = ((rule, one.judging) for rule in some if rule)
        for rule, judging in (*((reason.finding.rule, reason.judging) for reason in one.reasons), *of_some):
            yield from ((test, judging) for test in tests_in(rule) if test.fact in (fact, _COUNTS_AS.get(fact)))


def _possible(fact: str, asked: Collection[Asked], known: Knowledge) -> Sequence[Knowledge]:
    kind = VOCABULARY[fact].kind
    if isinstance(kind, Code) and isinstance(known.possible, Choice) and (not asked or known.missing is None):
        # What is told in part has few words left. Where nothing asks for the fact itself, what is asked is read by it,
        # as a trade by the version of its code.
        return [exactly(word) for word in sorted(known.possible.values, key=str)]
    found = (answer for test, judging in asked for answer in representatives(test.fact, [test], judging))
    different = {(answer.possible, answer.is_none): answer for answer in found}
    none_matters = (isinstance(kind, Day) and fact != BORN) or any(
        "exists" in test.operators or test.if_none for test, _ in asked
    )
    return [a for a in different.values() if _may_be(a, known) and (none_matters or not a.is_none)]


def _may_be(answer: Knowledge, known: Knowledge) -> bool:
    """Whether what is known so far admits the answer."""
    if answer.possible is None:
        return known.may_be_none
    match answer.possible, known.possible:
        case Span(low, _), Span(least, most):
            return (least is None or low >= least) and (most is None or low <= most)
    return known.possible is not None
