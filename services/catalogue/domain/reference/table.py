"""The tables beside this module, which say in their first lines where they are from."""

from csv import DictReader
from importlib.resources import files


def rows(file: str) -> list[dict[str, str]]:
    """The rows of a CSV file of this folder, by the names in its heading; lines that begin with `#` are comments."""
    with files("services.catalogue.domain.reference").joinpath(file).open(encoding="utf-8") as lines:
        return list(DictReader(line for line in lines if not line.startswith("#")))
