"""`somicis catalogue publish --to FOLDER`: the pages for everybody, written into a folder that is put on view."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import grpc
from rich.text import Text
from somicis.catalogue.v1.sheets_pb2 import MakePagesRequest, MakePagesResponse

from apps.cli.session import Session
from apps.cli.texts import PAPER_LANGUAGES
from apps.cli.typed import Mistake
from apps.connection.asking import unavailable
from apps.connection.problems import FileUnwritable
from apps.connection.refusals import refused

DATA = "measures.json"
"""Stands in every folder of pages, and so tells one."""
DEADLINE_S = 60.0
AWAY = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED)


class Languages:
    """Reads languages of papers with commas between them, such as it,en,fr,ar."""

    kind = "languages"

    def __call__(self, typed: str) -> str:
        if unknown := [one for one in typed.split(",") if one not in PAPER_LANGUAGES]:
            raise Mistake("code", typed=unknown[0], known=", ".join(PAPER_LANGUAGES))
        return typed


def write_pages(session: Session, to: Path, languages: str | None, on: str | None) -> None:
    """MakePages, in the place of the pages of before. Raises Mistake for a folder that holds something else."""
    before = {path.name for path in to.iterdir()} if to.is_dir() else set()
    if before and DATA not in before:
        raise Mistake("folder_of_others", folder=str(to))
    request = MakePagesRequest(languages=languages.split(",") if languages else [], as_of=on or "")
    with tempfile.TemporaryDirectory() as made:
        files = _received(session, request, Path(made))
        _put(Path(made), to)
    said = session.texts.say("said", "pages_written", count=len(files), folder=str(to))
    session.show({"folder": str(to), "files": files}, Text(said))


def _received(session: Session, request: MakePagesRequest, made: Path) -> list[str]:
    """All of them, before anything of before is touched."""
    names = []
    for page in _pages(session, request):
        file = made / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(page.content)
        names.append(page.path)
    return names


def _pages(session: Session, request: MakePagesRequest) -> Iterator[MakePagesResponse]:
    try:
        yield from session.clients().catalogue.MakePages(request, timeout=DEADLINE_S)
    except grpc.RpcError as error:
        raise unavailable(request, error) if error.code() in AWAY else refused(error) from error


def _put(made: Path, to: Path) -> None:
    """In the place of before; a measure that nobody may read of any more leaves no page behind."""
    try:
        for language in PAPER_LANGUAGES:
            shutil.rmtree(to / language, ignore_errors=True)
        shutil.copytree(made, to, dirs_exist_ok=True)
    except OSError as error:
        raise FileUnwritable(path=to, problem=error.strerror or error) from error
