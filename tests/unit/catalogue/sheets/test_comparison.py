"""The page that compares measures, thing by thing."""

from datetime import date

import pytest

from services.catalogue.domain.facts.profile import Profile
from services.catalogue.domain.measure_document import MeasureDocument
from services.catalogue.domain.sheets.comparison import Comparison, comparison
from services.catalogue.domain.sheets.orientation import Asked
from services.catalogue.domain.sheets.phrases import LANGUAGES, phrases
from services.catalogue.domain.verdicts.judged import judge
from tests.support.judged_measures import MARIA, ORIENTATION, act, measure, project_measure, rule, who
from tests.support.measures import ADULT

AGE = rule("age", ADULT)
THINGS = [
    "window", "money", "cost", "guarantee", "own_money", "time", "excludes", "first_step", "see", "checked",
]  # fmt: skip


def compared(*measures: MeasureDocument, language: str = "it", profile: Profile | None = None) -> Comparison:
    """The page about these measures."""
    known = profile or who({})
    judged = [judge(each, known, ORIENTATION) for each in measures]
    return comparison(Asked(judged, known, ORIENTATION, position=1), language, with_facts=profile is not None)


def cell(page: Comparison, code: str, column: int = 0) -> list[str]:
    """The lines of one cell."""
    [entry] = [entry for entry in page.columns[column].entries if entry.code == code]
    return [line.before + line.text + line.after for line in entry.lines]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_thing_is_said_of_every_measure_in_the_same_order(language: str) -> None:
    """An empty cell would read as no."""
    page = compared(
        *map(project_measure, ("NASPI_ANTICIPATA", "RESTO_AL_SUD", "SMART_START_ITALIA")), language=language
    )

    assert all([entry.code for entry in column.entries] == THINGS for column in page.columns)
    assert all(entry.lines for column in page.columns for entry in column.entries)


def test_how_measures_stand_for_somebody_is_said_only_when_facts_were_given() -> None:
    """Of nobody nothing is known, and everything would be *to verify*."""
    page = compared(measure("LOAN", AGE, amounts=[{"of": "loan", "max": 10000}]), profile=who(MARIA))

    assert cell(page, "verdict") == [
        phrases("it").say("verdict", "eligible"),
        phrases("it").say("verdict", "partial"),
    ]
    assert "verdict" not in [entry.code for entry in compared(measure("LOAN", AGE)).columns[0].entries]


def test_what_is_to_be_done_first_is_spoken_of_where_it_stands() -> None:
    """On this page under the first step; of what is closed, or not for them, nothing is to be done."""
    pact = rule("pact", {"fact": "person.employment.psp_signed", "is": True}, "by_service")
    over = measure("OVER", pact, windows=[{"opens": "2020-01-01", "closes": "2022-12-31"}])
    told = who(MARIA, person={"employment": {"psp_signed": False}})
    lost = rule("women", {"fact": "person.sex", "is": "M"})

    page = compared(measure("LOAN", pact), over, measure("LOST", lost), profile=told)

    say = phrases("it").say
    assert cell(page, "verdict", 0) == [say("verdict", "conditional_compared")]
    assert cell(page, "verdict", 1) == [say("verdict", "conditional_closed")]
    assert cell(page, "first_step", 1) == [say("sheet", "not_now")]
    assert cell(page, "first_step", 2) == [say("sheet", "not_met")]


def test_a_gift_asks_for_no_guarantee() -> None:
    """Nothing is paid back, which is not what a guarantee is about."""
    page = compared(measure("GIFT", AGE, kind="grant", interest_free="not_applicable", amounts=[{"of": "aid"}]))

    assert cell(page, "guarantee") == ["non serve: non è un prestito"]


@pytest.mark.parametrize(
    ("kind", "says"),
    [("grant", "given"), ("income_advance", "given"), ("service", "not_applicable"), ("loan", "no")],
)
def test_what_is_given_may_be_asked_back_and_the_cost_does_not_deny_it(kind: str, says: str) -> None:
    """NASpI paid in advance is repaid by whoever takes up employment too soon."""
    amounts = [] if kind == "service" else [{"of": "loan" if kind == "loan" else "aid"}]
    interest_free = "no" if kind == "loan" else "not_applicable"

    page = compared(measure("ONE", AGE, kind=kind, interest_free=interest_free, amounts=amounts))

    assert cell(page, "cost") == [phrases("it").say("cost", says)]


def test_money_cost_and_guarantee_are_three_things() -> None:
    """A loan with a public guarantee, paid back with interest."""
    loan = measure(
        "LOAN",
        AGE,
        amounts=[{"of": "loan", "min": 5000, "max": 40000, "coverage_pct": 80, "guarantee_pct": 60}],
        rate_pct=2.5,
        repayment_months_max=84,
        decision_days=60,
    )

    page = compared(loan)

    assert cell(page, "money") == ["prestito: da 5.000 euro a 40.000 euro"]
    assert cell(page, "cost") == ["con interessi; tasso 2,5% l'anno", "si restituisce in 84 mesi al massimo"]
    assert cell(page, "guarantee") == ["garanzia pubblica fino al 60%"]
    assert cell(page, "own_money") == ["almeno il 20% della spesa"]
    assert cell(page, "time") == ["risposta entro 60 giorni"]


def test_what_of_the_need_is_left_open_is_said_in_euros() -> None:
    """Maria needs 30,000 euros, and the loan ends at 10,000."""
    page = compared(measure("LOAN", AGE, amounts=[{"of": "loan", "max": 10000}]), profile=who(MARIA))

    assert cell(page, "own_money") == ["non indicato: chiedere", "mancherebbero 20.000 euro per il bisogno dichiarato"]


def test_the_own_share_is_that_of_the_amount_that_reaches_the_need() -> None:
    """A voucher of 10,000 is paid in full; Maria's 30,000 are a programme, of which one pays a third oneself."""
    amounts = [
        {"of": "aid", "max": 10000, "coverage_pct": 100},
        {"of": "spend", "max": 120000, "coverage_pct": 65},
    ]
    page = compared(measure("GRANT", AGE, kind="grant", amounts=amounts), profile=who(MARIA))

    assert cell(page, "own_money") == ["almeno il 35% della spesa"]


def test_a_guarantee_does_not_say_that_nothing_is_paid_back() -> None:
    """What it guarantees is somebody else's loan, and that one is paid back."""
    amounts = [{"of": "guaranteed_loan", "max": 50000, "guarantee_pct": 80}]
    page = compared(measure("FUND", AGE, kind="guarantee", amounts=amounts, interest_free="not_applicable"))

    assert cell(page, "cost") == ["il prestito garantito si restituisce, al tasso di chi presta"]
    assert cell(page, "guarantee") == ["garanzia pubblica fino al 80%"]


def test_what_a_lender_may_ask_as_security_is_said_beside_who_stands_for_the_loan() -> None:
    """“Not stated: ask” would be wrong of a notice that states it; what no source confirmed is marked."""
    text = {"it": "Nessuna ipoteca.", "en": "No mortgage."}
    amounts = [{"of": "loan", "max": 40000, "guarantee_pct": 80}]
    doubtful = measure("LOAN", AGE, amounts=amounts, guarantee_text=text, unverified=["guarantee_text"])
    page = compared(measure("SILENT", AGE), doubtful, measure("STATED", AGE, guarantee_text=text))
    silent, both, stated = (
        next(entry for entry in column.entries if entry.code == "guarantee").lines for column in page.columns
    )

    assert [line.text for line in silent] == ["non indicata: chiedere quale serve"]
    assert [line.text for line in both] == ["garanzia pubblica fino al 80%", "Nessuna ipoteca."]
    assert [line.unverified for line in both] == [False, True]
    assert [line.text for line in stated] == ["Nessuna ipoteca."]


def test_silence_about_cumulation_is_no_permission() -> None:
    """Where nothing is written one is told to ask; where something is, it is said."""
    text = {"it": "Non con la NASpI.", "en": "Not with NASpI."}
    page = compared(measure("SILENT", AGE), measure("STRICT", AGE, not_with=[{"measure": "NASPI", "text": text}]))

    assert cell(page, "excludes") == [phrases("it").say("excludes", "none")]
    assert cell(page, "excludes", 1) == ["Non con la NASpI."]


def test_the_first_step_is_the_first_of_the_sheet() -> None:
    """What comes before applying comes before what comes with it, wherever it is written."""
    tell = {**act("tell", what="other", due="at_applying"), "text": {"it": "Dirlo", "en": "Tell"}}
    found = {**act("found", what="constitute", due="before_applying"), "text": {"it": "Costituire", "en": "Found"}}

    assert cell(compared(measure("STEPS", tell, found), profile=who(MARIA)), "first_step") == ["Costituire"]


def test_an_amount_says_of_what_for_whom_and_under_which_condition() -> None:
    """The share that is given, the condition, and what may come on top."""
    when = {"it": "Per chi è solo", "en": "For one person"}
    amounts = [
        {"of": "spend", "max": 60000, "grant_pct": 50, "per": "applicant", "when": when},
        {"of": "loan", "max": 40000, "extension": {"add": 10000, "when": when}},
        {"of": "aid", "flat": 20000},
        {"of": "loan", "max": None},
        {"of": "spend", "min": 1000},
    ]

    page = compared(measure("MANY", AGE, amounts=amounts, unverified=["amounts.3.max"]))

    assert cell(page, "money") == [
        "spesa ammessa: fino a 60.000 euro, per ogni richiedente, a fondo perduto fino al 50% – Per chi è solo",
        "prestito: fino a 40.000 euro",
        "più 10.000 euro: Per chi è solo",
        "contributo: 20.000 euro",
        "prestito: somma non trovata",
        "spesa ammessa: da 1.000 euro",
    ]


@pytest.mark.parametrize(
    ("language", "closes", "told"),
    [
        ("it", "2023-12-31", "per alcuni fino al giorno "),
        ("it", None, "per alcuni senza scadenza"),
        ("en", "2023-12-31", "for some until "),
        ("en", None, "for some no closing day"),
        ("fr", None, "pour certains sans date de fin"),
        ("ar", None, "ولبعض الأشخاص بلا موعد نهائي"),
    ],
)
def test_that_a_window_closes_later_for_some_is_said_where_nobody_knows_who_one_is(
    language: str, closes: str | None, told: str
) -> None:
    """Beside the end one can count on; whoever is known not to be one of them reads nothing of it."""
    women = {"fact": "person.sex", "is": "F"}
    longer = {"opens": "2020-01-01", "closes": closes, "only_if": women}
    asked = measure("LOAN", AGE, windows=[{"opens": "2020-01-01", "closes": "2023-06-30"}, longer])

    perhaps = cell(compared(asked, language=language), "window")
    surely = cell(compared(asked, language=language, profile=who({"person": {"sex": "M"}})), "window")

    assert perhaps[0] == surely[0]
    assert perhaps[1] == told + (phrases(language).day(date.fromisoformat(closes)) if closes else "")
    assert len(surely) == 1
