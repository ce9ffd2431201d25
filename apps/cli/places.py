"""Where what a service finds wrong in a measure file stands in that file."""

from dataclasses import replace
from uuid import uuid4

from somicis.catalogue.v1 import catalogue_service_pb2 as pb

from apps.cli.edition_tables import Tried
from apps.cli.session import Session
from apps.connection.refusals import Refused
from apps.spreadsheets.document_text import DocumentText


def in_its_places(session: Session, document: DocumentText, refused: Refused, version: int = 0) -> Refused:
    """What is wrong in a file, each with where it stands there, as a dry run tells it; another refusal as it is.

    Of who may not import it says what is wrong, and not where.
    """
    if refused.reason != "INVALID_FIELD":
        return refused
    request = pb.ImportMeasureRequest(document=document.text, expected_version=version, dry_run=True)
    session.choices.request_id = str(uuid4())
    try:
        tried = Tried("", document, session.send(session.clients("editor").catalogue.ImportMeasure, request))
    except Refused:
        return refused
    found = [(problem.problem, tried.place(problem.line)) for problem in tried.answer.problems]
    violations = zip(refused.field_violations, found, strict=False)
    # An answer carries no long sentence whole.
    placed = [
        replace(one, place=place)
        for one, (problem, place) in violations
        if problem.startswith(one.problem.removesuffix("…"))
    ]
    fields = tuple(placed) if len(placed) == len(refused.field_violations) else refused.field_violations
    return Refused(refused.code, refused.message, refused.reason, refused.facts, fields)
