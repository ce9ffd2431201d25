"""Which role may call which method: one table for everything a server answers, deny by default."""

from collections.abc import Mapping
from typing import Any

from chassis.serving.identity import Identity, Role
from chassis.serving.refusals import MethodUnknown, RoleMayNotCall

WhoMay = Mapping[str, frozenset[Role]]
"""Method name of one service → the roles that may call it."""
AskedBy = Mapping[str, frozenset[str]]
"""Method name of one service → the services, by the code in their certificates, that may ask it for somebody."""
NOBODY_ASKS: AskedBy = {}

EVERYBODY = frozenset(Role)
PEOPLE = frozenset({Role.OPERATOR, Role.SUPERVISOR, Role.EDITOR, Role.OPS, Role.AUDITOR})
"""Those who work for the service itself; people of others have a role of their own, and what is named for it alone."""

# Whether we are well, and what we say, is no secret among those who may connect at all.
HEALTH: WhoMay = {"Check": EVERYBODY, "List": EVERYBODY, "Watch": EVERYBODY}
REFLECTION: WhoMay = {"ServerReflectionInfo": EVERYBODY}
OPS_ONLY = frozenset({Role.OPS})
OPERATIONS: WhoMay = {
    "GetStatus": PEOPLE,
    "SetClock": OPS_ONLY,
    "AdoptLog": OPS_ONLY,
    "AcceptDifference": OPS_ONLY,
    "KeepLog": OPS_ONLY,
}


class RoleTable:
    """Full method name → roles, for every method of every service of one server."""

    def __init__(self) -> None:
        self._may: dict[str, frozenset[Role]] = {}
        self._asked_by: dict[str, frozenset[str]] = {}

    def add(self, descriptor: Any, who_may: WhoMay, asked_by: AskedBy = NOBODY_ASKS) -> None:
        """Enter one service; raises ValueError unless exactly its methods are spoken for."""
        methods = {method.name for method in descriptor.methods}
        if methods != set(who_may) or not methods.issuperset(asked_by):
            odd = ", ".join(sorted(methods.symmetric_difference({*who_may, *asked_by})))
            raise ValueError(f"{descriptor.full_name}: who may call it and what it has differ in {odd}.")
        self._may.update({f"/{descriptor.full_name}/{name}": roles for name, roles in who_may.items()})
        self._asked_by.update({f"/{descriptor.full_name}/{name}": askers for name, askers in asked_by.items()})

    def check(self, method: str, identity: Identity) -> None:
        """Raise RoleMayNotCall unless the caller may call the full method name, MethodUnknown when nobody can.

        A service on one of the allowed edges may do what the one it asks for may do, and no more.
        """
        if method not in self._may:
            raise MethodUnknown(method=method)
        role, may = self._role(method, identity), self._may[method]
        if role not in may:
            allowed = ", ".join(one.value for one in Role if one in may)
            raise RoleMayNotCall(method=method, role=role.value, allowed=allowed)

    def _role(self, method: str, identity: Identity) -> Role:
        on_an_edge = identity.organisation in self._asked_by.get(method, ())
        return identity.on_behalf_of.role if identity.on_behalf_of and on_an_edge else identity.role

    def who_may(self) -> Mapping[str, frozenset[Role]]:
        """The whole table."""
        return dict(self._may)
