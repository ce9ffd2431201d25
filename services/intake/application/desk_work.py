"""At the desk: it opens, and people come."""

from chassis.commanding import Aggregates, Commander, Receipt
from services.intake.application.commands import ActivateDesk, RecordContact
from services.intake.domain.contact import Contact
from services.intake.domain.desk import Desk
from services.intake.domain.refusals import DeskAlreadyActive, DeskNotActive


class DeskWork:
    """What is done at a desk before there is a case."""

    def __init__(self, commander: Commander) -> None:
        self._commander = commander

    def activate_desk(self, command: ActivateDesk) -> Receipt:
        return self._commander.execute(command, lambda at: _activated(command, at))

    def record_contact(self, command: RecordContact) -> Receipt:
        return self._commander.execute(command, lambda at: _recorded(command, at))


def _activated(command: ActivateDesk, at: Aggregates) -> Desk:
    already = at.find(Desk, Desk.create_id(command.desk))
    if already is not None:
        raise DeskAlreadyActive(desk=command.desk, since=already.active_since)
    return Desk.activate(command.desk, command.day())


def _recorded(command: RecordContact, at: Aggregates) -> Contact:
    desk, on = at.find(Desk, Desk.create_id(command.desk)), command.day()
    if desk is None:
        raise DeskNotActive(desk=command.desk, on=on)
    return Contact.record(command.contact_id, desk, command.visitor, command.channel, on)
