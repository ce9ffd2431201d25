"""What makes an organisation known."""

from datetime import date

from services.referral.domain.organisation import Organisation, OrganisationKind, organisation_id
from tests.support.given import given_nothing
from tests.support.referrals import CHAMBER


def test_an_organisation_is_known_by_its_code() -> None:
    """The id comes from the code, so the same code can never be two organisations."""
    given_nothing().when(
        lambda: Organisation.register(
            code=CHAMBER,
            name="Camera di Commercio delle Marche",
            kind=OrganisationKind.CHAMBER_OF_COMMERCE,
            on=date(2023, 1, 9),
        )
    ).then(
        Organisation.Registered,
        originator_id=organisation_id(CHAMBER),
        subject=organisation_id(CHAMBER),
        code=CHAMBER,
        kind=OrganisationKind.CHAMBER_OF_COMMERCE,
    ).leaving(name="Camera di Commercio delle Marche")
