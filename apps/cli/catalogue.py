"""`somicis catalogue …`: the measures, imported by an editor from files and read by everybody."""

import json
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID, uuid4, uuid5

import typer
from somicis.catalogue.v1 import catalogue_service_pb2 as pb
from somicis.catalogue.v1 import measure_pb2 as measures

from apps.cli.done import outcome
from apps.cli.door import group, question, versioned_command
from apps.cli.measure_tables import imports_table, matches_table, measure_tables
from apps.cli.session import Session
from apps.cli.spoken import more
from apps.cli.typed import AtLeastPosition, CodeName, Day, Limit, Mistake, OccurredOn, Paths, coded
from apps.connection.asking import ask
from apps.connection.plain import plain
from apps.connection.problems import FileUnreadable

CATALOGUE = group("catalogue")
WHO_IMPORTS = "editor"
"""Whom `import` speaks as without --as: an operator may not."""
MEASURE_FILES = ("*.yaml", "*.yml")


def add_to(parent: typer.Typer) -> None:
    """Put the group into the program."""
    parent.add_typer(CATALOGUE)


@versioned_command(CATALOGUE, "import")
def import_files(session: Session, paths: Paths, on: OccurredOn = None) -> None:
    """ImportMeasure, once for each file; a folder stands for the measure files in it."""
    files, version = files_in(paths), session.choices.expected_version or 0
    if version and len(files) > 1:
        raise Mistake("one_file", number=str(len(files)))
    first_id = UUID(session.choices.request_id) if session.choices.request_id else uuid4()
    done = []
    for file in session.progress(files):
        # One request id covers many files: each gets its own from it, the same whenever it is repeated.
        session.choices.request_id = str(first_id if len(files) == 1 else uuid5(first_id, file.name))
        request = pb.ImportMeasureRequest(document=read(file), published_on=on or "", expected_version=version)
        session.about_file = str(file)
        answer = session.send(session.clients(WHO_IMPORTS).catalogue.ImportMeasure, request)
        done.append({"file": str(file), **outcome(answer, "id")})
    session.show({"request_id": str(first_id), "files": done}, imports_table(session.texts, done))


@question(CATALOGUE, "list")
def list_measures(
    session: Session,
    on: Annotated[str | None, typer.Option("--on", parser=Day())] = None,
    level: Annotated[measures.Level.ValueType, coded("--level", measures.Level)] = measures.LEVEL_UNSPECIFIED,
    limit: Limit = 200,
    at_least_position: AtLeastPosition = 0,
) -> None:
    """ListMeasures."""
    request = pb.ListMeasuresRequest(on=on or "", level=level, at_least_position=at_least_position)
    found, cut = session.listed(session.clients().catalogue.ListMeasures, request, "measures", limit)
    data = {"measures": [plain(one) for one in found], "more": cut}
    session.show(data, matches_table(session.texts, found), more(session.texts, limit, cut))


@question(CATALOGUE, "show")
def show(session: Session, measure: CodeName) -> None:
    """GetMeasure."""
    answer = ask(session.clients().catalogue.GetMeasure, pb.GetMeasureRequest(measure_id=measure))
    document: dict[str, Any] = json.loads(answer.document_json)
    session.show({"measure": document, "version": answer.version}, *measure_tables(session.texts, document))


def files_in(paths: list[Path]) -> list[Path]:
    """The files named, and the measure files of the folders named, in order. Raises Mistake for no file at all."""
    found = [file for path in paths for file in (_measure_files(path) if path.is_dir() else [path])]
    if not found:
        raise Mistake("no_files", paths=", ".join(map(str, paths)))
    return found


def read(file: Path) -> str:
    """The text of a measure file. Raises FileUnreadable."""
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(path=file, problem=getattr(error, "strerror", None) or error) from error


def _measure_files(folder: Path) -> list[Path]:
    return sorted(file for pattern in MEASURE_FILES for file in folder.glob(pattern))
