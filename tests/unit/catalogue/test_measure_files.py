"""Measure files: YAML without its surprises, and every mistake with its place."""

import pytest

from services.catalogue.application.measure_files import PROJECT_MEASURES, read_folder, read_text
from services.catalogue.domain.document_problems import DocumentInvalid

SERVICE = """
id: DESK
level: local
kind: service
editions:
  - id: V1
    source_ids: []
    read_from: general_knowledge
    valid_from: 2024-01-12
    valid_to: null
    kinds: [service]
    name: {it: Sportello, en: Desk}
    summary: {it: 10:30, en: no}
    owner: yes
    legal_sources: [1e3]
    site: null
    sources: []
    territory: {code: italy, text: {it: on, en: off}}
    windows: [{opens: 2024-01-12T10:00, closes: null}]
    interest_free: not_applicable
    conditions: []
    tcn: {eligible: yes}
"""


def refused(text: str) -> str:
    """What is told of a file that cannot be read."""
    with pytest.raises(DocumentInvalid) as told:
        read_text(text)
    return str(told.value)


def test_a_file_means_what_it_says() -> None:
    """YAML alone would read `yes` as true, `10:30` as 630 and `no` as false."""
    edition = read_text(SERVICE).editions[0]

    assert (edition.owner, edition.summary.it, edition.summary.en, edition.tcn.eligible) == (
        "yes",
        "10:30",
        "no",
        "yes",
    )
    assert edition.content()["windows"] == [{"opens": "2024-01-12T10:00:00", "closes": None}]


def test_a_name_written_twice_is_refused() -> None:
    """YAML alone would silently keep the last."""
    assert refused("id: DESK\nlevel: local\nlevel: national\n") == 'document: line 3: "level" stands twice'


def test_what_is_no_yaml_is_refused_with_its_line() -> None:
    """An editor without programming looks at a line, not at a stack trace."""
    assert refused("id: DESK\neditions: [\n").startswith("document: line 3:")


@pytest.mark.parametrize(
    "text",
    [
        "!!python/object/apply:os.system [ls]",
        "a: !!int no",
        "a: &a [*a]",
        "<<: {id: DESK}",
        "\x00",
        "? [a]: b",
        "- {a: 1}: 2",
        "[" * 20000,
        "id: " + "9" * 5000,
        "rate_pct: " + "9" * 400 + ".0",
    ],
)
def test_a_hostile_text_is_refused_and_does_nothing_else(text: str) -> None:
    """A file comes from outside: it may be wrong, and nothing more."""
    assert refused(text)


def test_every_file_of_the_project_loads_and_is_named_after_its_measure() -> None:
    """Whoever looks for a measure finds it by its name."""
    measures = read_folder(PROJECT_MEASURES)

    assert {path.stem for path in measures} == {measure.id.lower() for measure in measures.values()}
    assert len(measures) == 30
