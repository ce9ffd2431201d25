"""A measure's document: what cannot be meant is refused, and the field to mend is named."""

from datetime import date
from typing import Any

import pytest

from services.catalogue.domain.document_problems import DocumentInvalid
from services.catalogue.domain.measure_document import read_document
from tests.support.measures import A_TEXT, ADULT, Written, a_document, an_edition, the_next_edition, written


def fields_refused(document: Any) -> list[str]:
    """The paths of the fields that are wrong in a document."""
    with pytest.raises(DocumentInvalid) as refused:
        read_document(document)
    return [problem.field for problem in refused.value.problems]


def with_amount(**amount: Any) -> Written:
    """A measure with this one amount."""
    return written(an_edition(amounts=[amount]))


@pytest.mark.parametrize(
    ("document", "field"),
    [
        (written(level="provincial"), "level"),
        (written(kind="present"), "kind"),
        (written(id="trial loan"), "id"),
        (written(id="100_BORGHI"), "id"),
        (written(id="M" * 65), "id"),
        (written(an_edition(id="V" * 65)), f"editions.{'V' * 65}.id"),
        (written(colour="red"), "colour"),
        (written(editions=[]), "editions"),
        (written(an_edition(naem=A_TEXT)), "editions.V1.naem"),
        (written(an_edition(name={"it": "Solo italiano"})), "editions.V1.name"),
        (written(an_edition(name={"it": " ", "en": "Blank"})), "editions.V1.name.it"),
        (written(an_edition(site="www.example.org")), "editions.V1.site"),
        (written(an_edition(valid_from="12/01/2024")), "editions.V1.valid_from"),
        (written(an_edition(valid_from="2020-01-01T10:00")), "editions.V1.valid_from"),
        (written(an_edition(valid_from=None)), "editions.V1.valid_from"),
        (written(an_edition(valid_to="2019-12-31")), "editions.V1.valid_to"),
        (written(an_edition(valid_to="9999-12-31")), "editions.V1.valid_to"),
        (written(an_edition(valid_from="0001-01-01")), "editions.V1.valid_from"),
        (written(an_edition(published_on="2101-01-01")), "editions.V1.published_on"),
        (written(an_edition(checked_on="2101-01-01")), "editions.V1.checked_on"),
        (written(an_edition(windows=[{"opens": "1899-12-31", "closes": None}])), "editions.V1.windows.0.opens"),
        (
            written(an_edition(windows=[{"opens": "2020-01-01", "closes": "9999-12-31T10:00"}])),
            "editions.V1.windows.0.closes",
        ),
        (
            written(an_edition(tests=[{"name": "Mai", "on": "9999-12-31", "expect": {}}])),
            "editions.V1.tests.0.on",
        ),
        (written(an_edition(kinds=["grant"])), "editions.V1.kinds"),
        (written(an_edition(interest_free=True)), "editions.V1.interest_free"),
        (written(an_edition(rate_pct="0.5")), "editions.V1.rate_pct"),
        (written(an_edition(repayment_months_max=0)), "editions.V1.repayment_months_max"),
        (
            written(an_edition(territory={"code": "italy", "text": A_TEXT, "fermo_comuni": 41})),
            "editions.V1.territory.fermo_comuni",
        ),
        (written(an_edition(tcn={"eligible": "no"})), "editions.V1.tcn.eligible"),
        (written(an_edition(unverified=["amounts.1.max"])), "editions.V1.unverified"),
        (written(an_edition(windows=[])), "editions.V1.windows"),
        (written(an_edition(windows=[{"opens": "2020-01-01"}])), "editions.V1.windows.0.closes"),
        (written(an_edition(windows=[{"opens": None, "closes": None}])), "editions.V1.windows.0.opens"),
        (written(an_edition(windows=[{"opens": "2020-02-01", "closes": "2020-01-31"}])), "editions.V1.windows.0"),
        (written(an_edition(windows=[{"opens": "2019-12-31", "closes": None}])), "editions.V1.windows.0.opens"),
        (
            written(an_edition(windows=[{"opens": "2020-01-01", "closes": "2024-01-01"}])),
            "editions.V1.windows.0.closes",
        ),
        (written(an_edition(windows=[{"opens": "2020-01-01T10:00Z", "closes": None}])), "editions.V1.windows.0.opens"),
        (with_amount(of="money", max=1), "editions.V1.amounts.0.of"),
        (with_amount(of="loan", max="10000"), "editions.V1.amounts.0.max"),
        (with_amount(of="loan", max=0), "editions.V1.amounts.0"),
        (with_amount(of="loan", min=2, max=1), "editions.V1.amounts.0"),
        (with_amount(of="aid", flat=20000, min=20000), "editions.V1.amounts.0"),
        (with_amount(of="loan", max=1, coverage_pct=101), "editions.V1.amounts.0.coverage_pct"),
        (written(an_edition(amounts=[])), "editions.V1.amounts"),
        (written(an_edition(kinds=["service"]), kind="service"), "editions.V1.amounts"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_its_field(document: Written, field: str) -> None:
    """An editor is told where to look, not that something is wrong somewhere."""
    assert fields_refused(document) == [field]


@pytest.mark.parametrize(
    ("condition", "field"),
    [
        ({"about": "weather"}, "editions.V1.conditions.age.about"),
        ({"values": {"age_min": 18}}, "editions.V1.conditions.age.values"),
        ({"require": ADULT, "fixable": "fixed", "judged_by": "lender"}, "editions.V1.conditions.age.judged_by"),
        ({"require": ADULT}, "editions.V1.conditions.age.fixable"),
        ({"text": {"en": "English only"}}, "editions.V1.conditions.age.text"),
        ({"met": True}, "editions.V1.conditions.age.met"),
    ],
)
def test_a_condition_is_named_by_its_id(condition: Written, field: str) -> None:
    """A number would change with every line an editor adds above."""
    age = {"id": "age", "about": "person", "text": A_TEXT}

    assert fields_refused(written(an_edition(conditions=[{**age, **condition}]))) == [field]


def test_every_problem_is_told_at_once() -> None:
    """An editor mends a file once, not once for each mistake."""
    assert fields_refused(written(an_edition(site="nowhere"), level="provincial", kind="present")) == [
        "level",
        "kind",
        "editions.V1.site",
    ]


def test_two_conditions_of_one_edition_have_different_ids() -> None:
    """A condition is spoken of by its id, so the id means one of them."""
    age = an_edition()["conditions"][0]

    assert fields_refused(written(an_edition(conditions=[age, age]))) == ["editions.V1.conditions"]


@pytest.mark.parametrize("not_a_measure", [None, [], "MICROCREDITO_IMPR", 7])
def test_what_is_no_mapping_is_no_measure(not_a_measure: Any) -> None:
    """A file with something else in it is refused as a whole."""
    assert fields_refused(not_a_measure) == ["document"]


def test_an_edition_begins_where_the_one_before_it_has_ended() -> None:
    """On any day at most one edition is in force."""
    assert [edition.id for edition in a_document(an_edition(), the_next_edition()).editions] == ["V1", "V2"]
    assert fields_refused(written(an_edition(valid_to="2024-01-01"), the_next_edition())) == ["editions.V1.valid_to"]


def test_editions_stand_oldest_first() -> None:
    """Their order is what supersedes what."""
    assert fields_refused(written(the_next_edition(valid_to="2024-12-31"), an_edition())) == ["editions.V1.valid_from"]


def test_two_editions_have_different_ids() -> None:
    """An edition that could be mistaken for another cannot be corrected."""
    assert fields_refused(written(an_edition(), the_next_edition(id="V1"))) == ["editions.V1.id"]


def test_an_edition_with_a_successor_has_an_end() -> None:
    """“Still applies” and “was superseded” cannot both be true; “ended, nobody knows when” can."""
    assert fields_refused(written(an_edition(valid_to=None), the_next_edition())) == ["editions.V1.valid_to"]
    assert a_document(an_edition(valid_to="unknown"), the_next_edition()).editions[0].last_day is None


def test_only_the_first_edition_may_begin_on_an_unknown_day() -> None:
    """Between two editions somebody has to say, even as a guess marked unverified, when the rules changed."""
    later = the_next_edition(valid_from="unknown")

    assert fields_refused(written(an_edition(), later)) == ["editions.V2.valid_from"]
    assert a_document(an_edition(valid_from="unknown")).editions[0].begins == date.min


def test_null_and_a_missing_name_are_both_kept_as_written() -> None:
    """`null` says that a limit was looked for and none was found; nothing written says that nobody looked."""
    content = a_document(an_edition(rate_pct=None)).editions[0].content()

    assert content["rate_pct"] is None
    assert "grace_months" not in content


MIXED = {
    "any": [
        {"fact": "project.amount", "at_most": "$most"},
        {"not": {"fact": "enterprise.legal_form", "in": ["srl", "spa"]}},
        {"fact": "person.employment.did_on", "elapsed_at_least": {"days": 180}, "if_none": True},
    ]
}
"""A rule with something of everything."""


def test_the_content_of_an_edition_reads_back_to_the_same_edition() -> None:
    """Events hold contents; what was read once can be read for ever."""
    rich = an_edition(
        rate_pct=0.5,
        windows=[{"opens": "2020-04-02T10:00", "closes": "unknown", "audience": A_TEXT}],
        parameters={"most": {"unit": "EUR", "values": [{"value": 10}, {"from": "2021-01-01", "value": "unknown"}]}},
        conditions=[{"id": "mixed", "about": "team", "text": A_TEXT, "fixable": "by_time", "require": MIXED}],
        unverified=["windows.0.closes", "conditions.mixed.require.any"],
    )
    edition = a_document(rich).editions[0]

    assert a_document(edition.content()).editions[0] == edition
    assert edition.content()["conditions"][0]["require"] == MIXED


@pytest.mark.parametrize(
    ("marked", "asked", "doubtful"),
    [
        (["conditions.age.require.age_at_least"], "conditions.age", True),
        (["conditions"], "conditions.age", True),
        (["*"], "conditions.age", True),
        (["conditions.age"], "conditions.age", True),
        (["conditions.age.require"], "conditions.ag", False),
        (["site"], "conditions.age", False),
        ([], "conditions.age", False),
    ],
)
def test_a_mark_holds_for_what_it_names_and_for_all_in_it(marked: list[str], asked: str, doubtful: bool) -> None:  # noqa: FBT001
    """A doubt about one number of a condition is a doubt about the condition."""
    assert a_document(an_edition(unverified=marked)).editions[0].is_unverified(asked) is doubtful


def test_a_text_in_a_language_nobody_has_written_is_shown_in_italian() -> None:
    """An editor adds languages one by one."""
    text = a_document(an_edition(name={"it": "Prestito", "en": "Loan", "fr": "Prêt"})).editions[0].name

    assert [text.in_language(language) for language in ("fr", "ar")] == ["Prêt", "Prestito"]
