"""The four services as both processes of the embedded stack compose them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chassis.standing import Standings
from chassis.transport.topology import Topology
from services.catalogue import composition as catalogue
from services.catalogue.settings import Settings as CatalogueSettings
from services.intake import composition as intake
from services.intake.settings import Settings as IntakeSettings
from services.referral import composition as referral
from services.referral.settings import Settings as ReferralSettings
from services.reporting import composition as reporting
from services.reporting.settings import Settings as ReportingSettings
from stacks.layout import Layout

TOPOLOGY = Topology({each.NAME: each.HEARS for each in (intake, catalogue, referral, reporting)})


@dataclass(frozen=True)
class Composed:
    """Every service, opened on the folder of one stack."""

    intake: intake.Intake
    catalogue: catalogue.Catalogue
    referral: referral.Referral
    reporting: reporting.Reporting

    @property
    def standings(self) -> Sequence[Standings]:
        """How every service stands."""
        return [each.standings for each in (self.intake, self.catalogue, self.referral, self.reporting)]

    def close(self) -> None:
        """Close every database."""
        for each in (self.intake, self.catalogue, self.referral, self.reporting):
            each.foundations.close()


def compose(layout: Layout) -> Composed:
    """Open the four services of a stack."""
    return Composed(
        intake=intake.compose(_intake_settings(layout)),
        catalogue=catalogue.compose(CatalogueSettings(**_kept(layout, catalogue.NAME))),
        referral=referral.compose(ReferralSettings(**_kept(layout, referral.NAME))),
        reporting=reporting.compose(ReportingSettings(**_kept(layout, reporting.NAME))),
    )


def addresses(layout: Layout) -> dict[str, Any]:
    """The stack's file, where everything listens."""
    told: dict[str, Any] = json.loads(layout.stack_file.read_text("utf-8"))
    return told


def probe_address(layout: Layout, process: str) -> str:
    """Where a process answers its keepers, host:port."""
    [probe] = [one["probe"] for one in addresses(layout)["processes"] if one["name"] == process]
    return str(probe).removeprefix("http://")


def _intake_settings(layout: Layout) -> IntakeSettings:
    return IntakeSettings(
        **_kept(layout, intake.NAME),
        catalogue_address=addresses(layout)["services"][catalogue.NAME]["organisations"],
        authority_file=layout.certificates / "ca.pem",
        certificate_file=layout.certificates / "INTAKE.pem",
        key_file=layout.certificates / "INTAKE.key",
    )


def _kept(layout: Layout, service: str) -> dict[str, Any]:
    return {
        "database_url": layout.database_url(service),
        "secret_file": layout.secret_file(service),
        "test_clock_file": layout.test_clock_file,
    }
