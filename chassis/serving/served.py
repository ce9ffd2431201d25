"""One service as a server takes it: what it promises, who keeps the promise, who may ask."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from google.protobuf import message_factory
from grpc import StatusCode

from chassis.modelling import Refusal
from chassis.serving.answering import Rpc
from chassis.serving.health import Problems
from chassis.serving.roles import NOBODY_ASKS, AskedBy, WhoMay
from chassis.serving.statuses import PROJECT, Statuses
from chassis.serving.validating import rules_of


def no_problems() -> Sequence[str]:
    """A service that can always work."""
    return ()


@dataclass(frozen=True)
class ServedService:
    """A service descriptor and the plain class whose methods are named as its RPCs.

    `statuses` has a code for every refusal of the service, `problems` what keeps it from working.
    """

    descriptor: Any
    servicer: object
    who_may: WhoMay
    statuses: Mapping[type[Refusal], StatusCode] = field(default_factory=dict)
    problems: Problems = no_problems
    asked_by: AskedBy = field(default_factory=lambda: NOBODY_ASKS)

    @property
    def name(self) -> str:
        """The full name, such as "somicis.shared.v1.OperationsService"."""
        name: str = self.descriptor.full_name
        return name

    def rpcs(self) -> Iterator[tuple[Any, Rpc]]:
        """Every method with its descriptor; raises TypeError for one the servicer does not have."""
        statuses = Statuses(domain_of(self.descriptor.file.package), self.statuses)
        for method in self.descriptor.methods:
            behaviour = getattr(self.servicer, method.name, None)
            if not callable(behaviour):
                raise TypeError(f"{type(self.servicer).__name__} has no {method.name} of {self.name}.")
            # Made now, so that a rule that cannot be kept stops the start and not a call.
            rules_of(method.input_type)
            takes = message_factory.GetMessageClass(method.input_type)
            path = f"/{self.name}/{method.name}"
            yield method, Rpc(self.name, method.name, path, takes, behaviour, statuses)


def domain_of(package: str) -> str:
    """The domain of a service's reasons: "somicis.<service>"; "somicis" for what all services share."""
    project, _, rest = package.partition(".")
    service = rest.split(".")[0]
    return f"{PROJECT}.{service}" if project == PROJECT and service not in {"", "shared"} else PROJECT
