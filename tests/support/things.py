"""A tiny aggregate with nothing of the field in it, for tests of the plumbing."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from google.protobuf.message import Message as Protobuf
from google.protobuf.wrappers_pb2 import Int64Value, StringValue

from chassis.modelling import Command, Operational, Refusal, Root

A_DAY = date(2023, 1, 9)


class ThingNotFound(Refusal):
    """There is no such thing."""

    reason: ClassVar[str] = "THING_NOT_FOUND"
    message: ClassVar[str] = "There is no thing {id}."


class LabelMissing(Refusal):
    """A thing has to be called something."""

    reason: ClassVar[str] = "LABEL_MISSING"
    message: ClassVar[str] = "A thing cannot be without a label."


class Thing(Root):
    """Something with a label and a weight; its label is told to others, its weight is not."""

    class Made(Root.Created):
        label: Operational[str]

    class Renamed(Root.Event):
        label: Operational[str]

        def apply(self, thing: "Thing") -> None:
            thing.label = self.label

    class Weighed(Root.Event):
        grams: Operational[int]

        def apply(self, thing: "Thing") -> None:
            thing.grams = self.grams

    class Shown(Root.Event):
        times: Operational[int]

        def apply(self, thing: "Thing") -> None:
            thing.times_shown = self.times

    def __init__(self, label: str) -> None:
        self.label = label
        self.grams = 0
        self.times_shown = 0

    @classmethod
    def make(cls, id: UUID, label: str, on: date = A_DAY) -> "Thing":
        """A new thing."""
        _refuse_without(label)
        return cls._create(cls.Made, id=id, label=label, occurred_on=on)

    def rename(self, label: str, on: date = A_DAY) -> None:
        """It is called something else now."""
        _refuse_without(label)
        self.trigger_event(self.Renamed, label=label, occurred_on=on)

    def weigh(self, grams: int, on: date = A_DAY) -> None:
        """Its weight; nobody's business."""
        self.trigger_event(self.Weighed, grams=grams, occurred_on=on)

    def show(self, on: date = A_DAY) -> None:
        """It is shown once more."""
        self.trigger_event(self.Shown, times=self.times_shown + 1, occurred_on=on)


def _refuse_without(label: str) -> None:
    if not label:
        raise LabelMissing


STORED_NAMES: Mapping[str, type] = {
    "thing": Thing,
    "thing.made": Thing.Made,
    "thing.renamed": Thing.Renamed,
    "thing.weighed": Thing.Weighed,
    "thing.shown": Thing.Shown,
}


def published(event: Root.Event) -> Protobuf | None:
    """What is said of a thing: its labels and how often it was shown, as texts and numbers anybody can read."""
    match event:
        case Thing.Made() | Thing.Renamed():
            return StringValue(value=event.label)
        case Thing.Shown():
            return Int64Value(value=event.times)
    return None


class MakeThing(Command):
    """Ask for a new thing."""

    label: str


class RenameThing(Command):
    """Ask that a thing be called something else."""

    thing_id: UUID
    label: str


class WeighThing(Command):
    """Ask that a thing's weight be noted."""

    thing_id: UUID
    grams: int


class ShowThing(Command):
    """Ask that a thing be shown."""

    thing_id: UUID
