"""Which role may call which method: one table for everything a server answers, deny by default."""

from collections.abc import Mapping
from typing import Any

from chassis.serving.identity import Role
from chassis.serving.refusals import MethodUnknown, RoleMayNotCall

WhoMay = Mapping[str, frozenset[Role]]
"""Method name of one service → the roles that may call it."""

EVERYBODY = frozenset(Role)
PEOPLE = frozenset({Role.OPERATOR, Role.SUPERVISOR, Role.EDITOR, Role.OPS, Role.AUDITOR})

# Whether we are well, and what we say, is no secret among those who may connect at all.
HEALTH: WhoMay = {"Check": EVERYBODY, "List": EVERYBODY, "Watch": EVERYBODY}
REFLECTION: WhoMay = {"ServerReflectionInfo": EVERYBODY}
OPERATIONS: WhoMay = {"GetStatus": PEOPLE, "SetClock": frozenset({Role.OPS})}


class RoleTable:
    """Full method name → roles, for every method of every service of one server."""

    def __init__(self) -> None:
        self._may: dict[str, frozenset[Role]] = {}

    def add(self, descriptor: Any, who_may: WhoMay) -> None:
        """Enter one service; raises ValueError unless exactly its methods are spoken for."""
        methods = {method.name for method in descriptor.methods}
        if methods != set(who_may):
            odd = ", ".join(sorted(methods.symmetric_difference(who_may)))
            raise ValueError(f"{descriptor.full_name}: who may call it and what it has differ in {odd}.")
        self._may.update({f"/{descriptor.full_name}/{name}": roles for name, roles in who_may.items()})

    def check(self, method: str, role: Role) -> None:
        """Raise RoleMayNotCall unless the role may call the full method name, MethodUnknown when nobody can."""
        if method not in self._may:
            raise MethodUnknown(method=method)
        if role not in self._may[method]:
            raise RoleMayNotCall(method=method, role=role.value)

    def who_may(self) -> Mapping[str, frozenset[Role]]:
        """The whole table."""
        return dict(self._may)
