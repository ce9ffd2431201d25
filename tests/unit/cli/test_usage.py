"""What is said when no answer can be had: whole sentences, stable reasons, exit statuses, no stack trace."""

import json

import grpc
import pytest
from google.rpc import error_details_pb2

from tests.support.answering_stack import AnsweringStack, failing, refusing
from tests.unit.cli.conftest import Somicis

CASE = "3f2b8c1e-0d5a-4c8e-9a41-6a2f0d7c5b10"


@pytest.mark.parametrize(
    ("words", "italian", "english"),
    [
        (("desk", "nothing"), "Il comando nothing non esiste.", "There is no command nothing."),
        (("desk", "opne"), "Il comando opne non esiste.", "There is no command opne."),
        (("desk", "show"), "Manca CASO.", "CASE is missing."),
        (("desk", "contact", "--desk", "FERMO"), "Manca --channel.", "--channel is missing."),
        (("desk", "show", CASE, "more"), "Di troppo: more.", "Too much: more."),
        (("desk", "list", "--colour"), "L'opzione --colour non esiste.", "There is no option --colour."),
        (("desk", "list", "--limit"), "L'opzione --limit vuole un valore.", "The option --limit wants a value."),
        (("desk", "show", "7"), "CASO: 7 non è un identificativo", "CASE: 7 is not an id"),
        (("desk", "list", "--state", "old"), "--state: old non è tra: open,", "--state: old is not among: open,"),
        (("dev", "clock", "set", "late"), "ISTANTE: late non è un istante", "INSTANT: late is not an instant"),
    ],
)
def test_words_that_are_no_command_are_explained(
    words: tuple[str, ...], italian: str, english: str, somicis: Somicis
) -> None:
    """Status 2 says that the words were wrong; the sentence says which."""
    told, told_in_english = somicis(*words), somicis(*words, SOMICIS_LANG="en")

    assert told.status == told_in_english.status == 2
    assert told.err.startswith(italian)
    assert told_in_english.err.startswith(english)
    assert told.out == ""


def test_what_starts_the_stack_asked_for_is_named(at_stack: Somicis, somicis: Somicis, stack: AnsweringStack) -> None:
    """Whether it is not there or does not answer: another stack would not help."""
    stack.answers["GetCase"] = failing(grpc.StatusCode.UNAVAILABLE, "away")
    stack.file.write_text(json.dumps({**json.loads(stack.file.read_text()), "stack": "production"}))

    silent = at_stack("desk", "show", CASE).err
    missing = somicis("desk", "list", "--stack", "production", "--stack-file", "/nowhere").err

    assert "`make run STACK=production`" in silent
    assert "`make run STACK=production`" in missing


def test_a_role_refused_is_told_in_words_who_may_and_how_to_speak_as_them(
    at_stack: Somicis, stack: AnsweringStack
) -> None:
    """The name of a method helps no operator; whose business it is does."""
    method = "/somicis.intake.v1.IntakeService/GetCase"
    stack.answers["GetCase"] = refusing("ROLE_MAY_NOT_CALL", method=method, role="ops", allowed="auditor, partner")

    italian, english = (at_stack("desk", "show", CASE, "--lang", lang).err for lang in ("it", "en"))

    assert "gestore" in italian
    assert "un auditor (--as auditor); il partner stesso" in italian
    assert "an auditor (--as auditor); the partner itself" in english
    assert method not in italian + english


def test_a_group_alone_shows_its_help(somicis: Somicis) -> None:
    """Who does not know how to go on is told, and a script sees that nothing was done."""
    ran = somicis("desk")

    assert ran.status == 2
    assert "Uso: somicis desk" in ran.out


@pytest.mark.parametrize("how", ["option", "environment"])
def test_a_language_that_is_not_there_is_refused(how: str, somicis: Somicis) -> None:
    """A wish that cannot be met is not passed over in silence."""
    ran = somicis("desk", "list", "--lang", "fr") if how == "option" else somicis("desk", "list", SOMICIS_LANG="fr")

    assert (ran.status, ran.err.startswith("La lingua fr non c'è")) == (2, True)


def test_a_machine_reads_of_wrong_words_too(somicis: Somicis) -> None:
    """A script that mistypes gets data, not prose."""
    ran = somicis("desk", "show", "7", "--output", "json")

    assert ran.status == 2
    assert ran.error["reason"] == "USAGE"


def test_without_a_stack_one_is_told_what_to_start(somicis: Somicis, tmp_path: object) -> None:
    """Status 3 says that nobody answered; the sentence says what to do."""
    ran = somicis("desk", "list", "--stack-file", f"{tmp_path}/stack.json")

    assert ran.status == 3
    assert "make run" in ran.err
    assert "Traceback" not in ran.err


def test_a_refusal_is_told_in_the_readers_language(at_stack: Somicis, stack: AnsweringStack) -> None:
    """Status 1 says that a rule refused; days and codes are words, the reason stays as it is."""
    stack.answers["GetCase"] = refusing("CASE_CLOSED", case_id=CASE, outcome="funded")

    italian, english = at_stack("desk", "show", CASE), at_stack("desk", "show", CASE, "--lang", "en")

    assert italian.status == english.status == 1
    assert f"Il caso {CASE} è chiuso, con l'esito: finanziato." in italian.err
    assert "[CASE_CLOSED]" in italian.err
    assert f"Case {CASE} is closed, with the outcome: funded." in english.err


def test_a_machine_reads_the_reason_and_its_facts(at_stack: Somicis, stack: AnsweringStack) -> None:
    """The data of a refusal is the same in every language, but for its sentence."""
    stack.answers["GetCase"] = refusing("CASE_CLOSED", case_id=CASE, outcome="funded")

    error = at_stack("desk", "show", CASE, "--output", "json").error

    assert (error["reason"], error["code"]) == ("CASE_CLOSED", "FAILED_PRECONDITION")
    assert error["facts"] == {"case_id": CASE, "outcome": "funded"}


def test_a_reason_this_client_does_not_know_is_told_in_the_services_words(
    at_stack: Somicis, stack: AnsweringStack
) -> None:
    """A service may be newer than the client."""
    stack.answers["GetCase"] = refusing("CASE_ON_HOLD", "The case is on hold until {day}.")

    ran = at_stack("desk", "show", CASE)

    assert ran.status == 1
    assert "The case is on hold until {day}." in ran.err


def test_a_wrong_field_is_named_and_explained(at_stack: Somicis, stack: AnsweringStack) -> None:
    """What the service finds wrong in a field is told in the reader's language, with the field's label."""
    bad = error_details_pb2.BadRequest()
    bad.field_violations.add(field="profile.comune", description="must match [0-9]{6}|abroad|unknown")
    info = error_details_pb2.ErrorInfo(reason="INVALID_FIELD")
    stack.answers["RecordContact"] = failing(grpc.StatusCode.INVALID_ARGUMENT, "wrong", info, bad)

    ran = at_stack("desk", "contact", "--desk", "FERMO", "--channel", "phone", "--citizenship", "SN")

    assert ran.status == 1
    assert "Comune (profile.comune): deve essere un codice ISTAT di sei cifre, come 109006," in ran.err


def test_a_bug_of_a_service_gives_something_to_quote(at_stack: Somicis, stack: AnsweringStack) -> None:
    """Nobody is shown what went wrong inside; everybody can ask about it."""
    info = error_details_pb2.ErrorInfo(reason="INTERNAL", metadata={"correlation": "c-1"})
    stack.answers["GetCase"] = failing(grpc.StatusCode.INTERNAL, "Something is wrong.", info)

    ran = at_stack("desk", "show", CASE)

    assert ran.status == 1
    assert "cita c-1" in ran.err


def test_an_unknown_identity_is_told_who_there_is(at_stack: Somicis) -> None:
    """A mistyped name is answered with the right ones."""
    ran = at_stack("desk", "list", "--as", "CCIAA")

    assert ran.status == 2
    assert "auditor, editor, editor-2, operator, ops, orientation, supervisor, CCIAA_MARCHE" in ran.err
