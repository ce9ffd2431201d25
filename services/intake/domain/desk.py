"""The desk: a place that opens to the public once."""

from datetime import date
from uuid import UUID, uuid5

from chassis.modelling import Operational, Root
from services.intake.domain.refusals import DeskNotActive

DESKS = UUID("6d3f1e0a-8c1b-5a7e-b3d2-41f0c7a95e68")
"""The name space in which a desk's code makes its id, for ever."""


class Desk(Root):
    """One desk, open from the day it was activated."""

    class Activated(Root.Created):
        desk: Operational[str]

    def __init__(self, desk: str, occurred_on: date) -> None:
        self.code = desk
        self.active_since = occurred_on

    @staticmethod
    def create_id(desk: str) -> UUID:
        """The id of the desk with this code: the same everywhere, so it is activated once."""
        return uuid5(DESKS, desk)

    @classmethod
    def activate(cls, code: str, on: date) -> "Desk":
        return cls._create(cls.Activated, desk=code, occurred_on=on)

    def check_open(self, on: date) -> None:
        if on < self.active_since:
            raise DeskNotActive(desk=self.code, on=on)
