"""A list of ATECO divisions, as notices give them."""

from pydantic import StrictBool

from services.catalogue.domain.part import NotEmpty, Part


class Divisions(Part):
    """ATECO divisions, two digits each, of one version; of an incomplete list nobody knows what else is in it."""

    version: str
    codes: NotEmpty[tuple[str, ...]]
    complete: StrictBool = True
