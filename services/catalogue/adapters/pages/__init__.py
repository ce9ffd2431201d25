"""Writes the pages for everybody: each is whole in itself, loads nothing from elsewhere and runs nothing."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from services.catalogue.domain.sheets.bulletin import Bulletin, Public, bulletin
from services.catalogue.domain.sheets.open_data import open_data


@dataclass(frozen=True)
class Page:
    """A file: where it belongs below the folder of the pages, and its content."""

    path: str
    content: bytes


def pages(of: Public, languages: Sequence[str]) -> Iterator[Page]:
    """All there is to publish: the way in, the data, and for each language an index and a page for each measure."""
    told = [bulletin(of, language) for language in languages]
    yield _page("index.html", "languages.html", bulletins=told)
    data = json.dumps(open_data(of, languages), ensure_ascii=False, indent=1)
    yield Page("measures.json", f"{data}\n".encode())
    for one in told:
        yield from _of_one_language(one, told)


def _of_one_language(one: Bulletin, told: Sequence[Bulletin]) -> Iterator[Page]:
    yield _page(f"{one.language}/index.html", "index.html", bulletin=one, bulletins=told, here="index.html")
    for group in one.groups:
        for measure in group.measures:
            path, shown = f"{measure.id}.html", {"bulletin": one, "bulletins": told, "measure": measure}
            yield _page(f"{one.language}/{path}", "measure.html", **shown, group=group, here=path)


def _page(path: str, template: str, **shown: object) -> Page:
    return Page(path, _templates().get_template(template).render(**shown).encode())


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
