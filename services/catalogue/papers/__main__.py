"""`python -m services.catalogue.papers`: write the pages, or with --check say whether they are what they should be."""

import sys
from pathlib import Path

from services.catalogue.papers.facts_page import facts_page
from services.catalogue.papers.measures_page import measures_page

DOCS = Path(__file__).resolve().parents[3] / "docs"
PAGES = {"facts.md": facts_page, "measures.md": measures_page}


def main(arguments: list[str]) -> int:
    """Exit status 1 when a page is not what it should be."""
    made = {DOCS / name: page() for name, page in PAGES.items()}
    if arguments == ["--check"]:
        stale = [path.name for path, text in made.items() if not path.exists() or path.read_text("utf-8") != text]
        sys.stderr.writelines(f"docs/{name} is out of date: make contracts\n" for name in stale)
        return int(bool(stale))
    for path, text in made.items():
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
