"""The 33 records that were researched: each is in a measure, and what nobody read in a source says so."""

import pytest

from tests.support.project_measures import MEASURE_FILES

MEASURES = {measure.id: measure for measure in MEASURE_FILES.values()}

RECORDS = {
    "ADI_BENEFICIO_ADDIZIONALE",
    "AUTOIMPIEGO_CENTRO_NORD",
    "AUTOIMPIEGO_SETTORI_STRATEGICI",
    "CCIAA_MARCHE_SNI",
    "FFE_PERMICRO_MIGRANTI_2022",
    "FIDIPERSONA_MICROCREDITO",
    "FONDO_GARANZIA_PMI_MICROCREDITO",
    "FONDO_IMPRESA_FEMMINILE",
    "FUTURAE",
    "GAL_FERMANO_1962",
    "IMPRESE_BORGHI",
    "ISMEA_PIU_IMPRESA",
    "ITALIA_ECONOMIA_SOCIALE",
    "MARCHE_CREAZIONE_IMPRESA_2022",
    "MARCHE_CREAZIONE_IMPRESA_2024",
    "MARCHE_CREAZIONE_IMPRESA_2026",
    "MARCHE_FCNI",
    "MARCHE_FONDO_MICROCREDITO",
    "MARCHE_FONDO_NUOVO_CREDITO",
    "MICROCREDITO_DI_LIBERTA",
    "MICROCREDITO_IMPR_V1",
    "MICROCREDITO_IMPR_V2",
    "MICROCREDITO_SOCIALE",
    "MI_FIDO_DI_NOI",
    "NASPI_ANTICIPATA",
    "NEXTAPPENNINO_B13A",
    "NUOVA_MARCORA",
    "ON_NUOVE_IMPRESE_TASSO_ZERO",
    "RESTO_AL_SUD",
    "RESTO_AL_SUD_2_0",
    "SELFIEMPLOYMENT_2021",
    "SMART_START_ITALIA",
    "YES_I_START_UP",
}
"""The 33 records the measures were written from."""

GROUPED = {
    "MICROCREDITO_IMPR_V1": "MICROCREDITO_IMPR",
    "MICROCREDITO_IMPR_V2": "MICROCREDITO_IMPR",
    "MARCHE_CREAZIONE_IMPRESA_2022": "MARCHE_CREAZIONE_IMPRESA",
    "MARCHE_CREAZIONE_IMPRESA_2024": "MARCHE_CREAZIONE_IMPRESA",
    "MARCHE_CREAZIONE_IMPRESA_2026": "MARCHE_CREAZIONE_IMPRESA",
}
"""Records that are editions of one measure; every other record is a measure of its own name."""


def test_thirty_three_records_became_thirty_measures() -> None:
    """Nothing that was researched is lost on the way into the catalogue."""
    records = {record for m in MEASURES.values() for e in m.editions for record in e.source_ids}

    assert len(RECORDS) == 33
    assert records == RECORDS
    assert set(MEASURES) == {GROUPED.get(record, record) for record in RECORDS}
    assert len(MEASURES) == 30


@pytest.mark.parametrize("record", sorted(RECORDS))
def test_a_record_is_found_in_the_measure_that_bears_its_name(record: str) -> None:
    """A record is an edition where errata made it one, and never strays into another measure."""
    homes = {m.id for m in MEASURES.values() for e in m.editions if record in e.source_ids}

    assert homes == {GROUPED.get(record, record)}


def test_what_rests_on_general_knowledge_is_unverified_as_a_whole() -> None:
    """Nobody read a source for it."""
    from_memory = [e for m in MEASURES.values() for e in m.editions if e.read_from == "general_knowledge"]

    assert len(from_memory) == 2
    assert [e.unverified for e in from_memory] == [("*",), ("*",)]


def test_an_edition_that_came_from_no_record_is_unverified_as_a_whole() -> None:
    """Added for the history, from secondary pages alone."""
    added = [e for m in MEASURES.values() for e in m.editions if not e.source_ids]

    assert added
    assert {e.unverified for e in added} == {("*",)}
