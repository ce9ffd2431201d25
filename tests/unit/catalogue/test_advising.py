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


def test_what_is_in_the_way_of_all_is_said_once(service: CatalogueService) -> None:
    """A student reads of the title and of what can be done; of who has longer no last day is given."""
    service.stock(written(), written(id="ANOTHER"))
    student = {**MARIA, "person": {**MARIA["person"], "permit": {"kind": "STUDIO", "expires_on": "2024-03-31"}}}

    answer, fits = advised(service, json.dumps(student)), advised(service, json.dumps(MARIA))

    [reason] = answer.shared_reasons
    assert (reason.condition_id, "Si può chiedere la conversione" in reason.text.it) == ("permit", True)
    assert (list(fits.shared_reasons), {each.last_day for each in fits.ranking}) == ([], {""})


def test_the_last_day_is_told_in_its_place(service: CatalogueService) -> None:
    """The title of scenario A01 ends on 31 March 2024; asked three weeks before."""
    service.stock(written(an_edition(valid_to="2024-12-31", windows=[{"opens": "2020-01-01", "closes": "2024-12-31"}])))
    little = {**MARIA, "project": {**MARIA["project"], "amount": 5000}}
    request = advice_pb2.AdviseRequest(as_of="2024-03-10", facts=json.dumps(little))

    [ranked] = service.servicer().Advise(request, service.call(Role.OPERATOR)).ranking

    assert ranked.last_day == "2024-03-31"


def test_facts_that_cannot_be_meant_are_refused(service: CatalogueService) -> None:
    """Every mistake is named."""
    with pytest.raises(InvalidFields):
        advised(service, "person: {sexx: F}")
