"""A dry run says line by line what a file would change and all that is wrong in it, and records nothing."""

import json

import pytest
from somicis.catalogue.v1 import catalogue_service_pb2 as pb

from chassis.refusals import StaleVersion
from chassis.serving import Role
from services.catalogue.application.measure_files import read_text
from services.catalogue.domain.document_problems import DocumentInvalid
from services.catalogue.domain.refusals import MeasureNotFound
from tests.support.catalogue_service import CatalogueService, text_of
from tests.support.measures import Written, an_edition, the_next_edition, written

REQUEST = "11111111-1111-5111-8111-111111111111"
A_FILE = """\
# A measure as an editor writes it.
id: TRIAL_LOAN
level: national
kind: loan
editions:
  - id: V1
    source_ids: [A_RECORD]
    read_from: source
    valid_from: 2020-01-01
    valid_to: 2023-12-31
    kinds: [loan]
    name: {it: Prestito di prova, en: Trial loan}
    summary: {it: Qualcosa, en: Something}
    owner: Ente di prova
    legal_sources: []
    site: https://example.org
    sources: []
    territory: {code: italy, text: {it: Qualcosa, en: Something}}
    windows:
      - opens: 2020-01-01
        closes: 2023-12-31
    amounts:
      - of: loan
        max: 10000
    interest_free: "no"
    conditions: []
    tcn: {eligible: "yes"}
"""


def tried(service: CatalogueService, document: Written | str, **asked: int) -> pb.ImportMeasureResponse:
    """What a dry run answers an editor."""
    text = document if isinstance(document, str) else text_of(document)
    request = pb.ImportMeasureRequest(request_id=REQUEST, document=text, dry_run=True, **asked)
    return service.servicer().ImportMeasure(request, service.call(Role.EDITOR))


def told(answer: pb.ImportMeasureResponse) -> list[tuple[str, str, str, str, int]]:
    """Every change: edition, path, was, becomes, line."""
    return [(c.edition_id, c.path, c.was_json, c.becomes_json, c.line) for c in answer.changes]


def test_each_value_that_changes_is_told_with_its_line(service: CatalogueService) -> None:
    """What it was, what it becomes, and where in the file; the text that moved down with it is no change."""
    service.stock(A_FILE)

    answer = tried(
        service, A_FILE.replace("max: 10000", "max: 12000\n        min: 500").replace("di prova\n", "vero\n")
    )

    assert told(answer) == [
        ("V1", "owner", '"Ente di prova"', '"Ente vero"', 14),
        ("V1", "amounts.0.max", "10000", "12000", 24),
        ("V1", "amounts.0.min", "", "500", 25),
    ]
    assert (list(answer.drafted), answer.unchanged, list(answer.problems)) == (["V1"], False, [])


def test_what_is_taken_out_has_no_line(service: CatalogueService) -> None:
    """It is nowhere in the file any more."""
    service.stock(A_FILE.replace('    interest_free: "no"\n', '    interest_free: "no"\n    grace_months: null\n'))

    assert told(tried(service, A_FILE)) == [("V1", "grace_months", "null", "", 0)]


def test_a_new_edition_is_one_change(service: CatalogueService) -> None:
    """All of it is new."""
    service.stock(written())

    [change] = tried(service, written(an_edition(), the_next_edition())).changes

    assert (change.edition_id, change.path, change.was_json) == ("V2", "", "")
    assert json.loads(change.becomes_json)["valid_from"] == "2024-01-01"
    assert change.line > 0


def test_changes_are_told_against_the_draft_there_is(service: CatalogueService) -> None:
    """What an import would do, and not what was published."""
    service.stock(A_FILE)
    service.imported(A_FILE.replace("Ente di prova", "Primo ente"))

    changed = tried(service, A_FILE.replace("Ente di prova", "Secondo ente"))
    taken_back = tried(service, A_FILE)

    assert told(changed) == [("V1", "owner", '"Primo ente"', '"Secondo ente"', 14)]
    assert (list(taken_back.withdrawn), list(taken_back.drafted)) == (["V1"], [])
    assert told(taken_back) == [("V1", "owner", '"Primo ente"', '"Ente di prova"', 14)]


def test_a_file_that_brings_nothing_says_so(service: CatalogueService) -> None:
    """Without a change and without a problem."""
    service.stock(A_FILE)
    answer = tried(service, A_FILE)

    assert (answer.unchanged, told(answer), list(answer.problems)) == (True, [], [])


def test_nothing_is_recorded_by_a_dry_run(service: CatalogueService) -> None:
    """Nor is its request id used up."""
    answer = tried(service, A_FILE)

    assert list(answer.drafted) == ["V1"]
    assert not answer.HasField("receipt")
    assert service.recorded() == []
    request = pb.ImportMeasureRequest(request_id=REQUEST, document=A_FILE)
    assert list(service.servicer().ImportMeasure(request, service.call(Role.EDITOR)).drafted) == ["V1"]


@pytest.mark.parametrize(
    ("was", "becomes", "problems"),
    [
        ("https://example.org", "nowhere", [("editions.V1.site", 16)]),
        ("        closes: 2023-12-31", "        closes: 2019-12-31", [("editions.V1.windows.0", 20)]),
        ("level: national", "level: galactic", [("level", 3)]),
        ("    owner: Ente di prova\n", "", [("editions.V1.owner", 6)]),
        ("    amounts:\n      - of: loan\n", "    amounts:\n      - of: gold\n", [("editions.V1.amounts.0.of", 23)]),
        ("    legal_sources: []\n", "    legal_sources: []\n    owner: Ente\n", [("document", 16)]),
        ("id: TRIAL_LOAN", "id: [", [("document", 4)]),
    ],
)
def test_every_problem_is_told_with_its_line(
    service: CatalogueService, was: str, becomes: str, problems: list[tuple[str, int]]
) -> None:
    """The nearest one where the field itself is missing."""
    assert was in A_FILE

    answer = tried(service, A_FILE.replace(was, becomes, 1))

    assert [(problem.path, problem.line) for problem in answer.problems] == problems
    assert (list(answer.drafted), answer.unchanged) == ([], False)


def test_all_problems_of_a_file_are_told_at_once(service: CatalogueService) -> None:
    """An editor mends all of it before trying again."""
    answer = tried(service, A_FILE.replace("https://example.org", "nowhere").replace("kind: loan", "kind: gold"))

    assert [(problem.path, problem.line) for problem in answer.problems] == [("kind", 4), ("editions.V1.site", 16)]


def test_what_a_rule_of_the_catalogue_refuses_is_a_problem_too(service: CatalogueService) -> None:
    """With its reason and its facts, so that it can be told in any language."""
    service.stock(A_FILE)

    [changed] = tried(service, A_FILE.replace("level: national", "level: regional")).problems
    [left_out] = tried(service, written(the_next_edition())).problems

    assert (changed.path, changed.line, changed.reason) == ("level", 3, "LEVEL_OR_KIND_CHANGED")
    assert {fact.name: fact.value for fact in changed.facts}["asked"] == "regional"
    assert (left_out.path, left_out.reason) == ("editions", "EDITION_LEFT_OUT")


def test_a_dry_run_from_an_older_version_is_refused_as_the_import_would_be(service: CatalogueService) -> None:
    """What it would say is not what the import would do."""
    service.stock(A_FILE)

    with pytest.raises(StaleVersion):
        tried(service, A_FILE, expected_version=1)
    with pytest.raises(MeasureNotFound):
        tried(service, A_FILE.replace("TRIAL_LOAN", "MISSPELT"), expected_version=1)


def test_a_refused_import_knows_the_lines_too() -> None:
    """For whoever reads files without a catalogue."""
    with pytest.raises(DocumentInvalid) as invalid:
        read_text(A_FILE.replace("https://example.org", "nowhere"))

    assert [(each.field, each.line) for each in invalid.value.problems] == [("editions.V1.site", 16)]


TESTED = A_FILE.replace(
    "    conditions: []\n",
    """\
    conditions: []
    test_facts: {person: {citizenship: IT}, project: {amount: 10000}}
    tests:
      - {name: "all of it", on: 2023-01-09, expect: {coverage: full}}
      - {name: "one euro more", on: 2023-01-09, facts: {project: {amount: 10001}}, expect: {coverage: partial}}
      - {name: "a fact of nobody", on: 2023-01-09, expect: {window: open}}
""",
)
RAISED, MISSPELT = TESTED.replace("max: 10000", "max: 12000"), TESTED.replace("citizenship: IT", "citizenship: ITALIA")
ONE_EURO_MORE = 'the test "one euro more" does not hold: coverage is full, not partial'


def test_what_does_not_hold_of_a_files_own_tests_is_told_with_its_line(service: CatalogueService) -> None:
    """The test, what it expects and what came, before anybody is shown it; the changes are told all the same."""
    answer = tried(service, RAISED)
    misspelt = tried(service, MISSPELT)

    assert [(each.path, each.problem, each.line) for each in answer.problems] == [
        ("editions.V1.tests.1", ONE_EURO_MORE, 30)
    ]
    assert len(answer.changes) == 1
    assert [each.line for each in misspelt.problems] == [29, 30, 31]
    assert list(tried(service, TESTED).problems) == []


def test_nothing_is_drafted_of_which_its_own_tests_do_not_hold(service: CatalogueService) -> None:
    """Nor of a correction; and the import that is refused knows the line."""
    with pytest.raises(DocumentInvalid) as new:
        service.imported(RAISED)
    service.stock(TESTED)
    before = service.recorded()
    with pytest.raises(DocumentInvalid) as corrected:
        service.imported(RAISED)

    for refused in (new, corrected):
        assert [(each.problem, each.line) for each in refused.value.problems] == [(ONE_EURO_MORE, 30)]
    assert service.recorded() == before
