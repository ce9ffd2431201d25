"""The arrows between packages are a build step, and each guard of them is seen to fail."""

import tomllib
from typing import Any

import pytest

from tests.support.checkout import ROOT, Copy

OFFENCES = [
    ("layers", "services/catalogue/domain/leak.py", "import services.catalogue.application"),
    ("layers", "services/catalogue/projections/leak.py", "import services.catalogue.application"),
    ("layers", "services/catalogue/application/leak.py", "import services.catalogue.composition"),
    ("layers", "services/catalogue/unplaced/__init__.py", ""),
    ("services", "services/catalogue/application/leak.py", "import services.intake.domain"),
    ("services-know-no-stack", "services/catalogue/application/leak.py", "import stacks"),
    ("services-know-no-stack", "services/catalogue/application/leak.py", "import apps"),
    ("chassis", "chassis/leak.py", "import services.catalogue"),
    ("chassis", "chassis/leak.py", "import stacks"),
    ("chassis", "chassis/leak.py", "import somicis.intake.v1.case_pb2"),
    ("apps", "apps/leak.py", "import services.catalogue.domain"),
    ("apps", "apps/leak.py", "import chassis.modelling"),
    ("apps", "apps/leak.py", "import sqlalchemy"),
    ("domain", "services/catalogue/domain/leak.py", "import grpc"),
    ("domain", "services/catalogue/domain/leak.py", "from google.protobuf import message"),
    ("domain", "services/catalogue/domain/leak.py", "import somicis.catalogue.v1.measure_pb2"),
    ("domain", "services/catalogue/domain/leak.py", "from random import choice"),
    ("domain-and-chassis", "services/catalogue/domain/leak.py", "import chassis.days"),
    ("nameko", "services/catalogue/application/leak.py", "import nameko.messaging"),
    ("nameko", "chassis/leak.py", "from nameko.extensions import Entrypoint"),
]


def contracts() -> list[dict[str, Any]]:
    """The contracts as pyproject.toml has them."""
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found: list[dict[str, Any]] = configuration["tool"]["importlinter"]["contracts"]
    return found


def test_every_arrow_points_as_decided(copy_of_the_checkout: Copy) -> None:
    """What the design says about imports is true of the tree as it is."""
    result = copy_of_the_checkout.run("lint-imports", "--no-cache")

    assert result.returncode == 0, result.stdout


@pytest.mark.slow
@pytest.mark.parametrize(("contract", "path", "line"), OFFENCES)
def test_an_arrow_that_points_wrongly_breaks_the_build(
    copy_of_the_checkout: Copy, contract: str, path: str, line: str
) -> None:
    """A guard that was never seen to fail guards nothing."""
    copy_of_the_checkout.write_module(path, f"{line}\n")

    result = copy_of_the_checkout.run("lint-imports", "--no-cache", "--contract", contract)

    assert result.returncode == 1, result.stdout
    assert "BROKEN" in result.stdout


def test_each_contract_is_seen_to_break() -> None:
    """A contract added without an offence that breaks it is noticed."""
    assert {contract["id"] for contract in contracts()} == {contract for contract, _, _ in OFFENCES}
