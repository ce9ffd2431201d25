"""The gRPC edge: identity, roles, validation, statuses, limits, so that servicers only translate."""

from chassis.serving.admission import Limits
from chassis.serving.call import Call
from chassis.serving.certificates import ServerCertificate, watch_expiry
from chassis.serving.identity import Identification, Identity, Method, Organisations, Role
from chassis.serving.roles import EVERYBODY, OPERATIONS, PEOPLE, WhoMay
from chassis.serving.rpc_metrics import RpcMetrics
from chassis.serving.served import ServedService
from chassis.serving.server import Addresses, Server
from chassis.serving.tokens import SignedTokens
from chassis.serving.validating import InvalidFields

__all__ = [
    "EVERYBODY",
    "OPERATIONS",
    "PEOPLE",
    "Addresses",
    "Call",
    "Identification",
    "Identity",
    "InvalidFields",
    "Limits",
    "Method",
    "Organisations",
    "Role",
    "RpcMetrics",
    "ServedService",
    "Server",
    "ServerCertificate",
    "SignedTokens",
    "WhoMay",
    "watch_expiry",
]
