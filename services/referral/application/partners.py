"""Partners: the organisations that referrals can be sent to."""

from chassis.commanding import Aggregates, Commander, Receipt
from services.referral.application.commands import RegisterOrganisation
from services.referral.domain.organisation import Organisation, organisation_id
from services.referral.domain.refusals import OrganisationAlreadyRegistered


class Partners:
    """Every command about an organisation."""

    def __init__(self, commander: Commander) -> None:
        self._commander = commander

    def register(self, command: RegisterOrganisation) -> Receipt:
        """Make it known, once. Raises OrganisationAlreadyRegistered, OccurredInTheFuture."""
        return self._commander.execute(command, lambda at: _registered(command, at))


def _registered(command: RegisterOrganisation, at: Aggregates) -> Organisation:
    known = at.find(Organisation, organisation_id(command.code))
    if known is not None:
        raise OrganisationAlreadyRegistered(code=known.code, name=known.name)
    return Organisation.register(code=command.code, name=command.name, kind=command.kind, on=command.day())
