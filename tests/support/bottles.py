"""An aggregate whose events have changed since they were first stored: litres became millilitres."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from chassis.modelling import Operational, Root


def _in_millilitres(state: dict[str, Any]) -> None:
    state["millilitres"] = state.pop("litres") * 1000


class Bottle(Root):
    """Something that holds a drink."""

    class Filled(Root.Created):
        millilitres: Operational[int]
        class_version: ClassVar[int] = 2

        upcast_v1_v2 = staticmethod(_in_millilitres)

    class Poured(Root.Event):
        millilitres: Operational[int]
        label: Operational[str]
        class_version: ClassVar[int] = 3

        upcast_v1_v2 = staticmethod(_in_millilitres)

        @staticmethod
        def upcast_v2_v3(state: dict[str, Any]) -> None:
            """Nobody wrote down at first into what it was poured."""
            state["label"] = "glass"

        def apply(self, bottle: "Bottle") -> None:
            bottle.millilitres -= self.millilitres
            bottle.poured_into = self.label

    def __init__(self, millilitres: int) -> None:
        self.millilitres = millilitres
        self.poured_into = ""

    @classmethod
    def fill(cls, id: UUID, millilitres: int, on: date) -> "Bottle":
        """A full bottle."""
        return cls._create(cls.Filled, id=id, millilitres=millilitres, occurred_on=on)


STORED_NAMES: Mapping[str, type] = {"bottle": Bottle, "bottle.filled": Bottle.Filled, "bottle.poured": Bottle.Poured}
