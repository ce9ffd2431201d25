"""What editors do in `somicis catalogue …`: import, export, review, publish, withdraw, suspend, resume, close."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID, uuid4, uuid5

import typer
from rich.text import Text
from somicis.catalogue.v1 import catalogue_service_pb2 as pb
from somicis.catalogue.v1 import edition_pb2 as editions

from apps.cli.done import done, outcome
from apps.cli.door import question, versioned_command
from apps.cli.edition_tables import Tried, dry_run_data, dry_run_lines, editing_table
from apps.cli.measure_files import files_in, read_document
from apps.cli.pages import Languages, write_pages
from apps.cli.places import in_its_places
from apps.cli.session import Session
from apps.cli.typed import CodeName, Day, Mistake, OccurredOn, Paths, coded
from apps.connection.asking import ask
from apps.connection.paging import every_page
from apps.connection.problems import FileUnreadable
from apps.connection.refusals import Refused
from apps.spreadsheets.files import SUFFIXES, is_spreadsheet, write_spreadsheet

EDITING = typer.Typer()
DRAFTER, SECOND_EDITOR = "editor", "editor-2"
"""Whom commands speak as without --as: nobody reviews or publishes what they wrote."""

Measures = Annotated[list[str] | None, typer.Argument()]
Editions = Annotated[list[str] | None, typer.Option("--edition")]
All = Annotated[bool, typer.Option("--all")]
Note = Annotated[str, typer.Option("--note")]
FromDay = Annotated[str | None, typer.Option("--from", parser=Day())]
Outcome = dict[str, Any]


@versioned_command(EDITING, "import")
def import_files(session: Session, paths: Paths, dry_run: Annotated[bool, typer.Option("--dry-run")] = False) -> None:
    """ImportMeasure, once for each file; a folder stands for the measure files in it."""
    files = files_in(paths)
    _check_one(session, files)
    if dry_run:
        _dry_run(session, files)
        return
    call = session.clients(DRAFTER).catalogue.ImportMeasure
    first_id, told = _first_id(session), []
    for file in session.progress(files):
        session.about_file = str(file)
        document = read_document(file)
        request = pb.ImportMeasureRequest(document=document.text, expected_version=_version(session))
        try:
            told.append({"file": str(file), **_sent(session, call, request, first_id, file.name, len(files))})
        except Refused as refused:
            raise in_its_places(session, document, refused, _version(session)) from refused
    session.show({"request_id": str(first_id), "files": told}, editing_table(session.texts, told))


@question(EDITING, "export")
def export(
    session: Session,
    measure: CodeName,
    file: Annotated[Path, typer.Option("--file")],
    drafts: Annotated[bool, typer.Option("--drafts")] = False,
) -> None:
    """GetMeasure, as a spreadsheet to start from."""
    if not is_spreadsheet(file):
        raise Mistake("no_spreadsheet", file=str(file), known=", ".join(SUFFIXES))
    if file.exists():
        raise Mistake("file_there", file=str(file))
    request = pb.GetMeasureRequest(measure_id=measure, with_drafts=drafts)
    answer = ask(session.clients(DRAFTER).catalogue.GetMeasure, request)
    try:
        write_spreadsheet(json.loads(answer.document_json), file)
    except OSError as error:
        raise FileUnreadable(path=file, problem=error.strerror or error) from error
    data = {"measure_id": measure, "version": answer.version, "file": str(file)}
    session.show(data, Text(session.texts.say("said", "exported", **data)))


@versioned_command(EDITING, "review")
def review(session: Session, measures: Measures = None, edition: Editions = None, every: All = False) -> None:
    """ReviewDrafts, once for each measure."""
    call = session.clients(SECOND_EDITOR).catalogue.ReviewDrafts
    _each(session, call, pb.ReviewDraftsRequest, measures, every, edition_ids=edition or [])


@versioned_command(EDITING, "publish")
def publish(
    session: Session,
    measures: Measures = None,
    edition: Editions = None,
    every: All = False,
    on: OccurredOn = None,
    to: Annotated[Path | None, typer.Option("--to")] = None,
    lang: Annotated[str | None, typer.Option("--lang", parser=Languages())] = None,
) -> None:
    """PublishDrafts, once for each measure; with a folder MakePages, for everybody."""
    if to:
        write_pages(session, to, lang, on)
        return
    call = session.clients(SECOND_EDITOR).catalogue.PublishDrafts
    about = {"edition_ids": edition or [], "published_on": on or ""}
    _each(session, call, pb.PublishDraftsRequest, measures, every, **about)


@versioned_command(EDITING, "withdraw")
def withdraw(
    session: Session,
    measure: CodeName,
    reason: Annotated[editions.WithdrawalReason.ValueType, coded("--reason", editions.WithdrawalReason)],
    edition: Editions = None,
    note: Note = "",
) -> None:
    """WithdrawDrafts."""
    request = pb.WithdrawDraftsRequest(
        measure_id=measure, edition_ids=edition or [], reason=reason, note=note, expected_version=_version(session)
    )
    done(session, session.send(session.clients(SECOND_EDITOR).catalogue.WithdrawDrafts, request), "id")


@versioned_command(EDITING, "suspend")
def suspend(
    session: Session,
    measure: CodeName,
    edition: CodeName,
    reason: Annotated[editions.SuspensionReason.ValueType, coded("--reason", editions.SuspensionReason)],
    from_day: FromDay = None,
    note: Note = "",
) -> None:
    """SuspendEdition."""
    about = {"measure_id": measure, "edition_id": edition, "from_day": from_day or "", "note": note}
    request = pb.SuspendEditionRequest(**about, reason=reason, expected_version=_version(session))
    done(session, session.send(session.clients(DRAFTER).catalogue.SuspendEdition, request), "id")


@versioned_command(EDITING, "resume")
def resume(session: Session, measure: CodeName, edition: CodeName, from_day: FromDay = None) -> None:
    """ResumeEdition."""
    about = {"measure_id": measure, "edition_id": edition, "from_day": from_day or ""}
    request = pb.ResumeEditionRequest(**about, expected_version=_version(session))
    done(session, session.send(session.clients(DRAFTER).catalogue.ResumeEdition, request), "id")


@versioned_command(EDITING, "close")
def close(
    session: Session,
    measure: CodeName,
    edition: CodeName,
    reason: Annotated[editions.ClosingReason.ValueType, coded("--reason", editions.ClosingReason)],
    last_day: Annotated[str | None, typer.Option("--last-day", parser=Day())] = None,
    note: Note = "",
) -> None:
    """CloseEdition."""
    about = {"measure_id": measure, "edition_id": edition, "last_day": last_day or "", "note": note}
    request = pb.CloseEditionRequest(**about, reason=reason, expected_version=_version(session))
    done(session, session.send(session.clients(DRAFTER).catalogue.CloseEdition, request), "id")


def _dry_run(session: Session, files: list[Path]) -> None:
    call, told = session.clients(DRAFTER).catalogue.ImportMeasure, list[Tried]()
    for file in session.progress(files):
        session.about_file, session.choices.request_id = str(file), str(uuid4())
        document = read_document(file)
        request = pb.ImportMeasureRequest(document=document.text, expected_version=_version(session), dry_run=True)
        told.append(Tried(str(file), document, session.send(call, request)))
    session.about_file = ""
    session.show({"files": [dry_run_data(one) for one in told]}, dry_run_lines(session.texts, told))
    if any(one.answer.problems for one in told):
        raise typer.Exit(1)


def _each(
    session: Session, call: Callable[..., Any], kind: type[Any], measures: list[str] | None, every: bool, **about: Any
) -> None:
    if bool(measures) == every:
        raise Mistake("measures_or_all")
    codes = measures or _every_measure(session)
    _check_one(session, codes)
    first_id, told = _first_id(session), []
    for code in session.progress(codes):
        request = kind(measure_id=code, expected_version=_version(session), **about)
        try:
            told.append({"measure_id": code, **_sent(session, call, request, first_id, code, len(codes))})
        except Refused as refused:
            # Of all measures most have no draft that waits.
            if not every or refused.reason != "NOTHING_DRAFTED":
                raise
    session.show({"request_id": str(first_id), "measures": told}, editing_table(session.texts, told))


def _every_measure(session: Session) -> list[str]:
    catalogue = session.clients(SECOND_EDITOR).catalogue
    pages = every_page(catalogue.ListMeasures, pb.ListMeasuresRequest(with_drafts=True, page_size=200))
    return [one.measure_id for page in pages for one in page.measures]


def _sent(session: Session, call: Callable[..., Any], request: Any, first_id: UUID, name: str, of: int) -> Outcome:
    # One request id covers many: each gets its own from it, the same whenever it is repeated.
    session.choices.request_id = str(first_id if of == 1 else uuid5(first_id, name))
    return outcome(session.send(call, request), "id")


def _first_id(session: Session) -> UUID:
    return UUID(session.choices.request_id) if session.choices.request_id else uuid4()


def _version(session: Session) -> int:
    return session.choices.expected_version or 0


def _check_one(session: Session, several: list[Any]) -> None:
    if _version(session) and len(several) > 1:
        raise Mistake("one_file", number=str(len(several)))
