"""docs/facts.md: every fact one may type, as the vocabulary has it."""

from collections.abc import Iterable, Iterator

from chassis.modelling import YEARS
from services.catalogue.domain.facts.code_kinds import Code, Codes, Flag, Listed
from services.catalogue.domain.facts.fact import Fact, WhileIdea
from services.catalogue.domain.facts.figure_kinds import Number
from services.catalogue.domain.facts.vocabulary import OTHER_WAYS, VOCABULARY
from services.catalogue.domain.reference.legal_forms import LEGAL_FORMS
from services.catalogue.domain.reference.permits import PERMITS

HEAD = f"""\
# Facts

Made from the vocabulary by `make contracts`. These are the names one may use in a file of facts
(`somicis catalogue match --facts FILE.yaml`) and in the conditions of measures. Names are nested as their dots say. A
name that is not here, a day that is none and a code nobody knows are errors; nothing is guessed.

| written | means |
|---|---|
| nothing, or `null` | nobody has asked |
| `none` | known not to exist, or not to have happened; of a number: 0 |
| `refused` | asked, and the person preferred not to say |
| `expired` | what was told holds no longer |
| `[a, b]` | one of these codes; of a number or a day: from a to b |
| `2023-01-16`, or `16/1/2023` | a day, from {YEARS[0]} to {YEARS[-1]} |
| `25000`, or `25000.50` | a sum; with its thousands set off, as 25.000, it is refused |

What is not known is never taken for a no. Under *idea*, what a fact means while `enterprise.stage` is `idea`:
*to choose* (what nobody said is still the founders' to choose, and becomes a thing to do), *no test* (there is nothing
to measure yet), *not yet* (it has certainly not happened). *With care*: knowing it tells of protection, violence or
poverty; ask it only where it decides something.

A day says when something happened, so one after the day asked about (`--on`) is refused: nobody has said how it was on
that one. Only what is granted, agreed or planned may be to come: the end of a title, NASpI, ADI, the end of a business,
the start of a project, and the day on which an idea is to be constituted or to have its VAT number. Such a day is not
yet: it counts as `none` where a condition asks whether there is one.

A citizen of the Union, the EEA or Switzerland needs no residence title, and the citizenship (`RO`, `CH`) is what tells:
write `person.permit: {{kind: none}}`, or nothing of it. With a residence title such a citizen is refused: relatives who
are third-country nationals have one, and their own citizenship.

Some facts are worked out of others when nobody tells them: of a DID and a NASpI claim the earlier one is the DID; the
two tests of 30 % (`enterprise.social_type_b`, `enterprise.social_by_workers`) follow from `enterprise.workers`.

"""
COLUMNS = ("fact", "Italian", "English", "written as", "idea", "")
_IDEA = {WhileIdea.OPEN: "to choose", WhileIdea.NOT_APPLICABLE: "no test", WhileIdea.NOTHING_YET: "not yet"}


def facts_page() -> str:
    """The whole page."""
    told = (f"`{name}` says less of `{fact}`." for name, fact in OTHER_WAYS.items())
    return (
        HEAD
        + "".join([*_table(*COLUMNS), *_rows(VOCABULARY.values())])
        + "\n"
        + " ".join(told)
        + "\n"
        + "".join(_registers())
    )


def _rows(facts: Iterable[Fact]) -> Iterator[str]:
    for fact in facts:
        care = "with care" if fact.reveals else ""
        cells = (f"`{fact.name}`", fact.it, fact.en, _written(fact), _IDEA.get(fact.while_idea, ""), care)
        yield _row(cells)


def _written(fact: Fact) -> str:
    kind = fact.kind
    if isinstance(kind, Code):
        return _SHARED.get(frozenset(kind.meaning)) or ", ".join(f"`{word}`" for word in kind.meaning)
    if isinstance(kind, Codes):
        return "list of " + ", ".join(f"`{word}`" for word in sorted(kind.words))
    if isinstance(kind, Listed):
        return "code in quotes: " + _REGISTERS[fact.name.rpartition(".")[2]]
    if isinstance(kind, Number):
        return f"number up to {kind.top}" if kind.top else "number"
    return "`true` or `false`" if isinstance(kind, Flag) else "day"


_SHARED = {frozenset(PERMITS): "residence title, below", frozenset(LEGAL_FORMS): "legal form, below"}
_REGISTERS = {
    "citizenship": "ISO 3166-1 alpha-2, `XK` or `stateless`",
    "born_in": "ISO 3166-1 alpha-2 or `XK`",
    "comune": "ISTAT, six digits",
    "ateco": "ATECO, with its version beside it",
}


def _registers() -> Iterator[str]:
    yield "\n## Residence titles\n\n"
    yield from _table("code", "Italian", "English", "self-employment", "unconfirmed")
    for code, rule in PERMITS.items():
        allowed, unsure = rule.self_employment.replace("_", " "), "yes" if rule.unverified else ""
        yield _row((f"`{code}`", rule.name.it, rule.name.en, allowed, unsure))
    yield "\n## Legal forms\n\nA form admits all that stand under it.\n\n"
    yield from _table("code", "under", "Italian", "English")
    for code, form in LEGAL_FORMS.items():
        above = f"`{form.parent}`" if form.parent else ""
        yield _row((f"`{code}`", above, form.name.it, form.name.en))


def _table(*columns: str) -> Iterator[str]:
    yield _row(columns)
    yield _row("---" for _ in columns)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"
