"""What the catalogue says of all measures together, as it is asked for and answered."""

import json

import pytest
from somicis.catalogue.v1 import advice_pb2, measure_pb2

from chassis.serving import InvalidFields, Role
from services.catalogue.application.measure_files import PROJECT_MEASURES
from tests.support.catalogue_service import CatalogueService
from tests.support.judged_measures import MARIA
from tests.support.measures import an_edition, written

CODES = ("marche_creazione_impresa", "naspi_anticipata", "microcredito_impr")


def advised(service: CatalogueService, facts: str, role: Role = Role.OPERATOR) -> advice_pb2.AdviseResponse:
    """What is answered at the orientation of scenario A01."""
    return service.servicer().Advise(advice_pb2.AdviseRequest(as_of="2023-01-16", facts=facts), service.call(role))


def test_scenario_a01_is_answered_whole(service: CatalogueService) -> None:
    """Given three measures that fit, when advice is asked, then order, conflicts, and days to come are answered."""
    service.stock(*((PROJECT_MEASURES / f"{code}.yaml").read_text("utf-8") for code in CODES))

    answer = advised(service, json.dumps(MARIA))

    assert (answer.as_of, answer.ranking[0].match.measure_id) == ("2023-01-16", "NASPI_ANTICIPATA")
    assert [each.place for each in answer.ranking] == [1, 2, 3]
    assert all(each.why.it and each.why.en for each in answer.ranking)
    naspi = next(each for each in answer.conflicts if each.second_measure_id == "NASPI_ANTICIPATA")
    assert (naspi.first_measure_id, naspi.first_on, naspi.waits_days) == ("MARCHE_CREAZIONE_IMPRESA", "2023-05-01", 105)
    assert (naspi.forbidden_act, naspi.needed_act, naspi.serves_both) == ("constitute", "subscribe_share", True)
    assert (answer.changes[0].measure_id, answer.changes[0].on) == ("MARCHE_CREAZIONE_IMPRESA", "2023-05-01")
    assert [each.on for each in answer.changes] == sorted(each.on for each in answer.changes)
    assert not answer.HasField("next_question")


def test_what_nobody_knows_is_answered_with_a_question(service: CatalogueService) -> None:
    """Given an adult of whom the need alone is unknown, then the need is asked, with both sides of its limit."""
    service.stock(written())
    known = {**MARIA, "project": {"comune": "109034"}}

    question = advised(service, json.dumps(known)).next_question

    assert (question.fact, question.label.en, list(question.decides)) == (
        "project.amount",
        "sum needed (euros)",
        ["TRIAL_LOAN"],
    )
    assert {json.loads(each.value_json) > 10_000 for each in question.answers} == {True, False}


def test_a_partner_is_advised_on_what_it_is_shown(service: CatalogueService) -> None:
    """A measure that says something of a life stands in no order of theirs."""
    service.stock(written(), written(an_edition(sensitive=True), id="SHELTERED"))

    answer = advised(service, json.dumps(MARIA), Role.ORIENTATION)

    assert ([each.match.measure_id for each in answer.ranking], answer.reserved_count) == (["TRIAL_LOAN"], 1)
    assert answer.ranking[0].match.window == measure_pb2.WINDOW_STATE_OPEN


def test_facts_that_cannot_be_meant_are_refused(service: CatalogueService) -> None:
    """Every mistake is named."""
    with pytest.raises(InvalidFields):
        advised(service, "person: {sexx: F}")
