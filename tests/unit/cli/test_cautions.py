"""What is doubtful in a command that was done reaches whoever gave it, and looks like no failure."""

import pytest
from somicis.catalogue.v1.measure_pb2 import WINDOW_STATE_CLOSED, WINDOW_STATE_UNKNOWN, WINDOW_STATE_UPCOMING
from somicis.intake.v1 import case_pb2 as cases
from somicis.intake.v1 import caution_pb2 as cautions
from somicis.intake.v1 import intake_service_pb2 as intake
from somicis.shared.v1.receipt_pb2 import Receipt

from tests.support.answering_stack import AnsweringStack
from tests.unit.cli.conftest import Ran, Somicis

CASE = "3f2b8c1e-0d5a-4c8e-9a41-6a2f0d7c5b10"
REFERRAL = "57229557-d0d1-50d5-9388-1bb2bf47953c"
RECEIPT = Receipt(id=CASE, version=8, position=21)
CLOSING = ("desk", "close", CASE, "--outcome", "funded", "--evidence", "PROT/1")
PROPOSING = ("desk", "propose", CASE, "MICROCREDITO_IMPR")


@pytest.fixture(autouse=True)
def _a_case_at_version_7(stack: AnsweringStack) -> None:
    stack.answers["GetCase"] = intake.GetCaseResponse(case=cases.Case(case_id=CASE, version=7))


def proposed_with(stack: AnsweringStack, *told: cautions.Caution) -> None:
    """The services answer a proposal with these cautions."""
    stack.answers["ProposeMeasures"] = intake.ProposeMeasuresResponse(receipt=RECEIPT, cautions=told)


def closed_with(stack: AnsweringStack, *kinds: cautions.CautionKind.ValueType) -> None:
    """The services answer a closing with cautions of these kinds."""
    told = [cautions.Caution(kind=kind, recipient="CCIAA_MARCHE", referral_id=REFERRAL) for kind in kinds]
    stack.answers["CloseCase"] = intake.CloseCaseResponse(receipt=RECEIPT, cautions=told)


def last_line(ran: Ran) -> str:
    """What stands at the end of an answer: the command was done, and nobody complained."""
    assert (ran.status, ran.err) == (0, "")
    return ran.out.splitlines()[-1]


@pytest.mark.parametrize(
    ("caution", "italian", "english"),
    [
        (
            cautions.Caution(window=WINDOW_STATE_UPCOMING, opens_on="2023-05-01"),
            (
                "Avvertenza: nel giorno della proposta la finestra di MICROCREDITO_IMPR non risulta aperta "
                "(aprirà il 01/05/2023). Accertati che la persona lo sappia."
            ),
            (
                "Caution: on the day of the proposal the window of MICROCREDITO_IMPR is not known to be open "
                "(opens on 2023-05-01). Make sure that the person knows."
            ),
        ),
        (cautions.Caution(window=WINDOW_STATE_CLOSED, closes_on="2022-12-31"), "(chiusa dopo il 31/12/2022)", "closed"),
        (cautions.Caution(window=WINDOW_STATE_UNKNOWN), "(non nota)", "(not known)"),
    ],
)
def test_a_measure_one_cannot_apply_for_is_told_below_the_answer(
    at_stack: Somicis, stack: AnsweringStack, caution: cautions.Caution, italian: str, english: str
) -> None:
    """An operator reads which measure, and the day that decides it, as days are written here."""
    caution.kind, caution.measure_id = cautions.CAUTION_KIND_MEASURE_NOT_OPEN, "MICROCREDITO_IMPR"
    proposed_with(stack, caution)

    ran = at_stack(*PROPOSING)
    assert ran.out.startswith("Misure proposte.")
    assert italian in last_line(ran)
    assert english in last_line(at_stack(*PROPOSING, "--lang", "en"))


@pytest.mark.parametrize(
    ("kind", "italian", "english"),
    [
        (
            cautions.CAUTION_KIND_REFERRAL_UNANSWERED,
            "Avvertenza: CCIAA_MARCHE non ha ancora risposto all'invio.",
            "Caution: CCIAA_MARCHE has not answered the referral yet.",
        ),
        (
            cautions.CAUTION_KIND_ORIENTATION_NOT_HELD,
            "Avvertenza: il caso è chiuso con questo esito e non risulta alcun orientamento.",
            "Caution: the case is closed with this outcome, and no orientation was recorded.",
        ),
        (
            cautions.CAUTION_KIND_SHEET_NOT_ISSUED,
            "Avvertenza: il caso è chiuso come orientato e non risulta consegnata la scheda di orientamento.",
            "Caution: the case is closed as oriented, and no orientation sheet was recorded as given.",
        ),
    ],
)
def test_what_is_missing_in_a_closed_case_is_told(
    at_stack: Somicis,
    stack: AnsweringStack,
    kind: cautions.CautionKind.ValueType,
    italian: str,
    english: str,
) -> None:
    """The case is closed all the same, and the answer begins with that."""
    closed_with(stack, kind)

    ran = at_stack(*CLOSING)
    assert ran.out.startswith("Caso chiuso.")
    assert last_line(ran).startswith(italian)
    assert last_line(at_stack(*CLOSING, "--lang", "en")).startswith(english)


def test_a_measure_the_catalogue_says_no_to_is_told(at_stack: Somicis, stack: AnsweringStack) -> None:
    """It is named, since several may have been proposed at once."""
    kind = cautions.CAUTION_KIND_MEASURE_NOT_ELIGIBLE
    proposed_with(stack, cautions.Caution(kind=kind, measure_id="NUOVA_MARCORA"))

    assert "la persona non è ammissibile a NUOVA_MARCORA" in last_line(at_stack(*PROPOSING))
    assert "the person is not eligible for NUOVA_MARCORA" in last_line(at_stack(*PROPOSING, "--lang", "en"))


def test_each_caution_has_its_line(at_stack: Somicis, stack: AnsweringStack) -> None:
    """And an answer without any says nothing of cautions."""
    closed_with(stack, cautions.CAUTION_KIND_REFERRAL_UNANSWERED, cautions.CAUTION_KIND_ORIENTATION_NOT_HELD)
    assert at_stack(*CLOSING).out.count("Avvertenza:") == 2

    closed_with(stack)
    assert "Avvertenza:" not in at_stack(*CLOSING).out


def test_a_caution_of_tomorrow_is_told_by_its_code(at_stack: Somicis, stack: AnsweringStack) -> None:
    """A newer service may doubt what this client knows nothing of."""
    proposed_with(stack, cautions.Caution(kind=99))  # type: ignore[arg-type]

    assert last_line(at_stack(*PROPOSING)) == "Avvertenza: 99"


def test_a_machine_reads_codes_and_facts(at_stack: Somicis, stack: AnsweringStack) -> None:
    """A script need not understand sentences, and always finds the list."""
    closed_with(stack, cautions.CAUTION_KIND_REFERRAL_UNANSWERED)
    [told] = at_stack(*CLOSING, "--output", "json").data["cautions"]
    assert (told["kind"], told["referral_id"], told["recipient"]) == ("referral_unanswered", REFERRAL, "CCIAA_MARCHE")
    assert (told["measure_id"], told["window"], told["opens_on"], told["closes_on"]) == ("", None, "", "")

    closed_with(stack)
    assert at_stack(*CLOSING, "--output", "json").data["cautions"] == []
