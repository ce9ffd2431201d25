"""Between the published language and the words of this service, for what a draft would change."""

from somicis.catalogue.v1 import measure_pb2
from somicis.catalogue.v1 import rehearsal_pb2 as pb

from chassis.translating import enum_to
from services.catalogue.domain.verdicts.rehearsal import Counted


def counted_to(counted: Counted) -> pb.RehearseResponse:
    """Effects in the order of their meaning, pairs in the order of their names: the same counts, the same bytes."""
    return pb.RehearseResponse(
        profiles=counted.profiles,
        effects=[
            pb.EffectCount(effect=enum_to(pb.Effect, effect), profiles=count, keys=counted.keys.get(effect, ()))
            for effect, count in counted.effects.items()
        ],
        verdicts=[
            pb.VerdictCount(
                before=enum_to(measure_pb2.Verdict, before), after=enum_to(measure_pb2.Verdict, after), profiles=count
            )
            for (before, after), count in sorted(counted.verdicts.items(), key=str)
        ],
        windows=[
            pb.WindowCount(
                before=enum_to(measure_pb2.WindowState, before),
                after=enum_to(measure_pb2.WindowState, after),
                profiles=count,
            )
            for (before, after), count in sorted(counted.windows.items(), key=str)
        ],
    )
