"""The pages for everybody on the command line: a folder that is whole, or as it was."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
from somicis.catalogue.v1 import sheets_pb2 as pb

from tests.support.answering_stack import AnsweringStack
from tests.unit.cli.conftest import Somicis


def making(*paths: str) -> Any:
    """A catalogue that makes these files."""

    def answer(_: pb.MakePagesRequest, __: grpc.ServicerContext) -> Iterator[pb.MakePagesResponse]:
        for path in paths:
            yield pb.MakePagesResponse(path=path, content=path.encode())

    return answer


def breaking_off(_: pb.MakePagesRequest, context: grpc.ServicerContext) -> Iterator[pb.MakePagesResponse]:
    """A catalogue that goes away after the first file."""
    yield pb.MakePagesResponse(path="measures.json", content=b"new")
    context.abort(grpc.StatusCode.UNAVAILABLE, "gone")


def test_pages_are_written_into_a_folder(at_stack: Somicis, stack: AnsweringStack, tmp_path: Path) -> None:
    """In the languages asked for; the program goes on in its own."""
    stack.answers["MakePages"] = making("index.html", "measures.json", "it/index.html", "ar/index.html")
    to = tmp_path / "pages"

    ran = at_stack("catalogue", "publish", "--lang", "it,ar", "--to", str(to), "--on", "2023-01-16")

    assert ran.status == 0, ran.err
    assert f"4 file scritti in {to}" in "".join(ran.out.splitlines())
    assert (to / "ar" / "index.html").read_bytes() == b"ar/index.html"
    assert stack.requests("MakePages") == [pb.MakePagesRequest(languages=["it", "ar"], as_of="2023-01-16")]


def test_a_measure_that_is_public_no_longer_leaves_no_page_behind(
    at_stack: Somicis, stack: AnsweringStack, tmp_path: Path
) -> None:
    """Nor does a language that is no longer made."""
    to = tmp_path / "pages"
    stack.answers["MakePages"] = making("measures.json", "it/index.html", "it/GONE.html", "fr/index.html")
    at_stack("catalogue", "publish", "--to", str(to))
    stack.answers["MakePages"] = making("measures.json", "it/index.html")

    told = at_stack("catalogue", "publish", "--to", str(to), "--output", "json").data

    assert told == {"folder": str(to), "files": ["measures.json", "it/index.html"]}
    left = sorted(str(path.relative_to(to)) for path in to.rglob("*") if path.is_file())
    assert left == ["it/index.html", "measures.json"]


def test_what_breaks_off_leaves_the_pages_as_they_were(
    at_stack: Somicis, stack: AnsweringStack, tmp_path: Path
) -> None:
    """Half of the pages would say that the other half does not exist."""
    (tmp_path / "measures.json").write_bytes(b"old")
    stack.answers["MakePages"] = breaking_off

    ran = at_stack("catalogue", "publish", "--to", str(tmp_path))

    assert ran.status == 3
    assert (tmp_path / "measures.json").read_bytes() == b"old"


def test_a_folder_that_holds_something_else_is_left_alone(
    at_stack: Somicis, stack: AnsweringStack, tmp_path: Path
) -> None:
    """Somebody may have typed the wrong one."""
    (tmp_path / "letters").mkdir()

    ran = at_stack("catalogue", "publish", "--to", str(tmp_path))

    assert ran.status == 2
    assert str(tmp_path) in "".join(ran.err.splitlines())
    assert stack.requests("MakePages") == []


@pytest.mark.parametrize("languages", ["de", "it,de"])
def test_a_language_nobody_has_written_is_refused(
    at_stack: Somicis, stack: AnsweringStack, tmp_path: Path, languages: str
) -> None:
    """With those there are."""
    ran = at_stack("catalogue", "publish", f"--lang={languages}", "--to", str(tmp_path / "pages"))

    assert (ran.status, stack.requests("MakePages")) == (2, [])
