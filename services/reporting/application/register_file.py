"""Reads the register of indicators from the file that people edit."""

from functools import cache
from importlib.resources import files

import yaml

from services.reporting.domain.register import Definition, Register


@cache
def register() -> Register:
    """The register shipped with the service.

    Raises:
        ValueError: a row is not what a row must be, or cites a source the file does not name.

    """
    written = yaml.safe_load((files("services.reporting") / "register.yaml").read_text("utf-8"))
    rows = [Definition.model_validate(row) for row in written["indicators"]]
    if unnamed := {row.source for row in rows} - set(written["sources"]):
        raise ValueError(f"register.yaml cites sources it does not name: {sorted(unnamed)}")
    return Register(rows)
