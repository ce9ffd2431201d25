"""Writes docs/events.md and docs/asyncapi.yaml, or with --check says which of them is not current."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from proto.generate import HERE
from proto.papers.asyncapi import asyncapi
from proto.papers.events_page import events_page
from proto.papers.language import read
from stacks.topology import TOPOLOGY

DOCS = HERE.parent / "docs"


def main() -> int:
    """Write the papers, or with --check say what is not current and exit with 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when a paper is stale")
    if parser.parse_args().check:
        return report(stale())
    for path, text in papers().items():
        path.write_text(text, "utf-8")
    return 0


def papers() -> Mapping[Path, str]:
    """Every paper as it is to be."""
    language = read()
    return {
        DOCS / "events.md": events_page(language, TOPOLOGY),
        DOCS / "asyncapi.yaml": asyncapi(language, TOPOLOGY),
    }


def stale() -> list[str]:
    """The papers that are missing, or not what they are to be."""
    return [path.name for path, text in papers().items() if not path.exists() or path.read_text("utf-8") != text]


def report(stale: list[str]) -> int:
    """Name the stale papers and answer the exit status."""
    for name in stale:
        print(f"docs/{name} is not what proto/ and the code make: run `make contracts`.", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
