"""When a desk is open."""

from services.intake.domain.desk import Desk
from tests.support.cases import DESK_OPENED, FERMO
from tests.support.given import given_nothing


def test_a_desk_is_known_by_its_code() -> None:
    """The id comes from the code, so the same desk can never open twice."""
    given_nothing().when(lambda: Desk.activate(FERMO, DESK_OPENED)).then(
        Desk.Activated, originator_id=Desk.create_id(FERMO), desk=FERMO, occurred_on=DESK_OPENED
    ).leaving(code=FERMO, active_since=DESK_OPENED)
