"""What everybody is told: pages and data about what is open, announced and closed."""

import json
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest

from services.catalogue.adapters.pages import pages
from services.catalogue.domain.known_measure import KnownMeasure
from services.catalogue.domain.reasons import SuspensionReason
from services.catalogue.domain.sheets.bulletin import public
from services.catalogue.domain.sheets.phrases import LANGUAGES, phrases
from services.catalogue.domain.standing import Standing
from services.catalogue.domain.text import Text
from tests.support.judged_measures import measure, rule
from tests.support.measures import ADULT

ON = date(2023, 1, 16)
AGE = rule("age", ADULT)
CHECKED = Text({"it": "Catalogo: 5 misure.", "en": "Catalogue: 5 measures."})
VOID = {"meta", "link", "br", "img", "hr", "input"}


def windows(opens: str, closes: str | None) -> dict[str, Any]:
    """An edition with one window."""
    return {"windows": [{"opens": opens, "closes": closes}], "valid_to": None}


def published(language: tuple[str, ...] = LANGUAGES) -> dict[str, str]:
    """Pages about a catalogue with one measure of each state, one that is sensitive and one not yet public."""
    measures = [
        measure("OPEN_ONE", AGE, checked_on="2022-12-01", summary={"it": "<b>Prestito</b> & altro", "en": "Loan"}),
        measure("SOON_ONE", AGE, kind="grant", **windows("2023-03-01", "2023-04-30")),
        measure("OVER_ONE", AGE, **windows("2021-01-01", "2021-12-31")),
        measure("DOUBT_ONE", AGE, **windows("unknown", None)),
        measure("QUIET_ONE", AGE, sensitive=True),
        measure("LATER_ONE", AGE, published_on="2023-06-01"),
    ]
    of = public(map(KnownMeasure, measures), ON, 7, CHECKED)
    return {page.path: page.content.decode() for page in pages(of, language)}


class Outline(HTMLParser):
    """What a page is made of, and whether every element that is opened is closed in its place."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """It closes what was opened last."""
        assert self.open.pop() == tag

    def all(self, tag: str) -> Iterator[dict[str, str | None]]:
        """The attributes of every element of a name."""
        return (attrs for name, attrs in self.elements if name == tag)


PAGES = published()
HTML = {path: text for path, text in PAGES.items() if path.endswith(".html")}


def test_each_language_has_an_index_and_a_page_for_each_public_measure() -> None:
    """And there is one way in, and the data."""
    per_measure = ["index", "OPEN_ONE", "SOON_ONE", "OVER_ONE", "DOUBT_ONE"]

    assert set(PAGES) == {"index.html", "measures.json"} | {
        f"{lang}/{one}.html" for lang in LANGUAGES for one in per_measure
    }


def test_what_says_something_of_a_life_or_was_not_public_yet_is_on_no_page() -> None:
    """Not by its code, nor by its name."""
    assert [path for path, text in PAGES.items() if "QUIET_ONE" in text or "LATER_ONE" in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_measures_stand_under_what_is_true_of_their_window(language: str) -> None:
    """Open, announced, to be asked, closed, in this order."""
    text, said = HTML[f"{language}/index.html"], phrases(language)
    order = [said.say("page", "open"), "OPEN_ONE", said.say("page", "announced"), "SOON_ONE"]
    order += [said.say("page", "unknown").split(":")[0], "DOUBT_ONE", said.say("page", "closed"), "OVER_ONE"]

    found = [text.index(each, text.index("<main")) for each in order]

    assert found == sorted(found)


@pytest.mark.parametrize("path", sorted(HTML))
def test_a_page_can_be_read_by_everybody_and_needs_nothing_from_elsewhere(path: str) -> None:
    """Language and direction are said, there is one title and one first heading, and nothing runs or is loaded."""
    outline = Outline(HTML[path])
    language = path.partition("/")[0] if "/" in path else "it"
    [html] = outline.all("html")

    assert html == {"lang": language, "dir": "rtl" if language == "ar" else "ltr"}
    assert len(list(outline.all("h1"))) == len(list(outline.all("title"))) == len(list(outline.all("main"))) == 1
    assert {tag for tag, _ in outline.elements}.isdisjoint({"script", "link", "img", "iframe", "object"})
    assert "url(" not in HTML[path]
    assert "@media print" in HTML[path]


@pytest.mark.parametrize("path", sorted(HTML))
def test_every_link_leads_somewhere(path: str) -> None:
    """To a page there is, to a place on this one, or to a site of an owner."""
    folder = path.rpartition("/")[0]
    ids = {attrs["id"] for _, attrs in Outline(HTML[path]).elements if "id" in attrs}
    for link in Outline(HTML[path]).all("a"):
        target = str(link["href"])
        if target.startswith("#"):
            assert target[1:] in ids
        elif not target.startswith("https://"):
            there = target.removeprefix("../") if target.startswith("../") else f"{folder}/{target}".lstrip("/")
            assert there in PAGES, target


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_warnings_and_the_last_check_are_on_every_page(language: str) -> None:
    """What it is not, that aids exclude one another, when it was checked, how good the catalogue is."""
    said = phrases(language)
    of_language = [text for path, text in HTML.items() if path.startswith(f"{language}/")]
    one = HTML[f"{language}/OPEN_ONE.html"].replace("&#39;", "'")

    for warning in (said.say("page", "not_advice"), said.say("warning", "cumulation")):
        assert all(warning in text.replace("&#39;", "'") for text in of_language)
    assert said.say("warning", "checked", day=said.day(date(2022, 12, 1))) in one
    assert said.say("warning", "never_checked") in HTML[f"{language}/SOON_ONE.html"].replace("&#39;", "'")


def test_a_page_says_of_its_measure_what_is_so_of_it_alone() -> None:
    """One measure, not several; suspended with its days and its reason; what is noted of its window."""
    note = {"it": "Riaperta con regole nuove.", "en": "Reopened under new rules."}
    window = {"opens": "2020-01-01", "closes": None, "note": note}
    document = measure("STOPPED", AGE, windows=[window], valid_to=None, unverified=["windows.0.note"])
    standing = Standing().suspended(date(2023, 1, 10), SuspensionReason.FUNDS_SHORT, "")
    stopped = KnownMeasure(document, {"V1": standing})
    of = public([KnownMeasure(measure("OPEN_ONE", AGE)), stopped], ON, 7)
    found = {page.path: page.content.decode() for page in pages(of, ["it"])}

    assert '<strong class="state open">Aperta</strong>' in found["it/OPEN_ONE.html"]
    assert '<strong class="state closed">Sospesa</strong>' in found["it/STOPPED.html"]
    assert "sospesa dal giorno 10 gennaio 2023 fino a nuovo avviso: fondi esauriti per ora" in found["it/STOPPED.html"]
    assert "ultimo giorno" not in found["it/STOPPED.html"]
    [data] = [one for one in json.loads(found["measures.json"])["measures"] if one["measure"] == "STOPPED"]
    assert data["stops"] == [{"from": "2023-01-10", "to": None, "reason": "funds_short"}]
    resumed = KnownMeasure(document, {"V1": standing.resumed(date(2023, 1, 12))})
    page = {page.path: page.content.decode() for page in pages(public([resumed], ON, 7), ["it"])}["it/STOPPED.html"]
    assert "aperta, senza scadenza" in page
    assert "sospesa dal giorno 10 gennaio 2023 al giorno 11 gennaio 2023" in page
    assert "Riaperta con regole nuove. <small>[da confermare]</small>" in page


def test_a_title_of_long_words_stays_on_a_narrow_page() -> None:
    """One word of it is wider than a telephone: all'autoimprenditorialità."""
    assert "h1 { overflow-wrap: break-word;" in HTML["it/OPEN_ONE.html"]


def test_what_an_editor_wrote_is_text_and_never_part_of_the_page() -> None:
    """Whatever signs stand in it."""
    assert "&lt;b&gt;Prestito&lt;/b&gt; &amp; altro" in HTML["it/OPEN_ONE.html"]


def test_what_nobody_translated_is_marked_and_says_its_own_language() -> None:
    """A voice that reads the page aloud needs to know."""
    assert re.search(r'<span lang="it" dir="ltr">.*Prestito.*</span> <small>\[غير مترجم\]', HTML["ar/OPEN_ONE.html"])
    assert "[non tradotto]" not in HTML["it/OPEN_ONE.html"]


def test_the_data_say_the_same_by_level_and_kind() -> None:
    """With the day of the last check and the warnings."""
    data = json.loads(PAGES["measures.json"])

    assert (data["as_of"], data["catalogue_position"], data["last_checked_on"]) == ("2023-01-16", 7, "2022-12-01")
    assert {group: data[group] for group in ("open", "announced", "unknown", "closed")} == {
        "open": {"national": {"loan": ["OPEN_ONE"]}},
        "announced": {"national": {"grant": ["SOON_ONE"]}},
        "unknown": {"national": {"loan": ["DOUBT_ONE"]}},
        "closed": {"national": {"loan": ["OVER_ONE"]}},
    }
    assert {language: len(warned) for language, warned in data["warnings"].items()} == {
        "it": 3,
        "en": 3,
        "fr": 4,
        "ar": 4,
    }
    [soon] = [one for one in data["measures"] if one["measure"] == "SOON_ONE"]
    assert (soon["state"], soon["opens"], soon["closes"], soon["checked_on"]) == (
        "upcoming",
        "2023-03-01",
        "2023-04-30",
        None,
    )


def test_the_same_catalogue_makes_the_same_pages() -> None:
    """Whoever keeps them sees what has changed."""
    assert published() == PAGES


def test_only_the_languages_asked_for_are_made() -> None:
    """The way in leads to these alone."""
    made = published(("en",))

    assert {path.partition("/")[0] for path in made} == {"en", "index.html", "measures.json"}
    assert "it/index.html" not in made["index.html"]
