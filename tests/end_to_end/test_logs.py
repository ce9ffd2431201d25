"""What those who keep a stack read in its logs: every call that failed, and nothing that anybody sent."""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import Any
from uuid import uuid4

import grpc
import pytest
from google.protobuf.message import Message
from somicis.catalogue.v1 import catalogue_service_pb2 as catalogue
from somicis.intake.v1 import case_pb2 as cases
from somicis.intake.v1 import intake_service_pb2 as intake
from somicis.referral.v1 import referral_pb2 as referrals
from somicis.referral.v1 import referral_service_pb2 as referral

from stacks.demo.case_facts import PROFILE
from tests.support.desk_at_work import LIMIT_S, DeskAtWork, asked_anew
from tests.support.eventually import eventually
from tests.support.grpc_answers import failure_of
from tests.support.running_stack import PROCESSES

pytestmark = pytest.mark.slow


def test_nothing_that_was_sent_is_in_a_log(desk: DeskAtWork) -> None:
    """Neither of what was right, nor of what was wrong, nor what opened the door: logs are read by others."""
    said = list(everything_said(desk))
    desk.running.settled()
    logs = "\n".join(line for process in PROCESSES for line in desk.running.log_lines(process))

    assert len(said) > 25
    assert [text for text in said if text in logs] == []


def everything_said(desk: DeskAtWork) -> Iterator[str]:
    """Send what is unmistakable, right and wrong; every text of it, and the tokens it was sent with."""
    for method, request in unmistakable(desk):
        with suppress(grpc.RpcError):
            method(request, timeout=LIMIT_S)
        yield from texts_in(request)
    for token in desk.running.stack.tokens.glob("*.jwt"):
        yield token.read_text("utf-8").strip().split(".")[1]


def unmistakable(desk: DeskAtWork) -> Iterator[tuple[Any, Any]]:
    """Requests with texts that stand nowhere else."""
    intakes, mark = desk.operator.intake, uuid4().hex[:8].upper()
    case = desk.case().analysed()
    contact = intake.RecordContactRequest(desk=f"DESK_{mark}", channel=cases.CHANNEL_MAIL, citizenship="SN")
    yield intakes.RecordContact, asked_anew(contact)
    yield intakes.ActivateDesk, asked_anew(intake.ActivateDeskRequest(desk=f"DESK_{mark}"))
    yield intakes.ActivateDesk, asked_anew(intake.ActivateDeskRequest(desk=f"desk wrong {mark}"))
    opened = intake.OpenCaseRequest(contact_id=desk.contact(), profile=PROFILE)
    opened.profile.comune = f"no comune {mark}"
    yield intakes.OpenCase, asked_anew(opened)
    need = cases.Need(purpose=1, legal_form=1, ateco=f"ateco {mark}")  # type: ignore[arg-type]
    yield intakes.RecordNeed, case.request(intake.RecordNeedRequest(need=need))
    sheet = intake.IssueSheetRequest(reference=f"SCHEDA/{mark}", language="it")
    yield intakes.IssueSheet, case.request(sheet)
    closed = intake.CloseCaseRequest(outcome=cases.CLOSING_OUTCOME_ORIENTED, evidence=f"PROT/{mark}")
    yield intakes.CloseCase, case.request(closed)
    yield intakes.GetCase, intake.GetCaseRequest(case_id=str(uuid4()))
    yield intakes.ListCases, intake.ListCasesRequest(page_token=f"token{mark}")
    kind = referrals.ORGANISATION_KIND_ASSOCIATION
    named = referral.RegisterOrganisationRequest(code=f"ASS_{mark}", name=f"Associazione {mark}", kind=kind)
    yield desk.running.clients("supervisor").referral.RegisterOrganisation, asked_anew(named)
    document = f"id: MISURA_{mark}\nname: [never closed {mark}\n"
    imported = catalogue.ImportMeasureRequest(document=document)
    yield desk.running.clients("editor").catalogue.ImportMeasure, asked_anew(imported)


def texts_in(message: Message) -> Iterator[str]:
    """Every text a message carries that is long enough to be found."""
    for field, content in message.ListFields():
        for one in content if field.is_repeated else [content]:
            if isinstance(one, Message):
                yield from texts_in(one)
            elif isinstance(one, str) and len(one) > 4:
                yield from one.strip().splitlines()


def test_every_line_of_every_log_is_one_json_object_that_says_where_and_when(desk: DeskAtWork) -> None:
    """Also while strangers knock: a handshake that fails is no line of prose."""
    without = grpc.secure_channel(
        desk.running.stack.services["intake"].organisations,
        grpc.ssl_channel_credentials(desk.running.stack.ca.read_bytes()),
    )
    with without:
        assert (
            failure_of(partial(without.unary_unary("/a/b"), b"", timeout=LIMIT_S)).code is grpc.StatusCode.UNAVAILABLE
        )

    for line in desk.running.log():
        assert {"process", "event", "level", "timestamp", "logger"} <= set(line), line
        assert line["process"] in PROCESSES
        assert line["level"] not in {"error", "critical"}, line


def test_a_failed_call_is_found_in_the_log_by_the_correlation_its_caller_knows(desk: DeskAtWork) -> None:
    """Who asks about it quotes one id; the line says which call, whose, and how it ended."""
    correlation = str(uuid4())
    asked = intake.GetCaseRequest(case_id=str(uuid4()))

    failure = failure_of(
        lambda: desk.operator.intake.GetCase(asked, timeout=LIMIT_S, metadata=(("x-correlation-id", correlation),))
    )

    assert failure.trailing["x-correlation-id"] == correlation
    [line] = eventually(lambda: [one for one in desk.running.log() if one.get("correlation") == correlation], bool)
    assert (line["rpc"], line["code"]) == ("/somicis.intake.v1.IntakeService/GetCase", "NOT_FOUND")
    assert (line["organisation"], line["role"]) == ("PREFETTURA_FERMO", "operator")
